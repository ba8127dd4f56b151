/** The law's view of each upstream as people see it: phases, shares, what is waited for. */

import type { Said, SaidValue } from '../lib/said.ts';
import type { RegionPhase, Weights } from '../model/control.ts';
import { entryOf, homeOf, regionWeight } from '../model/layout.ts';
import type { LayoutUpstream } from '../model/layout-shape.ts';
import type { Override } from '../model/override.ts';
import { say, wordsOf } from '../model/sentences.ts';
import type {
  BudgetStatus,
  RegionStatus,
  ShareStatus,
  TargetStatus,
  UpstreamStatus,
  WeightStatus,
} from '../model/status.ts';
import type { ServiceStrategy, Target } from '../model/strategy.ts';
import { budgetOf } from './budget.ts';
import { triesPerSecond } from './demand.ts';
import type { Digest, TargetDigest } from './digest.ts';
import { rounded } from './event.ts';
import { observeTargets, type TargetFacts } from './facts.ts';
import { costsOf } from './levers/costs.ts';
import { type Levers, leversOf } from './levers/lever-state.ts';
import { sayingOf } from './levers/lever-words.ts';
import { layoutAt, type Policy } from './policy.ts';
import type { Spill } from './split-state.ts';
import {
  type DecideState,
  FRESH_UPSTREAM,
  freshRegion,
  type RegionState,
  type UpstreamState,
} from './state.ts';
import { ratioOf, tallySince } from './tally.ts';
import { trimFactor } from './targets/trim-grid.ts';
import { TUNING } from './tuning.ts';
import { refusedSaid, waitingSaid } from './words.ts';

/** Weights by gateway, then upstream. */
type WeightsByGateway = Readonly<Record<string, Readonly<Record<string, Weights>>>>;

export interface DescribeInput {
  readonly policy: Policy;
  readonly state: DecideState;
  readonly digest: Digest;
  readonly applied: WeightsByGateway;
  readonly nowMs: number;
}

export function describeUpstreams(input: DescribeInput): readonly UpstreamStatus[] {
  return input.policy.services.map((service) => describeUpstream(service, input));
}

function describeUpstream(service: ServiceStrategy, input: DescribeInput): UpstreamStatus {
  const { state, digest, nowMs } = input;
  const { upstream } = service;
  // States of earlier versions lack what was not known then.
  const own: UpstreamState = { ...FRESH_UPSTREAM, ...state.upstreams[upstream] };
  const reading = digest.upstreams.find((one) => one.upstream === upstream);
  const facts = observeTargets(service, own, reading, nowMs).map((one) => ({
    ...one,
    state: own.targets[one.target.target] ?? one.state,
  }));
  const digests = new Map(reading?.targets.map((one) => [one.target, one]));
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const demandRps = own.demand.rps;
  const tallies = facts.map((one) => tallySince(one.state.window, nowMs - TUNING.windowMs));
  const tries = tallies.reduce((sum, tally) => sum + tally.tries, 0);
  const failures = tallies.reduce((sum, tally) => sum + tally.failures, 0);
  return {
    service: service.name,
    upstream,
    demandRps: demandRps === null ? null : rounded(demandRps),
    shedRatio: rounded(own.split.shedRatio),
    budget: describeBudget(own, service, nowMs),
    failingRatio: rounded(ratioOf({ tries, failures })),
    ...explained(service, { own, input, facts }),
    shed: shedShares(service, input),
    regions: regions.map((region) =>
      describeRegion(service, {
        region,
        state: { ...freshRegion(nowMs), ...own.regions[region] },
        levers: leversOf(own.levers),
        spill: own.split.spills[region],
        facts: facts.filter(({ target }) => target.region === region),
        digests,
        input,
      }),
    ),
  };
}

/** The reason of its weights, and what people's levers cost it. */
function explained(
  service: ServiceStrategy,
  options: {
    readonly own: UpstreamState;
    readonly input: DescribeInput;
    readonly facts: readonly TargetFacts[];
  },
): Pick<UpstreamStatus, 'reason' | 'costs' | 'said'> {
  const { own, input, facts } = options;
  const reason = reasonOf(service, { own, input });
  const costs = costsOf(own, { service, facts, nowMs: input.nowMs });
  if (costs.length === 0) return { reason: inEnglish(reason), said: { reason } };
  return { reason: inEnglish(reason), costs: costs.map(inEnglish), said: { reason, costs } };
}

