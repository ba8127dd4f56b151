/** Telling the same thing once per episode: evidence flickers around a threshold, journals must not. */

import { TUNING } from './tuning.ts';

/** When each refusal was told last, by its code. */
export type Told = Readonly<Record<string, number>>;

export function tellOnce(
  told: Told,
  code: string,
  nowMs: number,
): { readonly told: Told; readonly isNews: boolean } {
  const kept = Object.entries(told).filter(([, atMs]) => nowMs - atMs < TUNING.retellMs);
  const isNews = !kept.some(([known]) => known === code);
  return { told: Object.fromEntries(isNews ? [...kept, [code, nowMs]] : kept), isNews };
}
