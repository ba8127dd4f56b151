/**
 * Proving a partial evacuation right: 150 tries at the receivers, of which less than half as many
 * fail as at the giver. Otherwise the fault was not the region's (a shared dependency, or the
 * move itself does harm), the move is undone and the ratio is learnt as the service's normal.
 */

import type { Said } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import { holdMsOf, type RegionOutcome, withRelapse } from './evacuation.ts';
import { controlEvent, rounded } from './event.ts';
import { receiversOf, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { Evacuation, RegionState } from './state.ts';
import { addTallies, NOTHING, ratioOf, type Tally } from './tally.ts';
import { TUNING } from './tuning.ts';

/** `null` when the move stands, proved or still on trial; else how it was undone. */
export function considerUndoing(
  evidence: RegionEvidence,
  state: RegionState,
  options: { readonly evacuation: Evacuation; readonly world: RegionWorld },
): { readonly evacuation: Evacuation } | { readonly undone: RegionOutcome } {
  const { evacuation, world } = options;
  if (evacuation.trial === null) return { evacuation };
  // What began as errors in part has become a loss: there is nothing to take the traffic back to.
  if (evidence.isHardLoss) return { evacuation: { ...evacuation, kind: 'hard', trial: null } };
  if (evidence.probes === 'lost') return { evacuation };
  const receivers = receiversOf(evidence.region, world);
  const tick = receivers
    .map((name) => world.evidence[name]?.tick ?? NOTHING)
    .reduce(addTallies, NOTHING);
  if (evacuation.kind === 'slow')
    return judgeSlow(evidence, state, { ...options, receivers, tick });
  const tries = evacuation.trial.tries + tick.tries;
  const failures = evacuation.trial.failures + tick.failures;
  const seen = evacuation.seen ?? 1;
  const ratio = ratioOf({ tries, failures });
  const isPlain =
    tries >= TUNING.trialPlain.tries && ratio >= TUNING.trialPlain.ratio && ratio >= seen;
  if (tries < TUNING.partialTries && !isPlain) {
    return { evacuation: { ...evacuation, trial: { tries, failures } } };
  }
  if (ratio < TUNING.receiverRatio * seen) return { evacuation: { ...evacuation, trial: null } };
  return { undone: undo(evidence.region, state, { seen, tries, failures, receivers, world }) };
}

/** A region left for slowness: are the receivers faster than it was? */
function judgeSlow(
  evidence: RegionEvidence,
  state: RegionState,
  options: {
    readonly evacuation: Evacuation;
    readonly world: RegionWorld;
    readonly receivers: readonly string[];
    readonly tick: Tally;
  },
): { readonly evacuation: Evacuation } | { readonly undone: RegionOutcome } {
  const { evacuation, world, receivers, tick } = options;
  const { latencyCount = 0, latencySumMs = 0 } = evacuation.trial ?? {};
  const count = latencyCount + tick.latencyCount;
  const sumMs = latencySumMs + tick.latencySumMs;
  if (count < TUNING.slowTrialCount || world.nowMs - evacuation.atMs < TUNING.slowTrialMs) {
    const trial = { tries: 0, failures: 0, latencyCount: count, latencySumMs: sumMs };
    return { evacuation: { ...evacuation, trial } };
  }
  const meanMs = sumMs / count;
  const seenMs = evacuation.seenMs ?? 0;
  if (meanMs * TUNING.slowGainFactor <= seenMs)
    return { evacuation: { ...evacuation, trial: null } };
  const sentence = say('receivers-no-faster', {
    receivers,
    meanMs: rounded(meanMs),
    seenMs: rounded(seenMs),
  });
  const numbers = { receivers, count, receiverMs: rounded(meanMs), giverMs: rounded(seenMs) };
  return { undone: takeBack(evidence.region, state, { sentence, numbers, world }) };
}

/** Undoes the move: no further one on such evidence for as long as a hold. */
function takeBack(
  region: string,
  before: RegionState,
  options: {
    readonly sentence: Said;
    readonly numbers: Readonly<Record<string, unknown>>;
    readonly world: RegionWorld;
  },
): RegionOutcome {
  const { sentence, numbers, world } = options;
  const { nowMs } = world;
  const relapsed = withRelapse(before, nowMs);
  const restMs = holdMsOf(relapsed, world);
  const state: RegionState = {
    ...relapsed,
    phase: 'healthy',
    sinceMs: nowMs,
    evacuation: null,
    noMoveUntilMs: nowMs + restMs,
    returnedAtMs: [...relapsed.returnedAtMs, nowMs],
  };
  const event = controlEvent(nowMs, 'evacuation-undone', {
    upstream: world.service.upstream,
    region,
    said: say('traffic-taken-back', { region, why: sentence, restMs }),
    evidence: { ...numbers, restMs },
  });
  return { state, events: [event] };
}

function undo(
  region: string,
  before: RegionState,
  options: {
    seen: number;
    tries: number;
    failures: number;
    receivers: readonly string[];
    world: RegionWorld;
  },
): RegionOutcome {
  const { seen, tries, failures, receivers, world } = options;
  const ratio = ratioOf({ tries, failures });
  const outcome = takeBack(region, before, {
    sentence: say('receivers-fail-too', {
      failures,
      tries,
      foundRatio: ratio,
      receivers,
      seenRatio: seen,
    }),
    numbers: {
      receivers,
      tries,
      failures,
      receiverRatio: rounded(ratio),
      giverRatio: rounded(seen),
    },
    world,
  });
  return { ...outcome, learntRatio: Math.min(ratio, seen) };
}
