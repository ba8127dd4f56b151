/**
 * One tick of one upstream: facts → target evidence → region evidence → regions → targets.
 *
 * Regions come first, since a region's loss explains its targets: while a region is out, or is
 * being lost, its targets are not ejected for what the region did. Seams for what comes later
 * (adaptive weights, spill-over, shedding, panic) are `allocate.ts` (another factor per target or
 * share per region) and this composition (another decision between regions and targets).
 */

import type { ControlEvent } from '../model/control.ts';
import { type Cusum, QUIET } from './cusum.ts';
import { isAtLimit } from './admission-state.ts';
import { advanceCoverage, coverageFactor, inOurRequests } from './coverage.ts';
import { advanceBudget } from './caution.ts';
import { actionsOf, settleAfter } from './hooks.ts';
import type { HookAction } from '../model/hook.ts';
import { learnAdmissions } from './admissions.ts';
import { poolMedianRatio, pushRequests } from './demand.ts';
import { advanceDemand, type DemandEstimate, isSilent } from './demand-estimate.ts';
import type { UpstreamDigest } from './digest.ts';
import { considerEvacuation, type RegionOutcome } from './evacuation.ts';
import { isUnwell, observeTargets, type TargetFacts } from './facts.ts';
import { continueHold, continueRamp, learnLatency } from './failback.ts';
import { advanceLevers } from './levers/advance-levers.ts';
import { continueHeld } from './levers/held-region.ts';
import { type Levers, leversOf } from './levers/lever-state.ts';
import { withoutDoing } from './levers/would-be.ts';
import type { RegionWorld } from './receivers.ts';
import { type RegionEvidence, weighRegion } from './region-evidence.ts';
import { splitDemand } from './split-demand.ts';
import { FRESH_UPSTREAM, freshRegion, type RegionState, type UpstreamState } from './state.ts';
import { type Memory, remember } from './tally.ts';
import { medianAnswerMs, type TargetEvidence, weighTarget } from './target-evidence.ts';
import { decideTargets } from './targets/decide-targets.ts';
import { dispersionOf } from './targets/dispersion.ts';
import { FRESH_POOL } from './targets/trim-state.ts';
import { TUNING } from './tuning.ts';
import type { ByRegion, UpstreamTick } from './upstream-tick.ts';

export interface UpstreamOutcome {
  readonly state: UpstreamState;
  readonly events: readonly ControlEvent[];
  /** With the states as decided. */
  readonly facts: readonly TargetFacts[];
  readonly demandRps: number | null;
  /** Calls around moves that are to be made. */
  readonly actions: readonly HookAction[];
  /** An emergency beyond what the events say (G6). */
  readonly urgent: boolean;
  /** What a region may be given beyond the planned ceiling, since nobody else can (G3). */
  readonly rooms: Readonly<Record<string, number>>;
  /** In force. */
  readonly levers: Levers;
}

/** What is known of an upstream at this tick, before anything is decided. */
export interface WeighedUpstream {
  readonly tick: UpstreamTick;
  readonly before: UpstreamState;
  readonly requests: UpstreamState['requests'];
  readonly demand: DemandEstimate;
  /** `null` while unknown, or while no entry comes in at all (G4). */
  readonly demandRps: number | null;
  readonly normalRatio: number;
  readonly byRegion: ByRegion;
  readonly evidence: Readonly<Record<string, RegionEvidence>>;
  readonly states: Readonly<Record<string, RegionState>>;
}

export function weighUpstream(known: UpstreamState, given: UpstreamTick): WeighedUpstream {
  const count = offered(given.digest);
  const demandOfAllRps = given.isStale ? undefined : given.digest?.demandRps;
  const coverage = advanceCoverage(known.coverage, {
    requests: count,
    demandRps: demandOfAllRps,
    elapsedMs: given.elapsedMs,
  });
  const before: UpstreamState = {
    ...FRESH_UPSTREAM,
    ...known,
    ...(coverage === undefined ? {} : { coverage }),
  };
  const tick = { ...given, service: inOurRequests(given.service, coverageFactor(coverage)) };
  const { nowMs } = tick;
  const isQuiet = isSilent(before.demand, count);
  const requests = isQuiet ? before.requests : pushRequests(before.requests, count, nowMs);
  const normalRatio = normalRatioOf(before.normal);
  const byRegion = weighTargets(before, { tick, normalRatio });
  const evidence = weighRegions(byRegion, { before, tick, normalRatio });
  const states = learnAdmissions(regionStates(before, byRegion, nowMs), { before, evidence, tick });
  const isStrained = Object.values(states).some((state) => isStraining(state, nowMs));
  const time = { nowMs, elapsedMs: tick.elapsedMs, isStrained };
  const demand = isQuiet ? before.demand : advanceDemand(before.demand, requests, time);
  const demandRps = isQuiet ? null : demand.rps;
  return { tick, before, requests, demand, demandRps, normalRatio, byRegion, evidence, states };
}

