/** Who decides whether Ballast writes: a person's newest word in the store, else the strategy. */

import { MODE_SETTING, type ModeSetting } from '../model/status.ts';
import type { Store } from '../model/ports.ts';

export interface ModeChoice {
  readonly mode: 'observe' | 'act';
  readonly by: string;
  /** When it was said; 0 for the strategy. */
  readonly atMs: number;
}

/** In place of a person’s name. */
export const BY_STRATEGY = 'the strategy';

export async function readMode(store: Store, fromStrategy: 'observe' | 'act'): Promise<ModeChoice> {
  const setting = await store.readSetting(MODE_SETTING);
  if (isModeSetting(setting)) return setting;
  return { mode: fromStrategy, by: BY_STRATEGY, atMs: 0 };
}

/** What `ballast enable` and `ballast disable` do. */
export async function writeMode(store: Store, setting: ModeSetting): Promise<void> {
  await store.writeSetting(MODE_SETTING, setting);
}

function isModeSetting(value: unknown): value is ModeSetting {
  if (typeof value !== 'object' || value === null) return false;
  if (!('mode' in value && 'atMs' in value && 'by' in value)) return false;
  const { mode, atMs, by } = value;
  return (
    (mode === 'observe' || mode === 'act') && typeof atMs === 'number' && typeof by === 'string'
  );
}