/** What was kept without data is text, and so is always known. */
function inEnglish(said: SaidValue): string {
  return wordsOf(said, 'en') ?? '';
}

/** Levers in force, then the newest change to any of its upstreams. */
function reasonOf(
  { upstream }: ServiceStrategy,
  { own, input }: { readonly own: UpstreamState; readonly input: DescribeInput },
): SaidValue {
  const { policy, state } = input;
  const levers = leversOf(own.levers).all.map((one): Said =>
    say('full-sentence', { clause: sayingOf(one) }),
  );
  const [gateway] = policy.gateways;
  if (gateway === undefined) return '';
  const states = layoutAt(policy, { gateway: gateway.name, upstream }).upstreams.flatMap(
    (one) => state.desired[gateway.name]?.[one.upstream] ?? [],
  );
  const [newest] = states.toSorted((a, b) => b.changedAtMs - a.changedAtMs);
  const last = newest?.reasonSaid ?? newest?.reason ?? '';
  return levers.length === 0 ? last : say('several-sentences', { sentences: [...levers, last] });
}

function describeBudget(
  { budget }: UpstreamState,
  { objective }: ServiceStrategy,
  nowMs: number,
): BudgetStatus {
  const { leftRatio, burn } = budgetOf(budget, objective, nowMs);
  const entries = Object.entries(burn).map(([window, rate]) => [window, rounded(rate)]);
  return { leftRatio: rounded(leftRatio), burn: Object.fromEntries(entries) };
}

interface RegionInput {
  readonly region: string;
  readonly state: RegionState;
  readonly levers: Levers;
  readonly spill: Spill | undefined;
  readonly facts: readonly TargetFacts[];
  readonly digests: ReadonlyMap<string, TargetDigest>;
  readonly input: DescribeInput;
}

function describeRegion(service: ServiceStrategy, options: RegionInput): RegionStatus {
  const { region, state, spill, facts, input } = options;
  const { evacuation, ramp, held } = state;
  const holder = options.levers.evacuated[region];
  return {
    region,
    phase: phaseOf(state, { spill, facts }),
    sinceMs: state.phase === 'healthy' && spill?.isOn === true ? spill.sinceMs : state.sinceMs,
    limitRps: state.admission.limitRps === null ? null : rounded(state.admission.limitRps),
    roomRps: roomOf(facts),
    holdUntilMs: evacuation === null || ramp !== null ? null : evacuation.atMs + evacuation.holdMs,
    step: ramp?.step ?? null,
    stepRatio:
      ramp === null
        ? leavingRatio(state)
        : (service.failback.steps[ramp.step] ?? 1) * (ramp.trickle?.part ?? 1),
    ...waits(state, holder),
    ...(held === undefined ? {} : { heldBy: held.id }),
    shares: input.policy.gateways.map(({ name }) => shareOf(service, { gateway: name, options })),
    targets: facts.map((one) => describeTarget(service, one, options)),
  };
}

/** What it waits for, and what keeps it in, in words and as data. */
function waits(
  { ramp, evacuation, refused: code }: RegionState,
  holder: Override | undefined,
): Pick<RegionStatus, 'waitingFor' | 'refused' | 'said'> {
  const waitingFor =
    holder === undefined
      ? waitingSaid(ramp?.waitingFor ?? evacuation?.waitingFor ?? null)
      : say('waits-lever', { by: holder.by, reason: holder.reason });
  const refused = refusedSaid(code);
  const words = {
    waitingFor: waitingFor === null ? null : inEnglish(waitingFor),
    refused: refused === null ? null : inEnglish(refused),
  };
  if (waitingFor === null && refused === null) return words;
  return {
    ...words,
    said: {
      ...(waitingFor === null ? {} : { waitingFor }),
      ...(refused === null ? {} : { refused }),
    },
  };
}

/** Targets that are out give no room; one without a stated capacity makes the sum unknown. */
function roomOf(facts: readonly TargetFacts[]): number | null {
  const inside = facts.filter(({ state }) => state.rotation.kind === 'in');
  const stated = inside.map(({ target }) => target.capacityRps);
  return stated.includes(null)
    ? null
    : rounded(stated.reduce<number>((sum, rps) => sum + (rps ?? 0), 0) * TUNING.ceilingRatio);
}

/** Of its share, while people take it away bit by bit. */
function leavingRatio({ phase, held }: RegionState): number | null {
  return phase === 'healthy' && held !== undefined ? held.partRatio : null;
}

