import { listOf } from '../../../lib/locale.ts';
import { KONG_SERVICE_DEFAULTS } from '../../../model/kong-defaults.ts';
import { FOLKLORE_CHECKS, FOLKLORE_WEIGHTS } from '../../comparison.ts';
import { lostChart } from '../charts/lost-chart.ts';
import { heading, paragraph, table, type Block, type Section } from '../document/blocks.ts';
import { COMPARED, type ComparisonEvidence, type FaultEvidence } from '../evidence.ts';
import { badSecondsFigure, lostFigure, p99Figure, sentFigure } from '../figures/simulated.ts';
import { counted, namesOf, type Page } from '../page.ts';

export function comparisonSection(page: Page): Section {
  const { comparison } = page.evidence;
  const words = page.words.comparison;
  const blocks =
    comparison === null ? [paragraph(words.none, 'note')] : comparisonBlocks(page, comparison);
  return { id: 'comparison', title: words.heading, startsPage: comparison !== null, blocks };
}

function comparisonBlocks(page: Page, comparison: ComparisonEvidence): readonly Block[] {
  const words = page.words.comparison;
  const names = COMPARED.map((one) => words.contestant[one]);
  const rows = (cellOf: (fault: FaultEvidence) => readonly string[]) =>
    comparison.faults.map((fault) => [page.words.events[fault.fault], ...cellOf(fault)]);
  return [
    paragraph(introOf(page, comparison)),
    ...leftOut(page, comparison),
    ...(comparison.scale < 1 ? [scaled(page, comparison)] : []),
    paragraph(explained(page)),
    heading(words.lostTitle),
    table(
      [words.lostHead, words.sent, ...names],
      rows((fault) => [
        sentFigure(page, { comparison, fault }),
        ...COMPARED.map((compared) => lostFigure(page, { comparison, fault, compared })),
      ]),
      [1, 2, 3, 4, 5],
    ),
    lostChart(page, comparison),
    ...notBetter(page, comparison),
    heading(words.badTitle),
    table(
      [words.lostHead, ...names],
      rows((fault) =>
        COMPARED.map((compared) => badSecondsFigure(page, { comparison, fault, compared })),
      ),
      [1, 2, 3, 4],
    ),
    heading(words.p99Title),
    table(
      [words.lostHead, ...names],
      rows((fault) =>
        COMPARED.map(
          (compared) => p99Figure(page, { comparison, fault, compared }) ?? words.noAnswer,
        ),
      ),
      [1, 2, 3, 4],
    ),
  ];
}

function introOf(page: Page, { seeds, watchedMs, services }: ComparisonEvidence): string {
  const { book, words, language } = page;
  const figures = seeds.map((value) => book.figure({ trace: 'simSetting', value, unit: 'count' }));
  return words.comparison.intro({
    services: namesOf(page, services),
    watched: book.figure({ trace: 'simSetting', value: watchedMs, unit: 'ms' }),
    seeds: counted(seeds.length, words.comparison.seedList, listOf(language, figures)),
  });
}

function leftOut(page: Page, { services }: ComparisonEvidence): readonly Block[] {
  const names = page.facts.services
    .map(({ service }) => service.name)
    .filter((name) => !services.includes(name));
  if (names.length === 0) return [];
  const text = page.words.comparison.leftOut({ services: namesOf(page, names) });
  return [paragraph(text, 'note')];
}

function explained({ book, words }: Page): string {
  const figure = (value: number, unit: 'ms' | 'count') =>
    book.figure({ trace: 'contestant', value, unit });
  return words.comparison.explain({
    waits: figure(KONG_SERVICE_DEFAULTS.read_timeout, 'ms'),
    interval: figure(FOLKLORE_CHECKS.active.healthy.interval * 1_000, 'ms'),
    primary: figure(FOLKLORE_WEIGHTS.primary, 'count'),
    secondary: figure(FOLKLORE_WEIGHTS.secondary, 'count'),
  });
}

function scaled(page: Page, { scale }: ComparisonEvidence): Block {
  const figure = page.book.figure({
    trace: 'simSetting',
    value: scale,
    unit: 'ratio',
    digits: 1,
  });
  return paragraph(page.words.comparison.scaled({ scale: figure }), 'note');
}

/** Said rather than left for the reader to find. */
function notBetter(page: Page, { faults }: ComparisonEvidence): readonly Block[] {
  const worse = faults.filter(({ cells, sent }) => {
    return cells.ballast.lost > cells.generated.lost + Math.max(5, sent * 0.001);
  });
  if (worse.length === 0) return [];
  const names = worse.map(({ fault }) => page.words.events[fault]);
  const text = page.words.comparison.notBetter({ faults: listOf(page.language, names) });
  return [paragraph(text, 'warning')];
}
