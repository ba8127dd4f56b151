/** The drill that runs, in the store: taken, kept alive and let go as single steps. */

import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../model/drill.ts';
import type { Store } from '../model/ports.ts';

type Settings = Pick<Store, 'updateSetting' | 'readSetting'>;

export async function readActive(store: Settings): Promise<ActiveDrill | null> {
  return readActiveDrill(await store.readSetting(DRILL_SETTING));
}

/** Resolves to the one that is there already, or `null` when this one is taken. */
export async function arm(store: Settings, active: ActiveDrill): Promise<ActiveDrill | null> {
  const now = await store.updateSetting(DRILL_SETTING, (stored) => {
    const found = readActiveDrill(stored);
    return found === null ? active : found;
  });
  return now.id === active.id ? null : now;
}

/**
 * Changes the drill if it is still run by this holder; `null` when another has it by now, which must be
 * heard: whoever took it is taking the fault back.
 */
export async function changeOwn(
  store: Settings,
  { id, holder }: Pick<ActiveDrill, 'id' | 'holder'>,
  change: Partial<ActiveDrill>,
): Promise<ActiveDrill | null> {
  const now = await store.updateSetting(DRILL_SETTING, (stored) => {
    const found = readActiveDrill(stored);
    return found?.id === id && found.holder === holder ? { ...found, ...change } : found;
  });
  return now?.id === id && now.holder === holder ? now : null;
}

/** Takes the drill over from a holder that is dead or late; `null` when it is not so any more. */
export async function takeOver(
  store: Settings,
  seen: ActiveDrill,
  { holder, nowMs }: { readonly holder: string; readonly nowMs: number },
): Promise<ActiveDrill | null> {
  const now = await store.updateSetting(DRILL_SETTING, (stored) => {
    const found = readActiveDrill(stored);
    const isSame =
      found?.id === seen.id &&
      found.holder === seen.holder &&
      found.heartbeatAtMs === seen.heartbeatAtMs;
    return isSame ? { ...found, holder, heartbeatAtMs: nowMs, phase: 'restoring' as const } : found;
  });
  return now?.id === seen.id && now.holder === holder ? now : null;
}

/** Ends the drill for all; others' are left alone. */
export async function letGo(store: Settings, id: string): Promise<void> {
  await store.updateSetting(DRILL_SETTING, (stored) => {
    const found = readActiveDrill(stored);
    return found?.id === id ? null : found;
  });
}
