/**
 * Proving a partial evacuation right: 150 tries at the receivers, of which less than half as many
 * fail as at the giver. Otherwise the fault was not the region's (a shared dependency, or the
 * move itself does harm), the move is undone and the ratio is learnt as the service's normal.
 */

import { holdMsOf, type RegionOutcome, withRelapse } from './evacuation.ts';
import { controlEvent, percent, rounded, seconds } from './event.ts';
import { receiversOf, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { Evacuation, RegionState } from './state.ts';
import { addTallies, NOTHING, ratioOf } from './tally.ts';
import { TUNING } from './tuning.ts';

/** Half of them failing is plain before 150 tries are in. */
const PLAIN = { tries: 20, ratio: 0.5 };

/** `null` when the move stands, proved or still on trial; else how it was undone. */
export function considerUndoing(
  evidence: RegionEvidence,
  state: RegionState,
  options: { readonly evacuation: Evacuation; readonly world: RegionWorld },
): { readonly evacuation: Evacuation } | { readonly undone: RegionOutcome } {
  const { evacuation, world } = options;
  if (evacuation.trial === null) return { evacuation };
  const receivers = receiversOf(evidence.region, world);
  const tick = receivers
    .map((name) => world.evidence[name]?.tick ?? NOTHING)
    .reduce(addTallies, NOTHING);
  const tries = evacuation.trial.tries + tick.tries;
  const failures = evacuation.trial.failures + tick.failures;
  const seen = evacuation.seen ?? 1;
  const ratio = ratioOf({ tries, failures });
  const isPlain = tries >= PLAIN.tries && ratio >= PLAIN.ratio && ratio >= seen;
  if (tries < TUNING.partialTries && !isPlain) {
    return { evacuation: { ...evacuation, trial: { tries, failures } } };
  }
  if (ratio < TUNING.receiverRatio * seen) return { evacuation: { ...evacuation, trial: null } };
  return { undone: undo(evidence.region, state, { seen, tries, failures, receivers, world }) };
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
  const { nowMs } = world;
  const ratio = ratioOf({ tries, failures });
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
    message:
      `${region} takes its traffic back: ${failures} of ${tries} tries (${percent(ratio)}) fail ` +
      `at ${receivers.join(' and ')} too, against ${percent(seen)} before; no further move on ` +
      `partial evidence for ${seconds(restMs)}.`,
    evidence: {
      receivers,
      tries,
      failures,
      receiverRatio: rounded(ratio),
      giverRatio: rounded(seen),
      restMs,
    },
  });
  return { state, events: [event], learntRatio: Math.min(ratio, seen) };
}
