/**
 * Old news is no news: after Ballast was away, Kong's queue hands over what it kept, which can be
 * minutes of requests within a second. Counted at their arrival they would look like a burst of
 * traffic, and a fault that is long over would look like one of now. So what ended longer ago than
 * Kong needs in trouble is left out.
 *
 * Ages are differences of two machines' clocks. A sender whose entries *all* look old for a whole
 * minute has another time; from then on its smallest delay counts as none. Until then its entries
 * are left out, which freezes and moves nothing (G4). Pure over its own state.
 */

export interface Lateness {
  /** By sender; the oldest known is forgotten first. */
  readonly clocks: Map<string, SenderClock>;
}

interface SenderClock {
  /** How far the sender's clock is behind ours; negative when ahead. */
  skewMs: number;
  /** Of the minute under way. */
  sinceMs: number;
  leastDelayMs: number;
}

/** Kong tries a batch again for this long in the generated configuration (`max_retry_time`). */
export const LATE_MS = 5_000;
/** Differences below this are delay, not another time. */
const SKEW_MIN_MS = 2_000;
const LEARN_MS = 60_000;
const SENDERS_MAX = 256;

export function createLateness(): Lateness {
  return { clocks: new Map() };
}

/** Whether an entry of a request that ended at `endedAtMs` (sender's time) comes too late. */
export function isLate(
  lateness: Lateness,
  entry: { readonly sender: string; readonly endedAtMs: number | null; readonly atMs: number },
): boolean {
  const { sender, endedAtMs, atMs } = entry;
  if (endedAtMs === null) return false;
  const delayMs = atMs - endedAtMs;
  const clock = clockOf(lateness, sender, { delayMs, atMs });
  if (atMs - clock.sinceMs >= LEARN_MS) {
    clock.skewMs = Math.abs(clock.leastDelayMs) >= SKEW_MIN_MS ? clock.leastDelayMs : 0;
    clock.sinceMs = atMs;
    clock.leastDelayMs = delayMs;
  }
  clock.leastDelayMs = Math.min(clock.leastDelayMs, delayMs);
  return delayMs - clock.skewMs > LATE_MS;
}

function clockOf(
  { clocks }: Lateness,
  sender: string,
  { delayMs, atMs }: { readonly delayMs: number; readonly atMs: number },
): SenderClock {
  const known = clocks.get(sender);
  if (known !== undefined) return known;
  const [oldest] = clocks.keys();
  if (clocks.size >= SENDERS_MAX && oldest !== undefined) clocks.delete(oldest);
  const clock = { skewMs: 0, sinceMs: atMs, leastDelayMs: delayMs };
  clocks.set(sender, clock);
  return clock;
}
