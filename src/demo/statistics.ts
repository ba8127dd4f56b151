/**
 * What a run came to, from the records of the open-loop client alone. Pure.
 *
 * The words are design.md §5's. A request belongs to the second in which it was to be sent; seconds
 * are counted from the start of the fault, so the fault begins and ends on a border. A second is
 * *bad* when more than 1 % of the requests sent in it failed.
 */

import type { RequestRecord } from './client.ts';

/** Phases of a run, in ms since the start of the traffic. */
export interface RunTimes {
  readonly faultMs: number;
  readonly healMs: number;
  readonly endMs: number;
}

/** One contestant's result. The first eleven keys are the acceptance's; the rest is for checking. */
export interface Result {
  /** Requests sent in the whole run, warm-up included. */
  readonly sent: number;
  /** Of these, those without a complete expected answer within the client's deadline. */
  readonly failed: number;
  /** Percent (0–100) failed of those sent in the fault window. */
  readonly failedPercent: number;
  /** Bad seconds from the start of the fault to the end of the run. */
  readonly badSeconds: number;
  /**
   * From the start of the fault to the first second after which none is bad; 0 when none was.
   * `null`, never, when seconds were still bad as the fault was healed or as the run ended.
   */
  readonly cleanAfterMs: number | null;
  /**
   * From the heal to the first of three seconds in a row in which the primary region serves at
   * least 90 % of its warm-up share; `null` when there were none.
   */
  readonly backAfterMs: number | null;
  /** Latency of the answered requests of the fault window; `null` when none was answered. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Weights that Ballast wrote to its gateway in the whole run. */
  readonly writes: number;
  /** Requests answered well in the whole run, by the region that served them. */
  readonly servedByRegion: Readonly<Record<string, number>>;

  readonly faultWindow: { readonly sent: number; readonly failed: number };
  readonly warmUp: {
    readonly sent: number;
    readonly failed: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
    /** Share (0–1) of the answered requests that the primary region served. */
    readonly primaryShare: number;
  };
  /** Bad seconds after the heal; 0 when the return cost nobody anything. */
  readonly badSecondsAfterHeal: number;
  /** p99 of the answered requests of 5 s each, from the start of the fault on. */
  readonly p99Windows: readonly { readonly fromMs: number; readonly p99Ms: number | null }[];
  /**
   * By `region/target`: its answers, good or bad, as a share (0–1) of the requests to its service
   * from 5 s after the start of the fault to the heal, when what was to be ejected is.
   */
  readonly targetShares: Readonly<Record<string, number>>;
  /** Second by second from the start of the fault (negative: warm-up). */
  readonly seconds: readonly SecondResult[];
}

export interface SecondResult {
  /** Start, from the start of the fault. */
  readonly fromMs: number;
  readonly sent: number;
  readonly failed: number;
  /** Share (0–1) of the answered requests that the primary region served. */
  readonly primaryShare: number | null;
}

const BAD_RATIO = 0.01;
const BACK_RATIO = 0.9;
const BACK_SECONDS = 3;
const P99_WINDOW_MS = 5_000;
const SETTLED_MS = 5_000;

export function summarize(options: {
  readonly records: readonly RequestRecord[];
  readonly times: RunTimes;
  readonly primaryRegion: string;
  readonly writes: number;
}): Result {
  const { records, times, primaryRegion } = options;
  const warmUp = records.filter(({ intendedMs }) => intendedMs < times.faultMs);
  const inFault = between(records, times.faultMs, times.healMs);
  const seconds = secondsOf(records, times, primaryRegion);
  const fromFault = seconds.filter(({ fromMs }) => fromMs >= 0);
  const windowMs = times.healMs - times.faultMs;
  const warmUpShare = shareOf(warmUp, primaryRegion) ?? 0;
  const failedInFault = failuresOf(inFault);
  return {
    sent: records.length,
    failed: failuresOf(records),
    failedPercent: inFault.length === 0 ? 0 : (100 * failedInFault) / inFault.length,
    badSeconds: fromFault.filter(isBad).length,
    cleanAfterMs: cleanAfter(fromFault, windowMs),
    backAfterMs: backAfter(
      fromFault.filter(({ fromMs }) => fromMs >= windowMs),
      warmUpShare,
    ),
    p50Ms: latencyQuantile(inFault, 0.5),
    p99Ms: latencyQuantile(inFault, 0.99),
    writes: options.writes,
    servedByRegion: servedByRegionOf(records),
    faultWindow: { sent: inFault.length, failed: failedInFault },
    warmUp: {
      sent: warmUp.length,
      failed: failuresOf(warmUp),
      p50Ms: latencyQuantile(warmUp, 0.5),
      p99Ms: latencyQuantile(warmUp, 0.99),
      primaryShare: warmUpShare,
    },
    badSecondsAfterHeal: fromFault.filter((second) => isBad(second) && second.fromMs >= windowMs)
      .length,
    p99Windows: p99WindowsOf(records, times),
    targetShares: targetSharesOf(between(records, times.faultMs + SETTLED_MS, times.healMs)),
    seconds,
  };
}