/** A region of which no witness says anything is unknown, unless something was decided of it. */
function phaseOf(
  state: RegionState,
  { spill, facts }: Pick<RegionInput, 'spill' | 'facts'>,
): RegionPhase {
  if (state.phase !== 'healthy') return state.phase;
  if (spill?.isOn === true) return 'spill';
  const isBlind = facts.every(
    ({ probe, kong, state: { window } }) =>
      probe === 'unknown' && kong === 'unknown' && window.length === 0,
  );
  return isBlind ? 'unknown' : state.phase;
}

function shareOf(
  service: ServiceStrategy,
  { gateway, options }: { gateway: string; options: RegionInput },
): ShareStatus {
  const { input, region } = options;
  const place = { gateway, upstream: service.upstream };
  const entry = entryOf(layoutAt(input.policy, place));
  return sharesIn(entry, { gateway, input, part: (weights) => partOf(entry, region, weights) });
}

/** What is refused on purpose; nothing where no layout can. */
function shedShares({ upstream }: ServiceStrategy, input: DescribeInput): readonly ShareStatus[] {
  return input.policy.gateways.flatMap(({ name: gateway }) => {
    const entry = entryOf(layoutAt(input.policy, { gateway, upstream }));
    const shed = entry.targets.find(({ kind }) => kind === 'shed')?.target;
    if (shed === undefined) return [];
    const part = (weights: Weights) => ratioOfTotal(weights[shed] ?? 0, weights);
    return [sharesIn(entry, { gateway, input, part })];
  });
}

function sharesIn(
  { upstream }: LayoutUpstream,
  options: { gateway: string; input: DescribeInput; part: (weights: Weights) => number },
): ShareStatus {
  const { gateway, input, part } = options;
  const applied = input.applied[gateway]?.[upstream];
  return {
    gateway,
    desiredRatio: part(input.state.desired[gateway]?.[upstream]?.weights ?? {}),
    appliedRatio: applied === undefined ? null : part(applied),
  };
}

function partOf(entry: LayoutUpstream, region: string, weights: Weights): number {
  return ratioOfTotal(regionWeight(entry, { region, weights }), weights);
}

function ratioOfTotal(weight: number, weights: Weights): number {
  const total = Object.values(weights).reduce((sum, one) => sum + one, 0);
  return total === 0 ? 0 : weight / total;
}

function describeTarget(
  service: ServiceStrategy,
  facts: TargetFacts,
  { digests, levers, input }: RegionInput,
): TargetStatus {
  const { target, probe, kong, state } = facts;
  const tally = tallySince(state.window, input.nowMs - TUNING.windowMs);
  const meanMs = tally.latencyCount === 0 ? null : tally.latencySumMs / tally.latencyCount;
  return {
    target: target.target,
    rotation: state.rotation.kind,
    outUntilMs: state.rotation.kind === 'out' ? state.rotation.untilMs : null,
    probe,
    kong,
    triesPerSecond: rounded(triesPerSecond([facts], input.nowMs)),
    failingRatio: rounded(ratioOf(tally)),
    meanLatencyMs: meanMs === null ? null : rounded(meanMs),
    ...(state.trim.step === 0 ? {} : { trimRatio: rounded(trimFactor(state.trim, service)) }),
    ...heldBy(levers.drained[target.target]),
    weights: input.policy.gateways.map(({ name }) =>
      weightOf(service, target, { gateway: name, digest: digests.get(target.target), input }),
    ),
  };
}

function heldBy(override: Override | undefined): { readonly heldBy?: string } {
  return override === undefined ? {} : { heldBy: override.id };
}

function weightOf(
  service: ServiceStrategy,
  { target, region }: Target,
  options: { gateway: string; digest: TargetDigest | undefined; input: DescribeInput },
): WeightStatus {
  const { gateway, digest, input } = options;
  const layout = layoutAt(input.policy, { gateway, upstream: service.upstream });
  const { upstream } = homeOf(layout, region);
  return {
    gateway,
    desired: input.state.desired[gateway]?.[upstream]?.weights[target] ?? 0,
    applied: input.applied[gateway]?.[upstream]?.[target] ?? null,
    observed: (digest?.nodes ?? [])
      .filter((node) => node.gateway === gateway)
      .map(({ nodeId, nodeWeight }) => ({ nodeId, weight: nodeWeight })),
  };
}
