/**
 * A region under a person's evacuation, or a drill's: it leaves at once or in steps, stays out, and
 * when the lever ends returns through the ordinary gated steps. While it is held the automation
 * neither brings it back nor counts it as refuge; its evidence is weighed all the same, so that one
 * that is really sick stays out for that afterwards.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Override } from '../../model/override.ts';
import { say } from '../../model/sentences.ts';
import { UNLIMITED } from '../admission-state.ts';
import { QUIET } from '../cusum.ts';
import { considerEvacuation, type RegionOutcome } from '../evacuation.ts';
import { controlEvent } from '../event.ts';
import { looksClean } from '../failback-gates.ts';
import { passBefore, withAfter } from '../hooks.ts';
import type { RegionWorld } from '../receivers.ts';
import type { RegionEvidence } from '../region-evidence.ts';
import { NOT_SLOW } from '../slow-run.ts';
import type { Evacuation, RegionState } from '../state.ts';
import { type Held, partLeft } from './held-state.ts';

/** Puts the region under the lever; one that is held already goes on from where it is. */
export function beginHold(
  state: RegionState,
  override: Override,
  { service, nowMs }: Pick<RegionWorld, 'service' | 'nowMs'>,
): RegionState {
  const { lever, id, origin } = override;
  const { overMs, keepRatio = 0 } = lever.kind === 'evacuate' ? lever : { overMs: 0 };
  const partRatio = partNow(state, service.failback.steps);
  const leaving = { leavingSinceMs: null, overMs, fromRatio: partRatio, partRatio };
  const held: Held = { id, origin, ...leaving, ...(keepRatio > 0 ? { keepRatio } : {}) };
  if (state.phase !== 'ramp') return { ...state, held };
  return { ...state, phase: 'healthy', sinceMs: nowMs, evacuation: null, ramp: null, held };
}

/** One tick of a held region. */
export function continueHeld(
  evidence: RegionEvidence,
  state: RegionState,
  { held, world }: { readonly held: Held; readonly world: RegionWorld },
): RegionOutcome {
  if (state.phase !== 'healthy') return { state: stayOut(evidence, state, world), events: [] };
  if (held.leavingSinceMs !== null) return leave(evidence, state, { held, world });
  const hook = passBefore(evidence.region, state, { move: 'failover', world });
  if (hook.waiting !== null) {
    // Until its hook has succeeded it serves as before, and is watched as before.
    const outcome = considerEvacuation(evidence, hook.state, world);
    return { ...outcome, events: [...hook.events, ...outcome.events] };
  }
  const begun = { ...held, leavingSinceMs: world.nowMs };
  const outcome = leave(evidence, hook.state, { held: begun, world });
  return { ...outcome, events: [...hook.events, ...outcome.events] };
}

/**
 * The lever has ended. What was out looks for its way back by itself; what was leaving goes on from
 * the step of the return that is not above where it was.
 */
export function endHold(
  { held, ...state }: RegionState,
  { isRestored, world }: { readonly isRestored: boolean; readonly world: RegionWorld },
): RegionState {
  const { nowMs, service } = world;
  if (state.phase !== 'healthy') {
    const { evacuation } = state;
    if (evacuation === null || !isRestored) return state;
    return { ...state, evacuation: { ...evacuation, isRestored } };
  }
  if (held === undefined || held.partRatio === 1) return state;
  const step = service.failback.steps.findLastIndex((share) => share <= held.partRatio);
  const ramp = { step: Math.max(0, step), sinceMs: nowMs, tries: 0, failures: 0, rampTries: 0 };
  return {
    ...state,
    phase: 'ramp',
    sinceMs: nowMs,
    cusum: QUIET,
    evacuation: heldEvacuation(nowMs),
    ramp: { ...ramp, waitingFor: null },
  };
}

/** A drill has given way to an emergency: all of it is back at once, unless it is sick itself. */
export function dropHold(
  before: RegionState,
  { evidence, nowMs }: { readonly evidence: RegionEvidence | undefined; readonly nowMs: number },
): RegionState {
  const { held, ...state } = before;
  if (held === undefined) return before;
  if (state.phase === 'healthy' || evidence?.isHardLoss !== false) return state;
  if (state.evacuation?.kind !== 'held') return state;
  return { ...state, phase: 'healthy', sinceMs: nowMs, evacuation: null, ramp: null, cusum: QUIET };
}

function leave(
  evidence: RegionEvidence,
  state: RegionState,
  { held, world }: { held: Held; world: RegionWorld },
): RegionOutcome {
  const { nowMs, service } = world;
  const partRatio = partLeft(held, { service, nowMs });
  const next = { ...state, held: { ...held, partRatio } };
  const events = partRatio === held.partRatio ? [] : [stepEvent(evidence.region, next.held, world)];
  if (partRatio > 0) {
    const outcome = considerEvacuation(evidence, next, world);
    return { ...outcome, events: [...events, ...outcome.events] };
  }
  const out: RegionState = {
    ...next,
    phase: 'evacuated',
    sinceMs: nowMs,
    cusum: QUIET,
    slow: NOT_SLOW,
    evacuation: heldEvacuation(nowMs),
    ramp: null,
    refused: null,
    told: {},
    witnessSinceMs: null,
  };
  return { state: withAfter(evidence.region, out, { move: 'failover', world }), events };
}

function stayOut(evidence: RegionEvidence, state: RegionState, world: RegionWorld): RegionState {
  const { evacuation, admission } = state;
  if (evacuation === null) return state;
  const isLost = evidence.isHardLoss && evacuation.kind !== 'hard';
  const cleanSinceMs = looksClean(evidence) ? (evacuation.cleanSinceMs ?? world.nowMs) : null;
  return {
    ...state,
    phase: 'evacuated',
    ramp: null,
    sinceMs: state.phase === 'evacuated' ? state.sinceMs : world.nowMs,
    admission: isLost ? UNLIMITED : admission,
    evacuation: {
      ...evacuation,
      kind: isLost ? 'hard' : evacuation.kind,
      cleanSinceMs,
      // A move on trial needs no proof any more: a person wants it.
      trial: null,
    },
  };
}

function heldEvacuation(atMs: number): Evacuation {
  const nothing = { seen: null, cleanSinceMs: null, trial: null, waitingFor: null };
  return { atMs, kind: 'held', holdMs: 0, ...nothing };
}

function partNow({ phase, ramp, held }: RegionState, steps: readonly number[]): number {
  if (phase === 'healthy') return held?.partRatio ?? 1;
  return phase === 'ramp' ? (steps[ramp?.step ?? 0] ?? 1) * (ramp?.trickle?.part ?? 1) : 0;
}

function stepEvent(region: string, held: Held, world: RegionWorld): ControlEvent {
  const { id, partRatio, overMs } = held;
  const left = partRatio === 0 ? say('nothing-left') : say('part-left', { partRatio });
  const by = world.levers.evacuated[region]?.by ?? say('somebody');
  return controlEvent(world.nowMs, 'region-hold', {
    upstream: world.service.upstream,
    region,
    said: say('region-leaves', { region, by, left }),
    evidence: { id, partRatio, overMs },
  });
}
