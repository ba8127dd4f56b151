/** A service as a whole: demand, budget, refusals, then what is not usual in its regions and targets. */

import { concerns, endsAtMs, type Override } from '../../model/override.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import { leverSaid } from '../levers/lever-words.ts';
import type { Speech } from '../speech.ts';
import { type ExplainContext, strategyOf, type Told } from './context.ts';
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
      ...plannedSentences(entry, context),
      ...levers.map((lever) => leverSentence(lever, context)),
      ...parts.flatMap(({ sentences }) => sentences),
    ],
    wouldChange: changesOf(parts),
  };
}

/** What the strategy says of standby and refusals, where that is not what one would expect. */
function plannedSentences({ service, shedRatio = 0 }: UpstreamStatus, context: ExplainContext) {
  const planned = strategyOf(context, service);
  const { tell } = context.speech;
  if (planned === null) return [];
  const { readRegions = [], failover } = planned;
  const { answer = null, beforeApproval } = failover;
  const mayRefuse = shedRatio > 0 || readRegions.length > 0;
  return [
    ...(readRegions.length === 0 ? [] : [tell('service-reads', { regions: readRegions })]),
    ...(beforeApproval === 'nothing' ? [tell('service-nothing-before')] : []),
    ...(answer === null || !mayRefuse
      ? []
      : [tell('service-answer', { status: answer.status, retryMs: answer.retryAfterMs })]),
  ];
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
  return context.speech.tell('service-lever', {
    by,
    lever: leverSaid(lever, rest.services),
    reason,
    end,
  });
}
