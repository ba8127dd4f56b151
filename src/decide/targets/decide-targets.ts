/**
 * The target level of one upstream: ejections, the way back from them, shares by measured capacity,
 * and trims of what those leave. The region level has been decided: while a region is out, or is
 * being lost, its targets are not judged for it.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Override } from '../../model/override.ts';
import { isShort } from '../admission-state.ts';
import { QUIET } from '../cusum.ts';
import { triesPerSecond } from '../demand.ts';
import { decideEjections, withEvidence } from '../ejection.ts';
import type { TargetFacts } from '../facts.ts';
import { decideReadmission } from '../readmission.ts';
import { isServing } from '../receivers.ts';
import type { RegionEvidence } from '../region-evidence.ts';
import type { RegionState, TargetState } from '../state.ts';
import { usualOf } from '../tally.ts';
import { medianAnswerMs, type TargetEvidence } from '../target-evidence.ts';
import { TUNING } from '../tuning.ts';
import type { ByRegion, UpstreamTick } from '../upstream-tick.ts';
import { learnDispersion } from './dispersion.ts';
import { decideSizings } from './feed-forward.ts';
import { decidePanic } from './panic.ts';
import { decideTrims } from './trim.ts';
import { isUsable, type Sizing } from './sizing-state.ts';
import { FRESH_POOL, type PoolState, type Trim, UNTRIMMED } from './trim-state.ts';

interface TargetsInput {
  readonly evidence: Readonly<Record<string, RegionEvidence>>;
  /** Of regions, as decided in this tick. */
  readonly states: Readonly<Record<string, RegionState>>;
  readonly pools: Readonly<Record<string, PoolState>>;
  /** The service's failing ratio in peace. */
  readonly normalRatio: number;
  /** Targets that people, or a drill, keep out. */
  readonly drained: Readonly<Record<string, Override>>;
  readonly tick: UpstreamTick;
}

interface TargetsOutcome {
  readonly states: Readonly<Record<string, TargetState>>;
  readonly pools: Readonly<Record<string, PoolState>>;
  readonly events: readonly ControlEvent[];
}

export function decideTargets(byRegion: ByRegion, input: TargetsInput): TargetsOutcome {
  const states: Record<string, TargetState> = {};
  const pools: Record<string, PoolState> = {};
  const events: ControlEvent[] = [];
  for (const [region, weighed] of Object.entries(byRegion)) {
    const panic = panicOf(region, weighed, input);
    const rotated = decideRotations(region, weighed, { ...input, pardoned: panic.pardoned });
    events.push(...panic.events, ...rotated.events);
    const rotating = weighed.map(({ facts }) => ({
      ...facts,
      state: rotated.states[facts.target.target] ?? facts.state,
    }));
    const { service, nowMs, rules } = input.tick;
    const isObserving = rules.trim === 'observe';
    const sized = decideSizings({ service, region, targets: rotating, isObserving, nowMs });
    const targets = rotating.map((facts) => {
      const sizing = sized.sizings[facts.target.target] ?? facts.state.sizing;
      const trim = resizedTrim(facts.state.trim, { before: facts.state.sizing, after: sizing });
      return { ...facts, state: { ...facts.state, sizing, trim } };
    });
    const trimmed = trimRegion(region, targets, { ...input, isPanic: panic.sinceMs !== null });
    events.push(...sized.events, ...trimmed.events);
    pools[region] = {
      ...trimmed.pool,
      ...learnFailures(weighed, trimmed.pool, input),
      panicSinceMs: panic.sinceMs,
    };
    for (const { target, state } of targets) {
      const trim = trimmed.trims[target.target] ?? state.trim;
      states[target.target] = { ...state, trim };
    }
  }
  return { states, pools, events };
}

function decideRotations(
  region: string,
  weighed: readonly TargetEvidence[],
  input: TargetsInput & { readonly pardoned: ReadonlySet<string> },
) {
  const { evidence, states: regions, tick, pardoned, drained } = input;
  const { nowMs, service } = tick;
  const states: Record<string, TargetState> = {};
  const isObserving = tick.rules.ejection === 'observe';
  const context = { service, upstream: service.upstream, region, isObserving, nowMs };
  const isIn = isServing(regions[region]) && service.adapt.errors;
  const mayEject = isIn && (evidence[region]?.lostCount ?? 0) < 2;
  const decided = mayEject
    ? decideEjections(weighed, context)
    : { targets: atRest(weighed, { state: regions[region], nowMs }), events: [] };
  const events = [...decided.events];
  const inside = weighed.flatMap(({ facts }) =>
    facts.state.rotation.kind === 'in' ? [facts] : [],
  );
  const fullRps = triesPerSecond(inside, nowMs) / Math.max(1, inside.length);
  const isHeard = weighed.some(({ facts }) => facts.state.window.length > 0);
  const hasNews = weighed.some(({ facts }) => facts.tick.tries > 0);
  const returning = {
    ...context,
    isHeard,
    hasNews,
    fullRps,
    medianMs: medianAnswerMs(inside, nowMs),
  };
  for (const { facts } of weighed) {
    const name = facts.target.target;
    const after = decided.targets[name] ?? facts.state;
    if (drained[name] !== undefined) {
      states[name] = drainedTarget(after, nowMs);
      continue;
    }
    const isFree = pardoned.has(name) && after.rotation.kind === 'out';
    const now: TargetState = isFree ? { ...after, rotation: { kind: 'in' } } : after;
    // A target ejected in this tick begins its way back in the next one.
    const isNew = facts.state.rotation.kind === 'in' || isFree;
    const outcome = isNew ? { state: now, events: [] } : decideReadmission(facts, now, returning);
    states[name] = outcome.state;
    events.push(...outcome.events);
  }
  return { states, events };
}

