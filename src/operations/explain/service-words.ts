/** A service as a whole: demand, budget, refusals, then what is not usual in its regions and targets. */

import { budgetLeft, percent, rate } from '../../lib/figures.ts';
import { concerns, endsAtMs, type Override } from '../../model/override.ts';
import type { StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import type { ExplainContext, Told } from './context.ts';
import { momentWords } from './moment.ts';
import { tellRegion } from './region-words.ts';
import { tellTarget } from './target-words.ts';

export function tellService(entry: UpstreamStatus, context: ExplainContext): Told {
  const { snapshot, nowMs } = context;
  const regions = entry.regions.map((region) => ({
    name: region.region,
    isUsual: region.phase === 'healthy' && region.refused === null,
    ...tellRegion({ entry, region }, context),
  }));
  const targets = entry.regions.flatMap((region) =>
    region.targets
      .filter(({ rotation, trimRatio = 1 }) => rotation !== 'in' || trimRatio < 1)
      .map((target) => ({
        name: target.target,
        isUsual: false,
        ...tellTarget({ entry, region: region.region, target }, context),
      })),
  );
  const parts = [...regions, ...targets];
  const levers = (snapshot.overrides ?? []).filter((one) => concerns(one, entry.service));
  return {
    sentences: [
      modeSentence(snapshot),
      ...ownSentences(entry),
      ...levers.map((lever) => leverSentence(lever, nowMs)),
      ...parts.flatMap(({ sentences }) => sentences),
    ],
    wouldChange: changesOf(parts),
  };
}

/** What is as in peace needs no advice while something else is not. */
function changesOf(
  parts: readonly (Told & { readonly name: string; readonly isUsual: boolean })[],
): readonly string[] {
  const unusual = parts.filter(({ isUsual }) => !isUsual);
  const told = unusual.length > 0 ? unusual : parts;
  return told.flatMap(({ name, wouldChange }) => wouldChange.map((one) => `${name}: ${one}`));
}

function modeSentence({ mode }: StatusSnapshot): string {
  return mode === 'act'
    ? 'Ballast acts: it writes weights. `ballast disable` makes it only watch.'
    : 'Ballast observes: it tells what it would do and writes nothing. `ballast enable` lets it act.';
}

function ownSentences(entry: UpstreamStatus): readonly string[] {
  const { service, demandRps, failingRatio, reason, budget, shedRatio = 0, costs = [] } = entry;
  const demand = demandRps === null ? 'its demand is not known' : `${rate(demandRps)} of demand`;
  const hour = budget?.burn['1h'];
  const times = Number((hour ?? 0).toFixed(1));
  const burn =
    hour === undefined ? '' : `; over the last hour it went ${times} times as fast as it may`;
  return [
    `${service}: ${demand}, ${percent(failingRatio)} of its tries failed in the last 10 s.`,
    `Its weights: ${reason}`,
    ...(budget === undefined ? [] : [`Its error budget: ${budgetLeft(budget.leftRatio)}${burn}.`]),
    ...(shedRatio === 0
      ? []
      : [
          `${percent(shedRatio)} of its requests are refused on purpose: no region has room for them.`,
        ]),
    ...costs,
  ];
}

function leverSentence(lever: Override, nowMs: number): string {
  const end = momentWords(endsAtMs(lever), nowMs);
  return `${lever.by} has set ${lever.lever.kind} (“${lever.reason}”); it ends ${end}.`;
}
