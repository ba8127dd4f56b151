/** A region that people, or a drill, keep out: what is remembered of it, and what is left of its share. */

import type { Override } from '../../model/override.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { TUNING } from '../tuning.ts';

export interface Held {
  /** Of the override. */
  readonly id: string;
  readonly origin: Override['origin'];
  /** Since when it leaves; `null` while a hook has to succeed first. */
  readonly leavingSinceMs: number | null;
  /** It leaves bit by bit over this long; 0 = at once. */
  readonly overMs: number;
  /** Part of its share that stays; absent: nothing does. */
  readonly keepRatio?: number;
  /** Part of its share that it had when it began to leave. */
  readonly fromRatio: number;
  /** Part of its share that it has now. */
  readonly partRatio: number;
}

/** In equal steps, no sooner after one another than weights may be written (G6); the last at the end. */
export function partLeft(
  { leavingSinceMs, overMs, fromRatio, keepRatio = 0 }: Held,
  { service, nowMs }: { readonly service: ServiceStrategy; readonly nowMs: number },
): number {
  if (leavingSinceMs === null) return fromRatio;
  const spacingMs = TUNING.spacingIntervals * service.health.intervalMs;
  const steps = Math.min(TUNING.leverSteps, Math.floor(overMs / spacingMs) + 1);
  const keptRatio = Math.min(fromRatio, keepRatio);
  if (steps < 2) return keptRatio;
  const done = 1 + Math.floor(((nowMs - leavingSinceMs) * (steps - 1)) / overMs);
  return done >= steps ? keptRatio : keptRatio + (fromRatio - keptRatio) * (1 - done / steps);
}