/** Requests that came in, also those whose clients left: they were offered all the same. */
function offered(digest: UpstreamDigest | undefined): number {
  if (digest === undefined) return 0;
  return digest.targets.reduce((sum, { aborted = 0 }) => sum + aborted, digest.requests);
}

/** Answers may be late, so that the log does not yet know all requests. */
function isStraining({ admission, phase, sinceMs }: RegionState, nowMs: number): boolean {
  return isAtLimit(admission) || (phase === 'evacuated' && nowMs - sinceMs < TUNING.moveStrainMs);
}

/** @param evidence by region, after the services of each region were heard together. */
export function decideUpstream(
  weighed: WeighedUpstream,
  evidence: Readonly<Record<string, RegionEvidence>>,
): UpstreamOutcome {
  const { tick, before, requests, demand, demandRps, normalRatio, byRegion } = weighed;
  const { budget, caution, events: budgetEvents } = advanceBudget(before.budget, tick);
  const known: RegionWorld = {
    service: tick.service,
    gateways: tick.gateways,
    regions: tick.regions ?? [],
    evidence,
    states: weighed.states,
    demandRps,
    normalRatio,
    caution,
    approvals: tick.approvals,
    hooks: tick.hooks,
    canShed: tick.canShed,
    levers: leversOf(before.levers),
    rules: tick.rules,
    nowMs: tick.nowMs,
    elapsedMs: tick.elapsedMs,
  };
  const { overrides, safety } = tick;
  const words = { world: known, overrides, safety, split: before.split };
  const said = advanceLevers(before.levers, words);
  const { world } = said;
  const regions = decideRegions(world, tick.elapsedMs);
  const targets = decideTargets(byRegion, {
    evidence,
    states: regions.states,
    pools: before.pools ?? {},
    normalRatio,
    drained: world.levers.drained,
    tick,
  });
  const normal = learnNormal(before.normal, { evidence, regions, elapsedMs: tick.elapsedMs });
  const relieved = forgetEjected(regions.states, { events: targets.events, byRegion });
  const facts = Object.values(byRegion)
    .flat()
    .map(({ facts: own }) => ({ ...own, state: targets.states[own.target.target] ?? own.state }));
  const split = splitDemand({ ...world, states: relieved }, before);
  const found = [...regions.events, ...targets.events, ...split.events];
  return {
    state: {
      targets: targets.states,
      regions: split.states,
      pools: targets.pools,
      normal,
      requests,
      demand,
      ...(before.coverage === undefined ? {} : { coverage: before.coverage }),
      split: split.split,
      budget,
      ...(said.state === undefined ? {} : { levers: said.state }),
    },
    actions: actionsOf(split.states, world),
    events: [...budgetEvents, ...said.events, ...withoutDoing(found, world.levers)],
    facts,
    demandRps,
    urgent: said.urgent || split.urgent,
    rooms: split.rooms,
    levers: world.levers,
  };
}

function weighTargets(
  before: UpstreamState,
  { tick, normalRatio }: { tick: UpstreamTick; normalRatio: number },
): ByRegion {
  const facts = observeTargets(tick.service, before, tick.digest, tick.nowMs);
  const byRegion: Record<string, TargetEvidence[]> = {};
  for (const region of new Set(facts.map(({ target }) => target.region))) {
    const own = facts.filter(({ target }) => target.region === region);
    const pool = own.filter(({ state }) => state.rotation.kind === 'in');
    const medianRatio = poolMedianRatio(pool, tick.nowMs);
    const { service, nowMs } = tick;
    const medianMs = medianAnswerMs(pool, nowMs);
    const dispersion = dispersionOf((before.pools?.[region] ?? FRESH_POOL).failureDeviation);
    const context = { service, medianRatio, normalRatio, medianMs, dispersion, nowMs };
    byRegion[region] = own.map((one) => weighTarget(one, context));
  }
  return byRegion;
}

function weighRegions(
  byRegion: ByRegion,
  options: { before: UpstreamState; tick: UpstreamTick; normalRatio: number },
): Readonly<Record<string, RegionEvidence>> {
  const { before, tick, normalRatio } = options;
  const { nowMs } = tick;
  const entries = Object.entries(byRegion).map(([region, evidence]) => {
    const seesElsewhere = Object.entries(byRegion).some(
      ([other, theirs]) => other !== region && theirs.some(({ facts }) => facts.probe === 'good'),
    );
    const state = { ...freshRegion(nowMs), ...before.regions[region] };
    const context = { nowMs, normalRatio, seesElsewhere };
    return [region, weighRegion(region, evidence, { state, context })] as const;
  });
  return Object.fromEntries(entries);
}

