/** The forecast as text: Markdown that reads well in a terminal. */

import { createFormat, type Format, type Language } from '../../lib/locale.ts';
import { renderTable } from '../../generate/advice/table.ts';
import type { AssumptionKey, Assumptions } from './assumptions.ts';
import type { DesignForecast, ServiceForecast } from './forecast.ts';
import type { ForecastMessages } from './messages.ts';
import { EN } from './messages-en.ts';
import { NL } from './messages-nl.ts';
import type { Estimate } from './monte-carlo.ts';
import { PARTS, type Part } from './parts.ts';

const WORDS: Readonly<Record<Language, ForecastMessages>> = { en: EN, nl: NL };

const LEVERS_SHOWN = 6;
/** Below this part of the total nobody would look. */
const SHOWN_RATIO = 0.0005;
/** Seen in fewer years than this, an interval from the spread means nothing. */
const YEARS_SEEN_MIN = 20;

interface Page {
  readonly words: ForecastMessages;
  readonly format: Format;
}

export function renderForecast(
  forecasts: readonly ServiceForecast[],
  { assumptions, language }: { assumptions: Assumptions; language: Language },
): string {
  const page = { words: WORDS[language], format: createFormat(language) };
  const services = forecasts.map((service) => renderService(page, service));
  return `${[...services, renderAssumptions(page, assumptions)].join('\n\n')}\n`;
}

function renderService(page: Page, service: ServiceForecast): string {
  const { words, format } = page;
  const { objective } = service;
  const { years, seed } = service.designs.ballast.monteCarlo;
  return [
    `## ${words.title({ service: service.service })}`,
    words.intro({
      availability: format.percent(objective.availabilityRatio),
      window: format.duration(objective.windowMs),
      budget: `${format.number(service.budgetMs / 1_000, 1)} s`,
      rps: format.number(service.rps),
    }),
    renderParts(page, service),
    words.unit({ years: format.number(years), seed: format.number(seed) }),
    service.isMeasured ? words.measured : words.computed,
    renderVerdict(page, service),
    ...(service.isCapacityKnown ? [] : [words.capacityUnknown]),
    renderDifference(page, service),
    renderLevers(page, service),
  ].join('\n\n');
}

function renderParts({ words, format }: Page, { designs }: ServiceForecast): string {
  const { ballast } = designs;
  const alone = designs['kong-alone'];
  const seconds = (ms: number) => format.number(ms / 1_000, 1);
  const simulated = ({ mean, marginOfError, yearsSeen }: Estimate) =>
    yearsSeen > 0 && yearsSeen < YEARS_SEEN_MIN
      ? `${seconds(mean)} (${words.rare({ years: format.number(yearsSeen) })})`
      : `${seconds(mean)} ± ${seconds(marginOfError)}`;
  const row = (name: string, pick: (design: DesignForecast) => [number, Estimate]) => [
    name,
    ...[alone, ballast].flatMap((design) => {
      const [formulaMs, estimate] = pick(design);
      return [seconds(formulaMs), simulated(estimate)];
    }),
  ];
  const rows = PARTS.filter((part) => isShown(part, [alone, ballast])).map((part) =>
    row(words.part[part], ({ formula, monteCarlo }) => [
      formula.parts[part],
      monteCarlo.parts[part],
    ]),
  );
  const total = row(words.total, ({ formula, monteCarlo }) => [formula.totalMs, monteCarlo.total]);
  return renderTable(words.head, [...rows, total]);
}

function isShown(part: Part, designs: readonly DesignForecast[]): boolean {
  return designs.some(({ formula, monteCarlo }) => {
    const largest = Math.max(formula.parts[part], monteCarlo.parts[part].mean);
    return largest > SHOWN_RATIO * formula.totalMs;
  });
}

function renderVerdict({ words, format }: Page, { designs }: ServiceForecast): string {
  const both = [designs['kong-alone'], designs.ballast];
  const row = (name: string, pick: (design: DesignForecast) => string) => [name, ...both.map(pick)];
  const { verdict } = words;
  return renderTable(words.verdictHead, [
    row(verdict.availability, ({ availabilityRatio }) =>
      format.percent(Number(availabilityRatio.toFixed(6))),
    ),
    row(verdict.budget, ({ budgetRatio }) => format.percent(Number(budgetRatio.toFixed(2)))),
    row(verdict.windowsMet, ({ monteCarlo }) =>
      format.percent(Number(monteCarlo.windowsMetRatio.toFixed(4))),
    ),
    row(verdict.badYear, ({ monteCarlo }) => format.duration(monteCarlo.p95Ms)),
  ]);
}

/** Why the two columns differ, where they do by more than chance. */
function renderDifference({ words }: Page, { designs }: ServiceForecast): string {
  const parts = PARTS.filter((part) =>
    Object.values(designs).some(({ formula, monteCarlo }) => {
      const { mean, marginOfError, yearsSeen } = monteCarlo.parts[part];
      if (yearsSeen < YEARS_SEEN_MIN) return false;
      const isVisible = Math.abs(mean - formula.parts[part]) > SHOWN_RATIO * formula.totalMs;
      return isVisible && Math.abs(mean - formula.parts[part]) > marginOfError;
    }),
  );
  if (parts.length === 0) return words.agree;
  return words.differ({ parts: parts.map((part) => words.part[part]).join(', ') });
}

function renderLevers({ words, format }: Page, service: ServiceForecast): string {
  const { formula } = service.designs.ballast;
  const largest = PARTS.reduce((best, part) =>
    formula.parts[part] > formula.parts[best] ? part : best,
  );
  const share = formula.totalMs === 0 ? 0 : formula.parts[largest] / formula.totalMs;
  const rows = service.sensitivities
    .slice(0, LEVERS_SHOWN)
    .map((entry) => [
      words.lever[entry.lever],
      `${format.number(entry.savedMs / 1_000, 1)} s`,
      format.number(entry.elasticity, 2),
    ]);
  return [
    words.dominates({
      part: words.part[largest],
      share: format.percent(Number(share.toFixed(2))),
    }),
    words.leversIntro,
    renderTable(words.leversHead, rows),
  ].join('\n\n');
}

function renderAssumptions({ words, format }: Page, assumptions: Assumptions): string {
  const lines = Object.entries(words.assumption).map(([key, text]) => {
    const value = assumptions[key as AssumptionKey];
    return key.endsWith('Ratio')
      ? `- ${format.percent(value)} ${text}`
      : `- ${text} ${format.duration(value)}`;
  });
  return [words.assumptionsIntro, lines.join('\n')].join('\n\n');
}
