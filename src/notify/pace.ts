/** How long is waited, gathered, remembered and tried: every limit of the outlets in one place. */

import type { NotifySeverity } from '../model/notification.ts';

/** What comes this soon after is told in the same message. */
export const GATHER_MS: Readonly<Record<NotifySeverity, number>> = {
  page: 1_000,
  ticket: 5_000,
  info: 15_000,
};
/** The same thing again within this is counted, not told. */
export const REPEAT_MS = 300_000;
/** Waiting for one channel; above, the least grave and oldest is dropped. */
export const QUEUE_MAX = 200;
/** In one message. */
export const DELIVERY_MAX = 50;
/** One attempt. */
export const ATTEMPT_MS = 10_000;
/** Back-off between attempts: doubled, with full jitter (half of it at least). */
const BACKOFF_FIRST_MS = 1_000;
export const BACKOFF_MAX_MS = 60_000;
/** Older news is given up; it is in the journal. */
export const GIVE_UP_MS = 900_000;
/** For a last attempt when the process stops. */
export const FAREWELL_MS = 2_000;
/** States are told this often while they last, and at most each second when they change. */
export const STATE_EVERY_MS = 30_000;
export const STATE_SPACING_MS = 1_000;

export function backoffMs(failures: number, random: number): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.max(0, failures - 1));
  return full * (0.5 + random / 2);
}
