/** Steady open-loop traffic through a gateway, and what came of it. */

import { performance } from 'node:perf_hooks';
import { poissonArrivals } from '../../../src/demo/arrivals.ts';
import { startClient, type RequestRecord } from '../../../src/demo/client.ts';

export interface Traffic {
  /** Those whose fate is known, in that order. */
  readonly records: readonly RequestRecord[];
  /** Since the start of the traffic; compare with `intendedMs`. */
  nowMs(): number;
  /** Records sent in a span; the end defaults to now. */
  between(fromMs: number, toMs?: number): readonly RequestRecord[];
  /**
   * What was lost of that, in words that help when a test fails. What a stall of the machine touched
   * is not counted: the backends live in this process, and while it stands still nobody serves.
   */
  lost(fromMs?: number, toMs?: number): readonly string[];
  /** Ends when the fate of every request is known. */
  finish(): Promise<void>;
  /** Ends at once; harmless when ended already. */
  abandon(): Promise<void>;
}

export const SERVICE = 'productAPI';
const DEADLINE_MS = 10_000;

export function startTraffic(options: {
  readonly proxyUrl: string;
  readonly ratePerSecond: number;
  readonly seed?: number;
}): Traffic {
  const { proxyUrl, ratePerSecond, seed = 1 } = options;
  const records: RequestRecord[] = [];
  const startMs = performance.now();
  const client = startClient({
    url: proxyUrl,
    services: [{ name: SERVICE, path: '/products' }],
    arrivals: poissonArrivals({ seed, ratePerSecond, serviceCount: 1 }),
    startMs,
    deadlineMs: DEADLINE_MS,
    onRecord: (record) => records.push(record),
  });
  const watch = watchStalls(startMs);
  const between = (fromMs: number, toMs: number) =>
    records.filter(({ intendedMs }) => intendedMs >= fromMs && intendedMs < toMs);
  return {
    records,
    nowMs: () => performance.now() - startMs,
    between: (fromMs, toMs = Infinity) => between(fromMs, toMs),
    lost: (fromMs = 0, toMs = Infinity) =>
      between(fromMs, toMs)
        .filter((record) => !record.ok && !watch.stalls.some((stall) => isTouched(record, stall)))
        .map(describe),
    async finish() {
      watch.end();
      await client.finish();
    },
    async abandon() {
      watch.end();
      await client.abandon();
    },
  };
}

/** A span in which this process did not run, since the start of the traffic. */
interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

const BEAT_MS = 100;
const STALL_MS = 700;
/** Health checks that failed meanwhile need two good rounds. */
const RECOVERY_MS = 6_000;

function watchStalls(startMs: number): { readonly stalls: readonly Stall[]; end(): void } {
  const stalls: Stall[] = [];
  let beatMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (nowMs - beatMs > STALL_MS) stalls.push({ fromMs: beatMs - startMs, toMs: nowMs - startMs });
    beatMs = nowMs;
  }, BEAT_MS);
  return { stalls, end: () => clearInterval(timer) };
}

function isTouched({ intendedMs, latencyMs }: RequestRecord, { fromMs, toMs }: Stall): boolean {
  return intendedMs < toMs + RECOVERY_MS && intendedMs + latencyMs > fromMs;
}

function describe({ intendedMs, status, latencyMs, region }: RequestRecord): string {
  const answer = status === null ? 'no answer' : `status ${status}`;
  const at = (intendedMs / 1_000).toFixed(2);
  return `${at} s: ${answer} after ${Math.round(latencyMs)} ms (${region ?? 'no region'})`;
}

/** Share of the served requests that a region served; `null` when none was served. */
export function shareOf(records: readonly RequestRecord[], region: string): number | null {
  const served = records.filter((record) => record.ok);
  if (served.length === 0) return null;
  return served.filter((record) => record.region === region).length / served.length;
}

export function medianMs(records: readonly RequestRecord[]): number {
  const sorted = records.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
