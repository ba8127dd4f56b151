/**
 * Region moves that wait for a second person. Asked for on every page: the second person may be
 * looking at any of them, and what waits is over in minutes.
 */

import { computed, effect, signal } from '@preact/signals';
import type { Confirmation } from '../../../operations/confirmations.ts';
import { callForItems, type Problem } from '../api/client.ts';
import { connection, serverNowMs } from './live.ts';
import { newestChange } from './overrides.ts';
import { admission } from './session.ts';

const listed = signal<readonly Confirmation[]>([]);

export const confirmations = computed(() =>
  listed.value.filter(({ untilMs }) => untilMs > serverNowMs.value),
);

const EVERY_MS = 3_000;

export async function reloadConfirmations(): Promise<void> {
  try {
    listed.value = await callForItems<Confirmation>({ path: 'confirmations' });
  } catch {
    // Kept as they were: that nothing answers is told elsewhere, and it is asked again.
  }
}

/** Whether it was kept for a second person: nothing went wrong, and the banner tells of it. */
export function waitsForSecond({ confirmation }: Problem): boolean {
  if (confirmation === undefined) return false;
  void reloadConfirmations();
  return true;
}

effect(() => {
  if (admission.value !== 'in' || connection.value.kind !== 'live') return undefined;
  // What was confirmed is in force.
  void newestChange.value;
  void reloadConfirmations();
  const timer = setInterval(() => void reloadConfirmations(), EVERY_MS);
  return () => clearInterval(timer);
});
