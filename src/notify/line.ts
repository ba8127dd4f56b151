/** How the line to a channel stands: what went out, what did not, and when the next attempt is due. */

import type { Random } from '../lib/random.ts';
import type { Clock } from '../model/ports.ts';
import { deliveryErrorOf } from './delivery-error.ts';
import { backoffMs } from './pace.ts';

export interface Line {
  sent: number;
  /** Given up, or refused for good. */
  failed: number;
  sentAtMs: number | null;
  /** Why the newest attempt failed; `null` when it did not. */
  failure: string | null;
  /** Attempts in a row that failed. */
  failures: number;
  notBeforeMs: number;
}

interface LinePorts {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
}

export function freshLine(): Line {
  return { sent: 0, failed: 0, sentAtMs: null, failure: null, failures: 0, notBeforeMs: 0 };
}

/** @returns whether it had been broken. */
export function wentOut(line: Line, count: number, { clock }: Pick<LinePorts, 'clock'>): boolean {
  const wasBroken = line.failure !== null;
  line.sent += count;
  line.sentAtMs = clock.nowMs();
  line.failure = null;
  line.failures = 0;
  line.notBeforeMs = 0;
  return wasBroken;
}

/** Puts the next attempt off, longer each time, as long as the receiver asks for at least. */
export function broke(line: Line, error: unknown, { clock, random }: LinePorts) {
  const failed = deliveryErrorOf(error);
  const isNews = line.failure === null;
  line.failures += 1;
  const waitMs = Math.max(backoffMs(line.failures, random()), failed.retryAfterMs ?? 0);
  line.notBeforeMs = clock.nowMs() + waitMs;
  line.failure = failed.message;
  const { message, fix, isTemporary } = failed;
  return { message, fix, isTemporary, isNews };
}
