/** Moments in sentences: how far off, and when by the clock of UTC, which is the same everywhere. */

import type { ExplainContext } from './context.ts';

/** `in 1m30s (at 10:31:02 UTC)`, `now` when it is past. */
export function momentWords(
  atMs: number,
  { nowMs, speech }: Pick<ExplainContext, 'nowMs' | 'speech'>,
): string {
  if (atMs <= nowMs) return speech.tell('moment-now');
  const clock = new Date(atMs).toISOString().slice(11, 19);
  return speech.tell('moment-later', { leftMs: atMs - nowMs, clock });
}