function regionStates(before: UpstreamState, byRegion: ByRegion, nowMs: number) {
  const entries = Object.entries(byRegion).map(([name, targets]) => {
    // States of earlier versions lack what was not known then.
    const state = { ...freshRegion(nowMs), ...before.regions[name] };
    const unwell = targets.filter(({ facts }) => isUnwell(facts)).length;
    const isWell = 2 * unwell < targets.length;
    return [name, isWell ? state : { ...state, unwellAtMs: nowMs }] as const;
  });
  return Object.fromEntries<RegionState>(entries);
}

interface RegionsOutcome {
  readonly states: Readonly<Record<string, RegionState>>;
  readonly events: readonly ControlEvent[];
  readonly learntRatio: number | null;
}

/** The worst evidence first, so that the limit on regions out is spent where it is needed. */
function decideRegions(start: RegionWorld, elapsedMs: number): RegionsOutcome {
  let states = start.states;
  let learntRatio: number | null = null;
  const events: ControlEvent[] = [];
  const order = Object.values(start.evidence).sort(
    (a, b) => b.lostCount - a.lostCount || (a.region < b.region ? -1 : 1),
  );
  for (const evidence of order) {
    const state = states[evidence.region] ?? freshRegion(start.nowMs);
    const outcome = decideRegion(evidence, state, { ...start, states });
    const learnt = learnLatency(outcome.state, evidence, elapsedMs);
    const settled = settleAfter(evidence.region, learnt, start);
    states = { ...states, [evidence.region]: settled.state };
    events.push(...outcome.events, ...settled.events);
    learntRatio = outcome.learntRatio ?? learntRatio;
  }
  return { states, events, learntRatio };
}

function decideRegion(
  evidence: RegionEvidence,
  state: RegionState,
  world: RegionWorld,
): RegionOutcome {
  const { evacuation, ramp, held } = state;
  if (held !== undefined) return continueHeld(evidence, state, { held, world });
  if (state.phase === 'healthy' || evacuation === null) {
    return considerEvacuation(evidence, state, world);
  }
  if (state.phase === 'ramp' && ramp !== null) {
    return continueRamp(evidence, state, { ramp, evacuation, world });
  }
  return continueHold(evidence, state, { evacuation, world });
}

/** The service's failing ratio in peace, drawn to half the floor while little has been seen. */
function normalRatioOf({ count, sum }: Memory): number {
  return (
    (sum + (TUNING.normalPriorTries * TUNING.normalFloorRatio) / 2) /
    (count + TUNING.normalPriorTries)
  );
}

/** Learns only in peace, and slowly upwards, so that a fault does not become normal by lasting. */
function learnNormal(
  normal: Memory,
  options: {
    evidence: Readonly<Record<string, RegionEvidence>>;
    regions: RegionsOutcome;
    elapsedMs: number;
  },
): Memory {
  const { evidence, regions, elapsedMs } = options;
  if (regions.learntRatio !== null) {
    return {
      count: 4 * TUNING.normalPriorTries,
      sum: 4 * TUNING.normalPriorTries * regions.learntRatio,
    };
  }
  const peaceful = Object.values(evidence).filter(
    ({ region, cusum, lostCount, threshold }) =>
      regions.states[region]?.phase === 'healthy' && lostCount === 0 && cusum.score < threshold / 4,
  );
  const tries = peaceful.reduce((sum, { tick }) => sum + tick.tries, 0);
  const failures = peaceful.reduce((sum, { tick }) => sum + tick.failures, 0);
  const clip = Math.max(TUNING.normalFloorRatio, TUNING.normalRiseFactor * normalRatioOf(normal));
  const time = { elapsedMs, tauMs: TUNING.normalTauMs };
  return remember(normal, { count: tries, sum: Math.min(failures, clip * tries) }, time);
}

/** What an ejected target did is taken out of its region's test. */
function forgetEjected(
  states: Readonly<Record<string, RegionState>>,
  { events, byRegion }: { events: readonly ControlEvent[]; byRegion: ByRegion },
): Readonly<Record<string, RegionState>> {
  const ejected = events.filter(({ kind }) => kind === 'target-ejected');
  const names = new Set(ejected.map(({ target }) => target));
  const regions = new Set(ejected.map(({ region }) => region));
  const entries = Object.entries(states).map(([name, state]) => {
    if (!regions.has(name)) return [name, state] as const;
    const rest = (byRegion[name] ?? []).filter(
      ({ facts }) => facts.state.rotation.kind === 'in' && !names.has(facts.target.target),
    );
    return [name, { ...state, cusum: sumOfRuns(state.cusum, rest) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The targets' own runs against the service's normal, put together. */
function sumOfRuns(run: Cusum, rest: readonly TargetEvidence[]): Cusum {
  const score = rest.reduce((sum, { absolute }) => sum + absolute.score, 0);
  if (score === 0) return QUIET;
  return {
    score: Math.min(run.score, score),
    sinceMs: run.sinceMs,
    tries: rest.reduce((sum, { absolute }) => sum + absolute.tries, 0),
    failures: rest.reduce((sum, { absolute }) => sum + absolute.failures, 0),
  };
}
