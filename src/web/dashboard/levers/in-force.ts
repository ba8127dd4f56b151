/** Which levers are in force, and what they are called. */

import type { Lever, Override } from '../../../model/override.ts';
import { overrides } from '../state/overrides.ts';
import { percentText, spanText, words } from '../words/words.ts';

/** A freeze of everything, set by a person. */
export function freezeInForce(): Override | null {
  const found = overrides.value.find(
    ({ lever, services, origin }) =>
      lever.kind === 'freeze' && services === null && origin === 'person',
  );
  return found ?? null;
}

/** Overrides by which people or drills keep the region out. */
export function evacuationsOf(region: string): readonly Override[] {
  return overrides.value.filter(
    ({ lever }) => lever.kind === 'evacuate' && lever.region === region,
  );
}

export function concernsService({ services }: Override, service: string): boolean {
  return services === null || services.includes(service);
}

export function leverText(lever: Lever): string {
  const t = words.value.overrides.what;
  switch (lever.kind) {
    case 'evacuate':
      return lever.overMs === 0
        ? t.evacuate(lever.region)
        : t.evacuateOver(lever.region, spanText(lever.overMs));
    case 'drain':
      return t.drain(lever.target);
    case 'pin': {
      const parts = { ...lever.regionShares, ...lever.targetFactors };
      const text = Object.entries(parts).map(([name, ratio]) => `${name} ${percentText(ratio)}`);
      return t.pinRegions(text.join(', '));
    }
    case 'freeze':
      return t.freeze;
    default:
      return lever satisfies never;
  }
}
