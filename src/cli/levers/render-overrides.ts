/** Overrides as lines: what holds, by whom, until when, why. */

import type { Override } from '../../model/override.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { clockTime } from '../format.ts';
import type { LeverTalk } from './talk.ts';

export function renderOverrides(
  overrides: readonly Override[],
  { nowMs, talk }: { readonly nowMs: number; readonly talk: LeverTalk },
): string {
  if (overrides.length === 0) return `${talk.tell('no-overrides')}\n`;
  return `${overrides.flatMap((one) => overrideLines(one, { nowMs, talk })).join('\n')}\n`;
}

/** The first part of an id is enough to name it. */
export function shortId({ id }: Pick<Override, 'id'>): string {
  return id.slice(0, 8);
}

function overrideLines(
  override: Override,
  { nowMs, talk }: { readonly nowMs: number; readonly talk: LeverTalk },
): readonly string[] {
  const { tell, language } = talk;
  const { lever, services, origin, by, reason, atMs, untilMs, isForced } = override;
  const marks = [
    ...(origin === 'drill' ? [tell('mark-drill')] : []),
    ...(isForced ? [tell('mark-forced')] : []),
  ];
  const since =
    atMs > nowMs
      ? tell('from-time', { time: clockTime(atMs, nowMs) })
      : tell('since-age', { ageMs: nowMs - atMs });
  const line = tell('override-line', { by, since, leftMs: untilMs - nowMs, reason });
  return [
    [shortId(override).padEnd(8), ` ${leverWords(lever, services, language)}`, ...marks].join(' '),
    `          ${line}`,
  ];
}
