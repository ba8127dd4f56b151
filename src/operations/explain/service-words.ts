/** A service as a whole: demand, budget, refusals, then what is not usual in its regions and targets. */

import { concerns, endsAtMs, type Override } from '../../model/override.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import type { Speech } from '../speech.ts';
import type { ExplainContext, Told } from './context.ts';
import { momentWords } from './moment.ts';
import { tellRegion } from './region-words.ts';
import { tellTarget } from './target-words.ts';

export function tellService(entry: UpstreamStatus, context: ExplainContext): Told {
  const { snapshot, speech } = context;
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
      speech.tell(snapshot.mode === 'act' ? 'mode-acts' : 'mode-observes'),
      ...ownSentences(entry, speech),
      ...levers.map((lever) => leverSentence(lever, context)),
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

function ownSentences(entry: UpstreamStatus, speech: Speech): readonly string[] {
  const { service, demandRps, failingRatio, reason, budget, shedRatio = 0, costs = [] } = entry;
  const told = { service, failingRatio };
  return [
    demandRps === null
      ? speech.tell('service-demand-unknown', told)
      : speech.tell('service-demand', { ...told, demandRps }),
    speech.tell('service-weights', { reason: speech.kept(entry.said?.reason, reason) }),
    ...budgetSentences(budget, speech),
    ...(shedRatio === 0 ? [] : [speech.tell('service-sheds', { shedRatio })]),
    ...costs.map((cost, index) => speech.kept(entry.said?.costs?.[index], cost)),
  ];
}

function budgetSentences(budget: UpstreamStatus['budget'], speech: Speech): readonly string[] {
  if (budget === undefined) return [];
  const left = speech.figures.budgetLeft(budget.leftRatio);
  const hour = budget.burn['1h'];
  if (hour === undefined) return [speech.tell('service-budget', { left })];
  return [speech.tell('service-budget-burn', { left, times: Number(hour.toFixed(1)) })];
}

function leverSentence({ by, reason, lever, ...rest }: Override, context: ExplainContext): string {
  const end = momentWords(endsAtMs({ by, reason, lever, ...rest }), context);
  return context.speech.tell('service-lever', { by, lever: lever.kind, reason, end });
}
