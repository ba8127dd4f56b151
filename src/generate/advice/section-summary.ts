import type { ServiceFacts } from './facts.ts';
import { REGION_GRAY_RATIO, TARGET_GRAY_RATIO, type FailureKind } from './failures.ts';
import type { Page } from './page.ts';

/** The page in five lines, worst service first. */
export function summarySection(page: Page): readonly string[] {
  const { facts, words, format } = page;
  const { services } = facts;
  const moved = (kind: FailureKind) =>
    format.duration(Math.max(...services.map((entry) => movedWithBallast(entry, kind))));
  const longest = (pick: (entry: ServiceFacts) => number) =>
    format.duration(Math.max(...services.map(pick)));
  const lines = [
    ...budgetLines(page),
    words.kongAlone({
      refused: longest((entry) => entry.worst.refusedMs),
      hanging: longest((entry) => entry.worst.hangingMs),
    }),
    words.withBallast({
      target: moved('target-gray'),
      region: moved('region-gray'),
      targetRatio: format.percent(TARGET_GRAY_RATIO),
      regionRatio: format.percent(REGION_GRAY_RATIO),
    }),
    ...capacityLines(page),
  ];
  if (facts.gatewaysInOneRegion) {
    lines.push(
      words.gatewaysInOneRegion({
        gateways: facts.gateways.map(({ name }) => name).join(', '),
        region: facts.gateways[0]?.region ?? '',
      }),
    );
  }
  return [`## ${words.inShort}`, lines.map((line) => `- ${line}`).join('\n')];
}

/** One line per different objective. */
function budgetLines({ facts, words, format }: Page): readonly string[] {
  const groups = new Map<string, { names: string[]; entry: ServiceFacts }>();
  for (const entry of facts.services) {
    const { availabilityRatio, windowMs } = entry.service.objective;
    const group = groups.get(`${availabilityRatio}/${windowMs}`);
    if (group === undefined) {
      groups.set(`${availabilityRatio}/${windowMs}`, { names: [entry.service.name], entry });
    } else {
      group.names.push(entry.service.name);
    }
  }
  return [...groups.values()].map(({ names, entry }) =>
    words.budget({
      services: names.join(', '),
      availability: format.percent(entry.service.objective.availabilityRatio),
      window: format.duration(entry.service.objective.windowMs),
      budget: `${format.number(entry.budgetMs / 1_000)} s`,
    }),
  );
}

function capacityLines({ facts, words }: Page): readonly string[] {
  const named = (verdicts: readonly string[]) =>
    facts.services
      .filter((entry) => entry.capacity.some((row) => verdicts.includes(row.verdict)))
      .map((entry) => entry.service.name);
  const short = named(['short', 'nothing-left']);
  const unknown = named(['unknown']);
  return [
    ...(short.length > 0 ? [words.capacityShort(short.join(', '))] : []),
    ...(unknown.length > 0 ? [words.capacityUnknown(unknown.join(', '))] : []),
    ...(short.length + unknown.length === 0 ? [words.capacityOk] : []),
  ];
}

function movedWithBallast(entry: ServiceFacts, kind: FailureKind): number {
  return entry.failures.find((failure) => failure.kind === kind)?.withBallast.movedMs ?? 0;
}