/** Whether the primary region has its traffic back at the end of these seconds. */
export function isBack(seconds: readonly SecondResult[], warmUpShare: number): boolean {
  return backAfter(seconds, warmUpShare) !== null;
}

export function isBad({ sent, failed }: { sent: number; failed: number }): boolean {
  return failed > sent * BAD_RATIO;
}

/** Seconds of the run that are over at `endMs`, in order; the warm-up's have negative times. */
export function secondsOf(
  records: readonly RequestRecord[],
  times: { readonly faultMs: number; readonly endMs: number },
  primaryRegion: string,
): SecondResult[] {
  const bySecond = Map.groupBy(records, ({ intendedMs }) =>
    Math.floor((intendedMs - times.faultMs) / 1_000),
  );
  const first = -Math.ceil(times.faultMs / 1_000);
  const count = Math.floor((times.endMs - times.faultMs) / 1_000) - first;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const inSecond = bySecond.get(first + index) ?? [];
    return {
      fromMs: (first + index) * 1_000,
      sent: inSecond.length,
      failed: failuresOf(inSecond),
      primaryShare: shareOf(inSecond, primaryRegion),
    };
  });
}

/** Nearest-rank quantile of the latency of the answered requests; `null` when there are none. */
function latencyQuantile(records: readonly RequestRecord[], ratio: number): number | null {
  const latencies = records.filter(({ ok }) => ok).map(({ latencyMs }) => latencyMs);
  if (latencies.length === 0) return null;
  const sorted = Float64Array.from(latencies).sort();
  const latencyMs = sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? 0;
  return Math.round(latencyMs * 10) / 10;
}

function cleanAfter(seconds: readonly SecondResult[], windowMs: number): number | null {
  const last = seconds.findLast(isBad);
  if (last === undefined) return 0;
  const cleanMs = last.fromMs + 1_000;
  if (last === seconds.at(-1)) return null;
  const lastOfFault = seconds.findLast(({ fromMs }) => fromMs < windowMs);
  return lastOfFault !== undefined && isBad(lastOfFault) ? null : cleanMs;
}

function backAfter(afterHeal: readonly SecondResult[], warmUpShare: number): number | null {
  let inRow = 0;
  for (const { fromMs, primaryShare } of afterHeal) {
    inRow = primaryShare !== null && primaryShare >= BACK_RATIO * warmUpShare ? inRow + 1 : 0;
    const healMs = afterHeal[0]?.fromMs ?? 0;
    if (inRow === BACK_SECONDS) return fromMs - (BACK_SECONDS - 1) * 1_000 - healMs;
  }
  return null;
}

function p99WindowsOf(records: readonly RequestRecord[], { faultMs, endMs }: RunTimes) {
  const count = Math.floor((endMs - faultMs) / P99_WINDOW_MS);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const fromMs = index * P99_WINDOW_MS;
    const window = between(records, faultMs + fromMs, faultMs + fromMs + P99_WINDOW_MS);
    return { fromMs, p99Ms: latencyQuantile(window, 0.99) };
  });
}

function targetSharesOf(records: readonly RequestRecord[]): Record<string, number> {
  const sentTo = new Map<string, number>();
  const answeredBy = new Map<string, { service: string; count: number }>();
  for (const { service, region, target } of records) {
    sentTo.set(service, (sentTo.get(service) ?? 0) + 1);
    if (region === null || target === null) continue;
    const key = `${region}/${target}`;
    const { count } = answeredBy.get(key) ?? { count: 0 };
    answeredBy.set(key, { service, count: count + 1 });
  }
  const shares = [...answeredBy].map(([key, { service, count }]): [string, number] => [
    key,
    Math.round((1e4 * count) / (sentTo.get(service) ?? 1)) / 1e4,
  ]);
  return Object.fromEntries(shares.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function servedByRegionOf(records: readonly RequestRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { ok, region } of records) {
    if (ok && region !== null) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shareOf(records: readonly RequestRecord[], region: string): number | null {
  const answered = records.filter(({ ok }) => ok);
  if (answered.length === 0) return null;
  return answered.filter((record) => record.region === region).length / answered.length;
}

function between(records: readonly RequestRecord[], fromMs: number, toMs: number): RequestRecord[] {
  return records.filter(({ intendedMs }) => intendedMs >= fromMs && intendedMs < toMs);
}

function failuresOf(records: readonly RequestRecord[]): number {
  return records.filter(({ ok }) => !ok).length;
}