/** Out without a strike, for as long as the lever lasts; then it is tried, as one that may be cold. */
function drainedTarget(state: TargetState, nowMs: number): TargetState {
  if (state.rotation.kind === 'out') return state;
  const seen = state.rotation.kind === 'trial' ? state.rotation.seen : 1;
  const rotation = { kind: 'out', sinceMs: nowMs, untilMs: nowMs, seen, isDrained: true } as const;
  return { ...state, rotation, relative: QUIET, absolute: QUIET };
}

function panicOf(region: string, weighed: readonly TargetEvidence[], input: TargetsInput) {
  const { tick, pools, states } = input;
  const sinceMs = pools[region]?.panicSinceMs ?? null;
  const isIn = isServing(states[region]) && tick.service.adapt.errors;
  // A region that is out has its own story.
  if (!isIn) return { sinceMs: null, events: [], pardoned: new Set<string>() };
  return decidePanic({ service: tick.service, region, weighed, sinceMs, nowMs: tick.nowMs });
}

function trimRegion(
  region: string,
  targets: readonly TargetFacts[],
  input: TargetsInput & { readonly isPanic: boolean },
) {
  const { tick, evidence, states } = input;
  const state = states[region];
  return decideTrims({
    service: tick.service,
    region,
    targets,
    before: input.pools[region] ?? FRESH_POOL,
    isObserving: tick.rules.trim === 'observe',
    isStale: tick.isStale,
    // At a region's limit slowness is the queue, and less of a target leaves less of the region.
    mayTrim:
      !input.isPanic &&
      isServing(state) &&
      (evidence[region]?.lostCount ?? 0) < 2 &&
      !isShort(state?.admission),
    load: loadOf(targets, tick.nowMs),
    usualMs: state === undefined ? null : usualOf(state.latency, TUNING.latencyGateCount),
    nowMs: tick.nowMs,
    elapsedMs: tick.elapsedMs,
  });
}

/** A share by measured capacity answers what the trim was a guess at. */
function resizedTrim(trim: Trim, { before, after }: { before: Sizing; after: Sizing }): Trim {
  const isNew = after.changedAtMs !== before.changedAtMs;
  return isNew && isUsable(after.estimate, after.changedAtMs)
    ? { ...UNTRIMMED, movedAtMs: after.changedAtMs }
    : trim;
}

/** How bursty failures are, among targets of which nobody thinks ill. */
function learnFailures(
  weighed: readonly TargetEvidence[],
  { failureDeviation }: PoolState,
  { normalRatio, tick }: TargetsInput,
): Pick<PoolState, 'failureDeviation'> {
  const well = weighed.filter(({ facts, isSuspect, relative }) => {
    const isIn = facts.state.rotation.kind === 'in';
    return isIn && !isSuspect && relative.score < TUNING.targetThreshold.min;
  });
  const ticks = well.map(({ facts }) => ({
    tries: facts.tick.tries,
    hits: facts.tick.failures,
  }));
  const options = { ratio: normalRatio, elapsedMs: tick.elapsedMs };
  return { failureDeviation: learnDispersion(failureDeviation, ticks, options) };
}

/** ρ of a pool: as measured, else demand against stated capacity, else not known. */
function loadOf(targets: readonly TargetFacts[], nowMs: number): number | null {
  const measured = targets.flatMap(({ utilisation }) =>
    utilisation !== null && nowMs - utilisation.atMs < TUNING.utilisationFreshMs
      ? [utilisation.ratio]
      : [],
  );
  if (measured.length > 0) return measured.reduce((sum, ratio) => sum + ratio, 0) / measured.length;
  let capacityRps = 0;
  for (const { target } of targets) {
    if (target.capacityRps === null) return null;
    capacityRps += target.capacityRps;
  }
  return capacityRps === 0 ? null : triesPerSecond(targets, nowMs) / capacityRps;
}

/**
 * Nobody is judged while the region is out: what its targets did, the region did. Ejections of the
 * seconds before the region went are taken back for the same reason.
 */
function atRest(
  weighed: readonly TargetEvidence[],
  { state, nowMs }: { state: RegionState | undefined; nowMs: number },
): Readonly<Record<string, TargetState>> {
  const hasJustLeft = state?.phase === 'evacuated' && state.sinceMs === nowMs;
  const entries = weighed.map((one) => {
    const kept = withEvidence(one, nowMs);
    const { rotation } = kept;
    const isExplained =
      hasJustLeft && rotation.kind === 'out' && nowMs - rotation.sinceMs <= TUNING.sameEpisodeMs;
    const pardoned: Partial<TargetState> = isExplained
      ? { rotation: { kind: 'in' }, strikes: kept.strikes - 1 }
      : {};
    const quiet = { relative: QUIET, absolute: QUIET };
    return [one.facts.target.target, { ...kept, ...quiet, ...pardoned }] as const;
  });
  return Object.fromEntries(entries);
}
