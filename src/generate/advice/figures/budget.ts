/** Figures about the error budget and the expected availability. */

import type { DesignName, EventEvidence, ForecastEvidence } from '../evidence.ts';
import type { ServiceFacts } from '../facts.ts';
import type { Page } from '../page.ts';

export function budgetFigure({ book, format }: Page, { service, budgetMs }: ServiceFacts): string {
  const { availabilityRatio, windowMs } = service.objective;
  return book.figure({
    trace: 'budget',
    value: budgetMs / 1_000,
    unit: 'seconds',
    where: service.name,
    from: `${format.duration(windowMs)} × (1 − ${format.percent(availabilityRatio)})`,
  });
}

interface DesignOf {
  readonly forecast: ForecastEvidence;
  readonly design: DesignName;
}

export function availabilityFigure(page: Page, { forecast, design }: DesignOf): string {
  const { totalMs, availabilityRatio } = forecast.designs[design];
  return page.book.figure({
    trace: 'availability',
    value: availabilityRatio,
    unit: 'ratio',
    digits: decimalsOf(availabilityRatio),
    where: `${forecast.service}, ${page.words.design[design]}`,
    from: `1 − ${page.format.number(totalMs / 1_000)} s / 31,557,600 s`.replaceAll(
      '31,557,600',
      page.format.number(31_557_600),
    ),
  });
}

/** As many nines as there are, and one digit more. */
function decimalsOf(ratio: number): number {
  const lost = 1 - ratio;
  if (lost <= 0) return 4;
  return Math.min(4, Math.max(1, Math.ceil(-Math.log10(lost)) - 1));
}

export function budgetUseFigure(page: Page, { forecast, design }: DesignOf): string {
  const { totalMs, budgetRatio } = forecast.designs[design];
  const { format } = page;
  return page.book.figure({
    trace: 'budgetUse',
    value: budgetRatio,
    unit: 'ratio',
    digits: budgetRatio < 0.1 ? 1 : 0,
    where: `${forecast.service}, ${page.words.design[design]}`,
    from: `${format.number(totalMs / 1_000, 1)} s / ${format.number(forecast.yearBudgetMs / 1_000)} s`,
  });
}

export function savedFigure(
  page: Page,
  { forecast, lever }: { forecast: ForecastEvidence; lever: ForecastEvidence['levers'][number] },
): string {
  return page.book.figure({
    trace: 'saved',
    value: lever.savedMs / 1_000,
    unit: 'seconds',
    where: `${forecast.service}: ${page.words.levers[lever.lever] ?? lever.lever}`,
  });
}

/** Full-outage equivalents: seconds below an hour, so that they can be added up by eye. */
export function outageFigure(
  { book }: Page,
  {
    trace,
    value,
    where,
  }: {
    readonly trace: 'expected' | 'lossPerYear' | 'budgetPerYear';
    readonly value: number;
    readonly where: string;
  },
): string {
  return book.figure({ trace, value: value / 1_000, unit: 'seconds', where });
}

export function perEventFigure(
  { book, format }: Page,
  { found, where }: { readonly found: EventEvidence; readonly where: string },
): string {
  const { perYear, lossPerYearMs } = found;
  if (perYear === 0) return '–';
  return book.figure({
    trace: 'lossPerEvent',
    value: lossPerYearMs / perYear / 1_000,
    unit: 'seconds',
    where,
    from: `${format.number(lossPerYearMs / 1_000, 2)} s / ${format.number(perYear, 2)}`,
  });
}
