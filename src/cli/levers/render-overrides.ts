/** Overrides as lines: what holds, by whom, until when, why. */

import type { Override } from '../../model/override.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { clockTime, span } from '../format.ts';

export function renderOverrides(overrides: readonly Override[], nowMs: number): string {
  if (overrides.length === 0) return 'no overrides are in force\n';
  return `${overrides.flatMap((one) => overrideLines(one, nowMs)).join('\n')}\n`;
}

/** The first part of an id is enough to name it. */
export function shortId({ id }: Pick<Override, 'id'>): string {
  return id.slice(0, 8);
}

function overrideLines(override: Override, nowMs: number): readonly string[] {
  const { lever, services, origin, by, reason, atMs, untilMs, isForced } = override;
  const marks = `${origin === 'drill' ? ' DRILL' : ''}${isForced ? ' FORCED' : ''}`;
  const from = atMs > nowMs ? `from ${clockTime(atMs, nowMs)}` : `since ${span(nowMs - atMs)}`;
  return [
    `${shortId(override).padEnd(8)}  ${leverWords(lever, services)}${marks}`,
    `          by ${by} ${from}, ends in ${span(untilMs - nowMs)}: ${reason}`,
  ];
}
