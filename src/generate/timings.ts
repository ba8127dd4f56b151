/**
 * How long one request may take: time-outs and retries of a service, so that all tries fit in the
 * time its callers wait. Kong's own defaults (60 s, 5 retries) let one black-holed target hold a
 * request for minutes; these are the costliest lines of a Kong configuration.
 *
 * A refused connection costs nothing, so shorter time-outs and more tries beat the reverse: under
 * round-robin a retry takes the next slot of the wheel, whatever target that is (kong-recordings
 * 84), so it takes several tries to get past the dead targets of the own region.
 */

import type { ServiceStrategy } from '../model/strategy.ts';
import { TIMINGS_TUNING } from './tuning.ts';

export interface ServiceTimings {
  readonly connectMs: number;
  /** Read and write time-out of one try. */
  readonly timeoutMs: number;
  /** Extra tries. */
  readonly retries: number;
  /** All tries together when every one of them times out. */
  readonly worstRequestMs: number;
  readonly deadlineMs: number;
  /** Where the time-out comes from. */
  readonly timeoutFrom: 'strategy' | 'objective' | 'deadline';
}

/**
 * Of the hop to the gateway itself: it outlasts all tries of the inner service and makes none of
 * its own, so that retries never multiply.
 */
export function hopTimingsOf(
  service: ServiceStrategy,
): Pick<ServiceTimings, 'connectMs' | 'timeoutMs' | 'retries'> {
  const { connectMs, worstRequestMs, retries } = timingsOf(service);
  const connecting = (retries + 1) * connectMs;
  return { connectMs, timeoutMs: worstRequestMs + connecting, retries: 0 };
}

export function timingsOf(service: ServiceStrategy): ServiceTimings {
  const { deadlineMs } = service.client;
  const { timeoutMs, timeoutFrom } = timeoutOf(service);
  const fitting = Math.floor(deadlineMs / timeoutMs) - 1;
  const retries =
    service.protect.retries ?? Math.min(TIMINGS_TUNING.retriesMax, Math.max(1, fitting));
  const connectMs = Math.min(service.protect.connectTimeoutMs, timeoutMs);
  const worstRequestMs = (retries + 1) * timeoutMs;
  return { connectMs, timeoutMs, retries, worstRequestMs, deadlineMs, timeoutFrom };
}

function timeoutOf(service: ServiceStrategy): Pick<ServiceTimings, 'timeoutMs' | 'timeoutFrom'> {
  const { timeoutMs } = service.protect;
  if (timeoutMs !== null) return { timeoutMs, timeoutFrom: 'strategy' };
  const { deadlineMs } = service.client;
  const longest = Math.max(1, Math.floor(deadlineMs / 2));
  const limits = service.objective.latency.map((entry) => entry.limitMs);
  const wanted =
    limits.length > 0
      ? TIMINGS_TUNING.timeoutPerObjective * Math.max(...limits)
      : deadlineMs / TIMINGS_TUNING.triesWithoutObjective;
  return {
    timeoutMs: Math.round(Math.min(longest, Math.max(TIMINGS_TUNING.timeoutMinMs, wanted))),
    timeoutFrom: limits.length > 0 ? 'objective' : 'deadline',
  };
}
