/** Figures that come out of the simulator: scenario and seeds are their source. */

import type { Compared, ComparisonEvidence, FaultEvidence } from '../evidence.ts';
import type { Page } from '../page.ts';

interface FaultOf {
  readonly comparison: ComparisonEvidence;
  readonly fault: FaultEvidence;
}

interface CellOf extends FaultOf {
  readonly compared: Compared;
}

export function sentFigure(page: Page, { comparison, fault }: FaultOf): string {
  return page.book.figure({
    trace: 'simSetting',
    value: fault.sent,
    unit: 'count',
    where: page.words.events[fault.fault],
    source: sourceOf(page, { comparison, fault }),
  });
}

export function lostFigure(page: Page, { comparison, fault, compared }: CellOf): string {
  const { lost, shed } = fault.cells[compared];
  const { format, words } = page;
  return page.book.figure({
    trace: 'simLost',
    value: lost,
    unit: 'count',
    where: whereOf(page, { fault, compared }),
    from: words.comparison.ofSent({
      sent: format.number(fault.sent),
      shed: format.number(shed),
    }),
    source: sourceOf(page, { comparison, fault }),
  });
}

export function badSecondsFigure(page: Page, { comparison, fault, compared }: CellOf): string {
  return page.book.figure({
    trace: 'simBad',
    value: fault.cells[compared].badSeconds,
    unit: 'count',
    where: whereOf(page, { fault, compared }),
    source: sourceOf(page, { comparison, fault }),
  });
}

/** `null` when nothing was answered. */
export function p99Figure(page: Page, { comparison, fault, compared }: CellOf): string | null {
  const { p99Ms } = fault.cells[compared];
  if (p99Ms === null) return null;
  return page.book.figure({
    trace: 'simP99',
    value: Math.round(p99Ms),
    unit: 'count',
    where: whereOf(page, { fault, compared }),
    source: sourceOf(page, { comparison, fault }),
  });
}

function whereOf(
  { words }: Page,
  { fault, compared }: { fault: FaultEvidence; compared: Compared },
): string {
  return `${words.events[fault.fault]}, ${words.comparison.contestant[compared]}`;
}

function sourceOf({ words }: Page, { comparison, fault }: FaultOf): string {
  const seeds = comparison.seeds.map(String);
  const [first = '', last = ''] = [seeds[0], seeds.at(-1)];
  const range = first === last ? first : `${first}–${last}`;
  return words.comparison.source({ scenario: fault.fault, seeds: range });
}
