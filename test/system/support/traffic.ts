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
  /** Ends when the fate of every request is known. */
  finish(): Promise<void>;
  /** Ends at once; harmless when ended already. */
  abandon(): Promise<void>;
}

export const SERVICE = 'productAPI';
export const DEADLINE_MS = 10_000;

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
  return {
    records,
    nowMs: () => performance.now() - startMs,
    between: (fromMs, toMs = Infinity) =>
      records.filter(({ intendedMs }) => intendedMs >= fromMs && intendedMs < toMs),
    finish: () => client.finish(),
    abandon: () => client.abandon(),
  };
}

/** What was lost, in words that help when a test fails. */
export function lost(records: readonly RequestRecord[]): readonly string[] {
  return records
    .filter(({ ok }) => !ok)
    .map(({ intendedMs, status, latencyMs, region }) => {
      const answer = status === null ? 'no answer' : `status ${status}`;
      const at = (intendedMs / 1_000).toFixed(2);
      return `${at} s: ${answer} after ${Math.round(latencyMs)} ms (${region ?? 'no region'})`;
    });
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
