import { partsChart } from '../charts/parts-chart.ts';
import { heading, paragraph, table, type Block, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import {
  FORECAST_EVENTS,
  type AssumptionEvidence,
  type DesignName,
  type ForecastEvidence,
  type ForecastEvent,
} from '../evidence.ts';
import {
  availabilityFigure,
  budgetUseFigure,
  outageFigure,
  perEventFigure,
  savedFigure,
} from '../figures/budget.ts';
import { given, namesOf, type Page } from '../page.ts';

export function availabilitySection(page: Page): Section {
  const words = page.words.availability;
  const { forecasts } = page.evidence;
  const [first] = forecasts;
  const blocks =
    first === undefined
      ? [paragraph(words.none, 'note')]
      : [
          paragraph(words.intro),
          table(
            words.head,
            forecasts.map((forecast) => totalRow(page, forecast)),
            [1, 2, 3, 4, 5, 6, 7],
          ),
          paragraph(simulatedYears(page, first)),
          ...unknownCapacity(page),
          ...forecasts.flatMap((forecast) => serviceBlocks(page, forecast)),
          ...leverBlocks(page),
          ...assumptionBlocks(page),
        ];
  return { id: 'availability', title: words.heading, startsPage: true, blocks };
}

function totalRow(page: Page, forecast: ForecastEvidence): readonly string[] {
  const { book } = page;
  const { service, designs } = forecast;
  const facts = page.facts.services.find((entry) => entry.service.name === service);
  const objective = facts?.service.objective.availabilityRatio ?? 0;
  const design = (name: DesignName) => ({ forecast, design: name });
  const { windowsMetRatio, p95Ms } = designs.ballast;
  const where = `${service}, ${page.words.design.ballast}`;
  return [
    encodeName(service),
    given(page, `services.${service}.objective.availability`, {
      value: objective,
      unit: 'ratio',
      where: service,
    }),
    availabilityFigure(page, design('kong-alone')),
    availabilityFigure(page, design('ballast')),
    budgetUseFigure(page, design('kong-alone')),
    budgetUseFigure(page, design('ballast')),
    book.figure({ trace: 'years', value: windowsMetRatio, unit: 'ratio', digits: 1, where }),
    book.figure({ trace: 'years', value: p95Ms, unit: 'ms', where }),
  ];
}

function simulatedYears(page: Page, { years, seed }: ForecastEvidence): string {
  const count = (value: number) => page.book.figure({ trace: 'years', value, unit: 'count' });
  return page.words.availability.simulatedYears({ years: count(years), seed: count(seed) });
}

function unknownCapacity(page: Page): readonly Block[] {
  const names = page.facts.services
    .filter(({ service }) => service.targets.some(({ capacityRps }) => capacityRps === null))
    .map(({ service }) => service.name);
  if (names.length === 0) return [];
  const text = page.words.availability.unknownCapacity({ services: namesOf(page, names) });
  return [paragraph(text, 'warning')];
}

function serviceBlocks(page: Page, forecast: ForecastEvidence): readonly Block[] {
  const words = page.words.availability;
  const events = FORECAST_EVENTS.filter((event) => isShown(forecast, event));
  const total = (name: DesignName) => forecast.designs[name].totalMs;
  const outage = (value: number, where: string) =>
    outageFigure(page, { trace: 'expected', value, where: `${forecast.service}, ${where}` });
  const allowed = outageFigure(page, {
    trace: 'budgetPerYear',
    value: forecast.yearBudgetMs,
    where: forecast.service,
  });
  return [
    heading(words.eventsTitle({ service: encodeName(forecast.service) })),
    table(
      words.eventsHead,
      [
        ...events.map((event) => eventRow(page, { forecast, event })),
        [
          `**${words.totalRow}**`,
          '',
          '',
          '',
          outage(total('kong-alone'), page.words.design['kong-alone']),
          outage(total('ballast'), page.words.design.ballast),
        ],
        [words.budgetRow, '', '', '', allowed, allowed],
      ],
      [1, 2, 3, 4, 5],
    ),
    partsChart(page, { forecast, events }),
    paragraph(forecast.isMeasured ? words.measured : words.computed, 'note'),
  ];
}

/** Below this part of the total nobody would look. */
const SHOWN_RATIO = 0.0005;

function isShown({ designs }: ForecastEvidence, event: ForecastEvent): boolean {
  return Object.values(designs).some(({ events, totalMs }) => {
    const found = events.find((one) => one.event === event);
    return found !== undefined && found.lossPerYearMs > SHOWN_RATIO * totalMs;
  });
}

function eventRow(
  page: Page,
  { forecast, event }: { readonly forecast: ForecastEvidence; readonly event: ForecastEvent },
): readonly string[] {
  const { designs, service } = forecast;
  const find = (name: DesignName) => designs[name].events.find((one) => one.event === event);
  const perYear = Math.max(find('kong-alone')?.perYear ?? 0, find('ballast')?.perYear ?? 0);
  const name = page.words.events[event];
  const cell = (design: DesignName) => {
    const found = find(design);
    const where = `${service}: ${name}, ${page.words.design[design]}`;
    if (found === undefined) return { one: '–', year: '–' };
    return {
      one: perEventFigure(page, { found, where }),
      year: outageFigure(page, { trace: 'lossPerYear', value: found.lossPerYearMs, where }),
    };
  };
  const [alone, ballast] = [cell('kong-alone'), cell('ballast')];
  const often =
    perYear === 0
      ? '–'
      : page.book.figure({
          trace: 'frequency',
          value: perYear,
          unit: 'count',
          digits: perYear < 0.1 ? 2 : 1,
          where: `${service}: ${name}`,
        });
  return [name, often, alone.one, ballast.one, alone.year, ballast.year];
}

const LEVERS_SHOWN = 5;

function leverBlocks(page: Page): readonly Block[] {
  const words = page.words.availability;
  const rows = page.evidence.forecasts.flatMap((forecast) =>
    forecast.levers
      .slice(0, LEVERS_SHOWN)
      .filter(({ savedMs }) => savedMs > 0)
      .map((lever) => [
        encodeName(forecast.service),
        page.words.levers[lever.lever] ?? lever.lever,
        savedFigure(page, { forecast, lever }),
      ]),
  );
  return [
    heading(words.leversTitle),
    paragraph(words.leversIntro),
    table(words.leversHead, rows, [2]),
  ];
}

function assumptionBlocks(page: Page): readonly Block[] {
  const words = page.words.availability;
  const rows = page.evidence.assumptions.map((one) => assumptionRow(page, one));
  return [
    heading(words.assumptionsTitle),
    paragraph(words.assumptionsIntro),
    table(words.assumptionsHead, rows, [1]),
  ];
}

function assumptionRow(page: Page, assumption: AssumptionEvidence): readonly string[] {
  const { key, value, unit, source, isGiven } = assumption;
  const name = page.words.assumptions[key] ?? key;
  const from = isGiven ? page.words.availability.yours : source;
  return [
    name,
    page.book.figure({ trace: 'assumption', value, unit, where: name, source: from }),
    isGiven ? page.words.availability.yours : `\`${key}\``,
  ];
}
