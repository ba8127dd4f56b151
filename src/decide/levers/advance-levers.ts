/**
 * Levers and drills of one service at a tick: which ones begin, are refused, give way or end, and
 * which regions are held for that. Judged once, when first seen: what was refused never comes into
 * force later by itself, and what is in force is not taken back for lack of room (people first, G9).
 *
 * Each ends by itself, at `endsAtMs` at the latest, whatever happens to whoever set it.
 */

import type { ControlEvent } from '../../model/control.ts';
import { concerns, isActive, type Override } from '../../model/override.ts';
import type { SafetyRules, ServiceStrategy } from '../../model/strategy.ts';
import type { RegionWorld } from '../receivers.ts';
import type { SplitState } from '../split-state.ts';
import { freshRegion, type RegionState } from '../state.ts';
import { beginHold, dropHold, endHold } from './held-region.ts';
import { judgeLever, movedBy } from './judge-lever.ts';
import { type KnownOverride, type LeverState, leversOf } from './lever-state.ts';
import { TUNING } from '../tuning.ts';
import { endedEvent, refusedEvent, setEvent } from './lever-words.ts';
import { sharesNow, within } from './moved-share.ts';
import { yieldsNow } from './yielding.ts';

export interface LeversInput {
  /** With the levers as they were. */
  readonly world: RegionWorld;
  /** From the store; all services', active or not. */
  readonly overrides: readonly Override[];
  readonly safety: SafetyRules | undefined;
  readonly split: SplitState;
}

export interface LeversOutcome {
  /** `undefined` while there is nothing to remember. */
  readonly state: LeverState | undefined;
  /** With levers and states of regions as decided. */
  readonly world: RegionWorld;
  readonly events: readonly ControlEvent[];
  /** Not held back by write spacing (G6). */
  readonly urgent: boolean;
}

const NOTHING: LeverState = { known: [], moved: [] };

export function advanceLevers(before: LeverState | undefined, input: LeversInput): LeversOutcome {
  const { overrides, world } = input;
  if (before === undefined && overrides.length === 0) {
    return { state: undefined, world, events: [], urgent: false };
  }
  const mine = overrides.filter((one) => isActive(one, world.nowMs) && isMeant(one, world.service));
  const moved = within(before?.moved ?? [], world.nowMs);
  const ended = endOld({ ...NOTHING, ...before, moved }, { ...input, overrides: mine });
  const begun = beginNew(ended, { ...input, overrides: mine });
  const { known } = begun.state;
  return known.length === 0 && begun.state.moved.length === 0
    ? { ...begun, state: undefined }
    : begun;
}

interface Step extends LeversOutcome {
  readonly state: LeverState;
}

/** What has expired, was ended by somebody, or gives way. */
function endOld(before: LeverState, { overrides, world }: LeversInput): Step {
  const known: KnownOverride[] = [];
  const events: ControlEvent[] = [];
  const yielded = new Set<string>();
  const restored = new Set<string>();
  let urgent = false;
  for (const one of before.known) {
    const { standing } = one;
    const override = overrides.find(({ id }) => id === one.override.id);
    const gives = standing === 'in-force' && yieldsNow(one.override, world);
    if (override !== undefined && !gives) {
      known.push({ ...one, override });
      continue;
    }
    if (override !== undefined) known.push({ ...one, override, standing: 'yielded' });
    if (standing !== 'in-force') continue;
    const isOver = !isActive(one.override, world.nowMs);
    const because = gives ? 'yielded' : isOver ? 'expired' : 'removed';
    if (because === 'yielded') yielded.add(one.override.id);
    if (because === 'removed') restored.add(one.override.id);
    events.push(endedEvent(one.override, { world, because }));
    // What was decided meanwhile, an evacuation maybe, has waited for this.
    urgent ||= gives || ['pin', 'freeze'].includes(one.override.lever.kind);
  }
  const state = { ...before, known };
  const levers = leversOf(state);
  const states = heldStates(world, { levers, yielded, restored });
  return { state, world: { ...world, levers, states }, events, urgent };
}

/** Ends the holds for which there is no lever any more, and hands them over to another one. */
function heldStates(
  world: RegionWorld,
  options: {
    readonly levers: RegionWorld['levers'];
    readonly yielded: ReadonlySet<string>;
    readonly restored: ReadonlySet<string>;
  },
): Readonly<Record<string, RegionState>> {
  const { levers, yielded, restored } = options;
  const entries = Object.entries(world.states).map(([region, state]) => {
    const { held } = state;
    if (held === undefined) return [region, state] as const;
    const next = levers.evacuated[region];
    if (next?.id === held.id) return [region, state] as const;
    if (next !== undefined) return [region, beginHold(state, next, world)] as const;
    const { nowMs } = world;
    if (yielded.has(held.id)) {
      return [region, dropHold(state, { evidence: world.evidence[region], nowMs })] as const;
    }
    return [region, endHold(state, { isRestored: restored.has(held.id), world })] as const;
  });
  return Object.fromEntries(entries);
}

function beginNew(before: Step, { overrides, safety, split }: LeversInput): Step {
  let step = before;
  for (const override of overrides) {
    const { state } = step;
    if (state.known.some((one) => one.override.id === override.id)) continue;
    const { world } = step;
    const { moved } = state;
    const shares = sharesNow(world, split);
    const refusals = judgeLever(override, { world, moved, safety, shares });
    // Where the state began anew, what was in force before is not judged again for what can be forced.
    const isOld = world.nowMs - override.atMs > TUNING.leverJudgedMs;
    const mayForce = override.isForced || isOld;
    const against = refusals.filter(({ isAbsolute }) => isAbsolute || !mayForce);
    const sinceMs = world.nowMs;
    if (against.length > 0) {
      const known = [...state.known, { override, standing: 'refused' as const, sinceMs }];
      const event = refusedEvent(override, { world, refusals: against });
      step = { ...step, state: { ...state, known }, events: [...step.events, event] };
      continue;
    }
    const ratio = movedBy(override.lever, shares);
    step = inForce(step, override, {
      known: [...state.known, { override, standing: 'in-force', sinceMs }],
      moved: ratio > 0 ? [...moved, { atMs: sinceMs, ratio }] : moved,
    });
    const event = setEvent(override, { world: step.world, against: refusals });
    step = { ...step, events: [...step.events, event] };
  }
  return step;
}

function inForce(step: Step, override: Override, state: LeverState): Step {
  const { lever } = override;
  const levers = leversOf(state);
  const world = { ...step.world, levers };
  if (lever.kind !== 'evacuate') return { ...step, state, world };
  const { region, overMs } = lever;
  const own = world.states[region] ?? freshRegion(world.nowMs);
  const held = beginHold(own, levers.evacuated[region] ?? override, world);
  return {
    ...step,
    state,
    world: { ...world, states: { ...world.states, [region]: held } },
    urgent: step.urgent || overMs === 0,
  };
}

/** A lever on something that the service does not have is meant for others. */
function isMeant(override: Override, { name, targets }: ServiceStrategy): boolean {
  const { lever } = override;
  if (!concerns(override, name)) return false;
  const isRegion = (region: string) => targets.some((one) => one.region === region);
  const isTarget = (target: string) => targets.some((one) => one.target === target);
  switch (lever.kind) {
    case 'evacuate':
      return isRegion(lever.region);
    case 'drain':
      return isTarget(lever.target);
    case 'pin':
      return (
        Object.keys(lever.regionShares ?? {}).every(isRegion) &&
        Object.keys(lever.targetFactors ?? {}).every(isTarget)
      );
    case 'freeze':
      return true;
  }
}
