import type { ServiceFacts } from './facts.ts';
import { PERSON_MS, type Cost, type FailureKind } from './failures.ts';
import type { Page } from './page.ts';
import { renderTable } from './table.ts';

const KINDS: readonly FailureKind[] = [
  'region-refuses',
  'region-hangs',
  'region-errors',
  'target-gray',
  'region-gray',
  'slow',
];

/** One row per kind of failure, each with the service for which it uses most of its budget. */
export function failuresSection(page: Page): readonly string[] {
  const { facts, words, format } = page;
  const rows = KINDS.map((kind) => {
    const alone = worstCost(facts.services, (entry) => costOf(entry, kind)?.alone);
    const withBallast = worstCost(facts.services, (entry) => costOf(entry, kind)?.withBallast);
    return [
      words.failure[kind],
      moved(page, alone, '≤'),
      used(page, alone),
      moved(page, withBallast, kongIsFirst(alone) ? '≤' : '≈'),
      used(page, withBallast),
      words.callers[kind],
    ];
  });
  const rates = facts.services.map(({ service, rps }) =>
    words.rate({ service: service.name, rps: format.number(rps) }),
  );
  return [
    `## ${words.failures}`,
    words.failuresIntro({ person: format.duration(PERSON_MS) }),
    renderTable(words.failuresHead, rows),
    words.rates(rates.join(', ')),
  ];
}

interface ServiceCost {
  readonly cost: Cost;
  readonly budgetMs: number;
}

function worstCost(
  services: readonly ServiceFacts[],
  pick: (entry: ServiceFacts) => Cost | undefined,
): ServiceCost {
  let worst: ServiceCost = { cost: { movedMs: null, budgetMs: 0 }, budgetMs: 1 };
  for (const [index, entry] of services.entries()) {
    const cost = pick(entry);
    if (cost === undefined) continue;
    const ratio = cost.budgetMs / entry.budgetMs;
    if (index === 0 || ratio > worst.cost.budgetMs / worst.budgetMs) {
      worst = { cost, budgetMs: entry.budgetMs };
    }
  }
  return worst;
}

function costOf(entry: ServiceFacts, kind: FailureKind) {
  return entry.failures.find((failure) => failure.kind === kind);
}

/** Kong's times are bounds, those of Ballast's sequential tests are means. */
function moved({ words, format }: Page, { cost }: ServiceCost, sign: '≤' | '≈'): string {
  return cost.movedMs === null ? words.never : `${sign} ${format.duration(cost.movedMs)}`;
}

function kongIsFirst(alone: ServiceCost): boolean {
  return alone.cost.movedMs !== null;
}

function used({ words, format }: Page, { cost, budgetMs }: ServiceCost): string {
  if (cost.budgetMs === 0) return '–';
  const ratio = cost.budgetMs / budgetMs;
  return words.budgetUse({
    seconds: format.duration(cost.budgetMs),
    percent: ratio < 0.001 ? `< ${format.percent(0.001)}` : format.percent(round(ratio)),
  });
}

function round(ratio: number): number {
  return Math.ceil(ratio * 1_000) / 1_000;
}
