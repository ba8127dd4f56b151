/**
 * Worst-case times of Kong alone, from the counters and intervals that `generate` writes.
 *
 * Kong's active checks mark a target after F failures of one kind, one per interval I, seen by a
 * scheduler that ticks each 0.1 s (kong-facts B4):
 *
 *     detection = F × I + t + 0.1 s × F        t = 0 for a refusal or a bad status,
 *     recovery  = S × I + 0.1 s × S                up to the probe's time-out for a hang
 *
 * Measured on Kong 3.9.3 with I = 1 s, F = 1: refused at most 1.2 s, hanging 2.2 s (recordings 91).
 */

import type { ServiceStrategy } from '../model/strategy.ts';
import { ACTIVE_FAILURES, ACTIVE_SUCCESSES, PASSIVE_TIMEOUTS } from './healthchecks.ts';
import { timingsOf } from './timings.ts';
import { CHECKS_TUNING } from './tuning.ts';

export interface WorstCase {
  /** Until active checks mark a target that refuses connections. */
  readonly refusedMs: number;
  /** … that accepts and never answers. */
  readonly hangingMs: number;
  /** … that answers its health path with an error. */
  readonly statusMs: number;
  /**
   * Until passive checks mark a hanging target that gets traffic: its first time-outs have to end.
   * `null` when passive checks are off.
   */
  readonly hangingUnderTrafficMs: number | null;
  /** Until a healed target is back. */
  readonly recoveryMs: number;
  /** The longest a request can take when every try times out. */
  readonly requestMs: number;
}

export function worstCaseOf(service: ServiceStrategy): WorstCase {
  const { intervalMs, timeoutMs } = service.health;
  const timings = timingsOf(service);
  const roundMs = intervalMs + CHECKS_TUNING.schedulerTickMs;
  const marked = ACTIVE_FAILURES * roundMs;
  return {
    refusedMs: marked,
    hangingMs: marked + timeoutMs,
    statusMs: marked,
    hangingUnderTrafficMs: service.protect.circuitBreaker
      ? timings.timeoutMs * (service.protect.retries === 0 ? PASSIVE_TIMEOUTS : 1)
      : null,
    recoveryMs: ACTIVE_SUCCESSES * roundMs,
    requestMs: timings.worstRequestMs,
  };
}
