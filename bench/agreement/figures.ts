/** The same figures from a simulated run and from a run on sockets, and when they agree. */

import type { Result } from '../../src/demo/statistics.ts';
import type { RunResult } from '../../src/simulator/contract.ts';
import { FAULT_MS } from './conditions.ts';

export interface Figures {
  readonly failed: number;
  readonly failedRatio: number;
  /** From the fault to the first second in which the standby serves nearly all; `null` if never. */
  readonly shiftMs: number | null;
  /** Of the fault window. */
  readonly p99Ms: number | null;
}

/** Nearly all: the primary region serves less than this part. */
const SHIFTED_BELOW = 0.1;
/** A count is within this factor, or within ± this many where few were lost. */
const FACTOR = 2;
const FEW = 20;
/** A shift is seen to the second, and probes fall anywhere within theirs. */
const SHIFT_TOLERANCE_MS = 2_000;

export function fromSimulation(result: RunResult): Figures {
  const [primary = '', secondary = ''] = Object.keys(result.servedByRegion);
  const amid = result.seconds.filter(({ second }) => second >= 0 && second * 1_000 < FAULT_MS);
  const p99s = amid.map(({ p99Ms }) => p99Ms ?? 0).toSorted((a, b) => a - b);
  return {
    failed: result.failed,
    failedRatio: result.failed / result.sent,
    shiftMs: shiftOf(
      amid.map(({ second, served }) => {
        const [first, other] = [served[primary] ?? 0, served[secondary] ?? 0];
        return {
          fromMs: second * 1_000,
          primaryShare: first + other === 0 ? null : first / (first + other),
        };
      }),
    ),
    p99Ms: p99s[Math.floor(p99s.length / 2)] ?? null,
  };
}

export function fromSockets(result: Result): Figures {
  const amid = result.seconds.filter(({ fromMs }) => fromMs >= 0 && fromMs < FAULT_MS);
  return {
    failed: result.failed,
    failedRatio: result.failed / result.sent,
    shiftMs: shiftOf(amid),
    p99Ms: result.p99Ms,
  };
}

export function isCountWithin(count: number, other: number): boolean {
  if (Math.abs(count - other) <= FEW) return true;
  return count >= other / FACTOR && count <= other * FACTOR;
}

export function isWithinRange(counts: readonly number[], measured: number): boolean {
  return measured >= Math.min(...counts) - FEW && measured <= Math.max(...counts) + FEW;
}

export function isShiftWithin(shiftMs: number | null, other: number | null): boolean {
  if (shiftMs === null || other === null) return shiftMs === other;
  return Math.abs(shiftMs - other) <= SHIFT_TOLERANCE_MS;
}

function shiftOf(
  seconds: readonly { readonly fromMs: number; readonly primaryShare: number | null }[],
): number | null {
  const shifted = seconds.find(
    ({ primaryShare }) => primaryShare !== null && primaryShare < SHIFTED_BELOW,
  );
  return shifted === undefined ? null : shifted.fromMs;
}
