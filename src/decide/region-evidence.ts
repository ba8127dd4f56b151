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
import { advanceSlow } from './slow-region.ts';
import { NOT_SLOW, type SlowRun } from './slow-run.ts';
import { outCap } from './out-cap.ts';
import type { RegionState } from './state.ts';
import type { TargetEvidence } from './target-evidence.ts';
import { addTallies, NOTHING, ratioOf, type Tally, tallySince, usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';

type Testimony = 'lost' | 'fine' | 'unknown';

export interface RegionEvidence {
  readonly region: string;
  readonly facts: readonly TargetFacts[];
  readonly probes: Testimony;
  readonly requests: Testimony;
  readonly kong: Testimony;
  /** How many independent witnesses say `lost`. */
  readonly lostCount: number;
  readonly isHardLoss: boolean;
  /** The alarm on requests alone, before any look at receivers. */
  readonly isPartialLoss: boolean;
  /** What the same region's other services added to that alarm; `null` when it stood alone. */
  readonly joint: JointEvidence | null;
  readonly cusum: Cusum;
  /** Far slower than usual for itself, and for how long. */
  readonly slow: SlowRun;
  readonly threshold: number;
  /** Targets with suspicion of their own. */
  readonly suspects: number;
  /** This tick; the last seconds that hard evidence looks at. */
  readonly tick: Tally;
  readonly recent: Tally;
}

/** One region over all services: their tests look for the same fault, so their scores add up. */
export interface JointEvidence {
  readonly score: number;
  readonly tries: number;
  readonly services: number;
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
  const usualMs = usualOf(state.latency, TUNING.slowKnownCount);
  const slow =
    state.phase === 'healthy' ? advanceSlow(state.slow, facts, { usualMs, nowMs }) : NOT_SLOW;
  const suspects = inRotation.filter(({ absolute }) => absolute.score >= TUNING.suspectScore);
  const probes = probeTestimony(facts, context.seesElsewhere);
  const requests = requestTestimony(tick, recent);
  const kong = kongTestimony(facts);
  const said = [probes, requests, kong].filter((testimony) => testimony === 'lost').length;
  const lostCount = areOneWitness({ requests, kong, recent }) ? said - 1 : said;
  return {
    region,
    facts,
    probes,
    requests,
    kong,
    lostCount,
    isHardLoss: lostCount >= 2,
    isPartialLoss:
      judged.failures > 0 &&
      cusum.score >= threshold &&
      cusum.tries >= TUNING.partialTries &&
      suspects.length >= Math.min(TUNING.suspectTargets, inRotation.length) &&
      isWidespread(inRotation, threshold),
    joint: null,
    cusum,
    slow,
    threshold,
    suspects: suspects.length,
    tick,
    recent,
  };
}

/**
 * Adds up a region's evidence over services. One service gives at most half of the threshold, so
 * that it takes two to agree; one evacuated on requests in the last seconds counts as such a half.
 */
export function joinEvidence(
  services: readonly { readonly evidence: RegionEvidence; readonly hasJustLeft: boolean }[],
): JointEvidence {
  let joint: JointEvidence = { score: 0, tries: 0, services: 0 };
  for (const { evidence, hasJustLeft } of services) {
    const half = TUNING.jointPartRatio * evidence.threshold;
    const score = hasJustLeft ? half : Math.min(half, evidence.cusum.score);
    joint = {
      score: joint.score + score,
      tries: joint.tries + (hasJustLeft ? TUNING.partialTries : evidence.cusum.tries),
      services: joint.services + (score >= TUNING.jointOwnScore ? 1 : 0),
    };
  }
  return joint;
}

/** A service under suspicion of its own goes with its region when the services agree. */
export function withJoint(evidence: RegionEvidence, joint: JointEvidence): RegionEvidence {
  const agrees =
    joint.services >= 2 &&
    evidence.tick.tries > 0 &&
    joint.score >= evidence.threshold &&
    joint.tries >= TUNING.partialTries &&
    evidence.cusum.score >= TUNING.jointOwnScore &&
    evidence.cusum.failures >= TUNING.jointOwnFailures;
  if (evidence.isPartialLoss || !agrees) return evidence;
  return { ...evidence, isPartialLoss: true, joint };
}

/**
 * Whether the others fail too when the worst are left out, as many as may be ejected: otherwise one
 * bad target and one stray error elsewhere, or three bad ones of ten, would pass for a region.
 */
function isWidespread(inRotation: readonly TargetEvidence[], threshold: number): boolean {
  const scores = inRotation.map(({ absolute }) => absolute.score).sort((a, b) => b - a);
  const others = scores.slice(outCap(inRotation.length)).reduce((sum, score) => sum + score, 0);
  return inRotation.length === 1 || others >= TUNING.othersRatio * threshold;
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
  // One failed probe each of several targets at the same time is no chance either.
  const areAllFailing = facts.length > 1 && facts.every(({ isProbeFailing }) => isProbeFailing);
  if (areAllFailing && seesElsewhere) return 'lost';
  if (facts.some(({ probe }) => probe === 'unsure')) return 'unknown';
  return seesElsewhere && facts.some(({ probe }) => probe === 'bad') ? 'lost' : 'unknown';
}

function requestTestimony(tick: Tally, recent: Tally): Testimony {
  const { lostRatio, lostTries, lostTickTries } = TUNING;
  if (tick.tries >= lostTickTries && ratioOf(tick) >= lostRatio) return 'lost';
  if (recent.tries < lostTries) return 'unknown';
  return ratioOf(recent) >= lostRatio ? 'lost' : 'fine';
}

/**
 * Kong's passive checks see the same error answers as the request log does. Only when most of what
 * fails is without an answer have Kong's active checks had reason to fail too.
 */
function areOneWitness(options: {
  readonly requests: Testimony;
  readonly kong: Testimony;
  readonly recent: Tally;
}): boolean {
  const { requests, kong, recent } = options;
  return requests === 'lost' && kong === 'lost' && 2 * recent.noAnswers < recent.failures;
}

/** Of the targets that have a weight: Kong does not look at the others. */
function kongTestimony(facts: readonly TargetFacts[]): Testimony {
  if (facts.some(({ kong }) => kong === 'up')) return 'fine';
  return facts.some(({ kong }) => kong === 'down') ? 'lost' : 'unknown';
}
