/**
 * The levers in force, as the API lists them. Asked for anew when the journal tells of a change, when
 * this page made one, and now and then; that one has expired needs no asking.
 */

import { computed, effect, signal } from '@preact/signals';
import type { Override } from '../../../model/override.ts';
import { callForItems } from '../api/client.ts';
import { connection, events, serverNowMs, snapshot } from './live.ts';
import { admission } from './session.ts';

const listed = signal<readonly Override[]>([]);

/** Newest first, without those whose time is over. */
export const overrides = computed(() =>
  listed.value.filter(({ untilMs }) => untilMs > serverNowMs.value).toReversed(),
);

const EVERY_MS = 5_000;
/** A setting that was just written may be read a moment later only. */
const AGAIN_MS = 1_000;

async function reloadOverrides(): Promise<void> {
  try {
    listed.value = await callForItems<Override>({ path: 'overrides' });
  } catch {
    // Kept as they were: that nothing answers is told elsewhere, and it is asked again.
  }
}

/** After a change: at once, and again when it has surely been taken up. */
export function overridesChanged(): void {
  void reloadOverrides();
  setTimeout(() => void reloadOverrides(), AGAIN_MS);
}

/** Changes when the journal tells of an override, or the controller obeys others than before. */
export const newestChange = computed(() => {
  const told = events.value.findLast(({ entry }) => entry.kind.startsWith('override-'))?.id ?? 0;
  const obeyed = (snapshot.value?.overrides ?? []).map(({ id }) => id);
  return [told, ...obeyed].join(' ');
});

effect(() => {
  if (admission.value !== 'in' || connection.value.kind !== 'live') return undefined;
  void newestChange.value;
  void reloadOverrides();
  const timer = setInterval(() => void reloadOverrides(), EVERY_MS);
  return () => clearInterval(timer);
});
