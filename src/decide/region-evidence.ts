/**
 * What three kinds of witnesses say of a region: Ballast's own probes, the outcomes of requests,
 * and Kong's health checks. Two of them saying `lost` is a hard loss; a sequential alarm on
 * requests alone is partial evidence (design §7).
 *
 * Own probes that fail everywhere say nothing: then the observer is blind (G4).
 */

import { advanceCusum, type Cusum, hypothesesOf, QUIET, thresholdOf } from './cusum.ts';
import { triesPerSecond } from './demand.ts';
import type { TargetFacts } from './facts.ts';
import type { RegionState } from './state.ts';
import type { TargetEvidence } from './target-evidence.ts';
import { addTallies, NOTHING, ratioOf, type Tally, tallySince } from './tally.ts';
import { TUNING } from './tuning.ts';

export type Testimony = 'lost' | 'fine' | 'unknown';

export interface RegionEvidence {
  readonly region: string;
  readonly facts: readonly TargetFacts[];
  readonly probes: Testimony;
  readonly requests: Testimony;
  readonly kong: Testimony;
  /** How many witnesses say `lost`. */
  readonly lostCount: number;
  readonly isHardLoss: boolean;
  /** The alarm on requests alone, before any look at receivers. */
  readonly isPartialLoss: boolean;
  readonly cusum: Cusum;
  readonly threshold: number;
  /** Targets with suspicion of their own. */
  readonly suspects: number;
  /** This tick; the last seconds that hard evidence looks at. */
  readonly tick: Tally;
  readonly recent: Tally;
}

export interface RegionEvidenceContext {
  readonly nowMs: number;
  readonly normalRatio: number;
  /** Some target outside the region answers Ballast's probes. */
  readonly seesElsewhere: boolean;
}

export function weighRegion(
  region: string,
  evidence: readonly TargetEvidence[],
  options: { readonly state: RegionState; readonly context: RegionEvidenceContext },
): RegionEvidence {
  const { state, context } = options;
  const { nowMs } = context;
  const facts = evidence.map((weighed) => weighed.facts);
  const inRotation = evidence.filter(({ facts: { state: own } }) => own.rotation.kind === 'in');
  const tick = sumOf(facts, ({ tick: counts }) => counts);
  const judged = sumOf(
    inRotation.map((weighed) => weighed.facts),
    ({ tick: counts }) => counts,
  );
  const recent = tallyOfRegion(facts, nowMs - TUNING.hardWindowMs);
  const hypotheses = hypothesesOf(context.normalRatio);
  const threshold = thresholdOf({
    hypotheses,
    ratePerSecond: triesPerSecond(facts, nowMs),
    falseAlarmMs: TUNING.regionFalseAlarmMs,
    bounds: TUNING.regionThreshold,
  });
  const isServing = state.phase === 'healthy' || state.phase === 'ramp';
  const cusum = isServing
    ? advanceCusum(state.cusum, { ...judged, nowMs }, { ...hypotheses, threshold })
    : QUIET;
  const suspects = inRotation.filter(({ absolute }) => absolute.score >= TUNING.suspectScore);
  const probes = probeTestimony(facts, context.seesElsewhere);
  const requests = requestTestimony(tick, recent);
  const kong = kongTestimony(facts);
  const lostCount = [probes, requests, kong].filter((testimony) => testimony === 'lost').length;
  return {
    region,
    facts,
    probes,
    requests,
    kong,
    lostCount,
    isHardLoss: lostCount >= 2,
    isPartialLoss:
      cusum.score >= threshold &&
      cusum.tries >= TUNING.partialTries &&
      suspects.length >= Math.min(TUNING.suspectTargets, inRotation.length),
    cusum,
    threshold,
    suspects: suspects.length,
    tick,
    recent,
  };
}

/** What a region's requests came to after `sinceMs`, as far as the window reaches. */
export function tallyOfRegion(facts: readonly TargetFacts[], sinceMs: number): Tally {
  return sumOf(facts, ({ state }) => tallySince(state.window, sinceMs));
}

function sumOf(facts: readonly TargetFacts[], of: (facts: TargetFacts) => Tally): Tally {
  return facts.reduce<Tally>((sum, one) => addTallies(sum, of(one)), NOTHING);
}

function probeTestimony(facts: readonly TargetFacts[], seesElsewhere: boolean): Testimony {
  if (facts.some(({ probe }) => probe === 'good')) return 'fine';
  if (facts.some(({ probe }) => probe === 'unsure')) return 'unknown';
  return seesElsewhere && facts.some(({ probe }) => probe === 'bad') ? 'lost' : 'unknown';
}

function requestTestimony(tick: Tally, recent: Tally): Testimony {
  const { lostRatio, lostTries, lostTickTries } = TUNING;
  if (tick.tries >= lostTickTries && ratioOf(tick) >= lostRatio) return 'lost';
  if (recent.tries < lostTries) return 'unknown';
  return ratioOf(recent) >= lostRatio ? 'lost' : 'fine';
}

/** Of the targets that have a weight: Kong does not look at the others. */
function kongTestimony(facts: readonly TargetFacts[]): Testimony {
  if (facts.some(({ kong }) => kong === 'up')) return 'fine';
  return facts.some(({ kong }) => kong === 'down') ? 'lost' : 'unknown';
}
