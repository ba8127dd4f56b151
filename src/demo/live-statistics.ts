/**
 * Figures of an endless run, second by second, for the live views: how many were sent and failed,
 * how fast, and which target answered. Only the last ten seconds are kept in detail.
 *
 * Latencies and targets belong to the second in which a request was to be sent, failures to that in
 * which they were known: what was sent in the newest seconds may still be waiting for its answer.
 */

import {
  emptyHistogram,
  mergeHistogram,
  quantileOf,
  recordValue,
  type Histogram,
} from '../lib/histogram.ts';
import type { RequestRecord } from './client.ts';

const KEPT_SECONDS = 10;
const QUANTILE_SECONDS = 5;
/** Long enough for a share of 1 % to be seen, short enough to follow a failover. */
const TARGET_SECONDS = 2;

export interface LiveStatistics {
  add(record: RequestRecord): void;
  totals(): { readonly sent: number; readonly failed: number };
  /** At a time in whole seconds since the start of the traffic. */
  recent(nowSecond: number): {
    readonly errorRatio: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
  };
  target(key: TargetKey, nowSecond: number): { readonly rps: number; readonly errorRatio: number };
}

interface TargetKey {
  readonly service: string;
  readonly region: string;
  readonly target: string;
}

interface Second {
  /** Whose fate was decided in it, whenever they were sent: a black hole shows at the deadline. */
  decided: number;
  failed: number;
  readonly latency: Histogram;
  readonly targets: Map<string, { answered: number; failed: number }>;
}

export function createLiveStatistics(): LiveStatistics {
  const seconds = new Map<number, Second>();
  let sent = 0;
  let failed = 0;

  const secondAt = (number: number) => {
    let second = seconds.get(number);
    if (second === undefined) {
      second = { decided: 0, failed: 0, latency: emptyHistogram(), targets: new Map() };
      seconds.set(number, second);
      for (const old of seconds.keys()) if (old < number - KEPT_SECONDS) seconds.delete(old);
    }
    return second;
  };
  /** The last `count` whole seconds before this one. */
  const last = (count: number, nowSecond: number) =>
    Array.from({ length: count }, (_, age) => seconds.get(nowSecond - 1 - age)).filter(
      (second) => second !== undefined,
    );

  return {
    add(record) {
      sent += 1;
      if (!record.ok) failed += 1;
      const number = Math.floor(record.intendedMs / 1_000);
      addTo(secondAt(number), record);
      const decidedIn = secondAt(Math.floor((record.intendedMs + record.latencyMs) / 1_000));
      decidedIn.decided += 1;
      if (!record.ok) decidedIn.failed += 1;
    },
    totals: () => ({ sent, failed }),
    recent(nowSecond) {
      const [newest] = last(1, nowSecond);
      const latency = emptyHistogram();
      for (const second of last(QUANTILE_SECONDS, nowSecond)) {
        mergeHistogram(latency, second.latency);
      }
      return {
        errorRatio:
          newest === undefined || newest.decided === 0 ? 0 : newest.failed / newest.decided,
        p50Ms: quantileOf(latency, 0.5),
        p99Ms: quantileOf(latency, 0.99),
      };
    },
    target(key, nowSecond) {
      let answered = 0;
      let failedThere = 0;
      for (const { targets } of last(TARGET_SECONDS, nowSecond)) {
        const counts = targets.get(keyOf(key));
        answered += counts?.answered ?? 0;
        failedThere += counts?.failed ?? 0;
      }
      const rps = answered / TARGET_SECONDS;
      return { rps, errorRatio: answered === 0 ? 0 : failedThere / answered };
    },
  };
}

function addTo(second: Second, record: RequestRecord): void {
  const { service, region, target, ok, latencyMs } = record;
  if (ok) recordValue(second.latency, latencyMs);
  if (region === null || target === null) return;
  const key = keyOf({ service, region, target });
  const counts = second.targets.get(key) ?? { answered: 0, failed: 0 };
  second.targets.set(key, counts);
  counts.answered += 1;
  if (!ok) counts.failed += 1;
}

function keyOf({ service, region, target }: TargetKey): string {
  return `${service} ${region} ${target}`;
}
