/** Moments in sentences: how far off, and when by the clock of UTC, which is the same everywhere. */

import { span } from '../../lib/figures.ts';

/** `in 1m30s (at 10:31:02 UTC)`, `now` when it is past. */
export function momentWords(atMs: number, nowMs: number): string {
  if (atMs <= nowMs) return 'now';
  return `in ${span(atMs - nowMs)} (at ${new Date(atMs).toISOString().slice(11, 19)} UTC)`;
}
