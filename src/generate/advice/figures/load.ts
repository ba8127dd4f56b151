/** Figures about load, capacity and shares. */

import type { ServiceFacts } from '../facts.ts';
import { given, type Page } from '../page.ts';
import { ADVICE_TUNING } from '../tuning.ts';

/** The mean load, and the peak where that is another. */
export function loadFigure(page: Page, entry: ServiceFacts): string {
  const { book, format } = page;
  const { service, rps, loadFrom, capacity } = entry;
  const where = service.name;
  if (loadFrom === 'stated') {
    return given(page, `services.${where}.load`, { value: rps, unit: 'perSecond', where });
  }
  const first = capacity[0]?.capacityRps ?? 0;
  return book.figure({
    trace: loadFrom === 'given' ? 'loadGiven' : 'load',
    value: rps,
    unit: 'perSecond',
    where,
    from:
      loadFrom === 'capacity'
        ? `${format.number(first)}/s × ${format.percent(ADVICE_TUNING.assumedUseRatio)}`
        : '',
  });
}

export function shareFigure(
  { book }: Page,
  { service }: ServiceFacts,
  { region, share }: { readonly region: string; readonly share: number },
): string {
  const value = Number(share.toFixed(4));
  const where = `${service.name}, ${region}`;
  return book.figure({ trace: 'share', value, unit: 'ratio', where });
}
