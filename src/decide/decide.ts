/**
 * The control law: `(policy, state, digest, nowMs) → { state, events, desired }`. Pure; the
 * controller, the simulator and `explain` run this same function, and a journaled digest with the
 * state before it gives the same decision again (G8).
 */

import type { ControlEvent, Desired, EventKind, Weights } from '../model/control.ts';
import { baselineOf, renderAllocation, canShed as canShedAt } from '../model/layout.ts';
import type { HookAction } from '../model/hook.ts';
import { ALL_RULES_ACT } from '../model/rule-modes.ts';
import { inEnglish, say } from '../model/sentences.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Digest } from './digest.ts';
import { allocate } from './allocate.ts';
import { decideFreshness } from './freshness.ts';
import { guardWish } from './guards.ts';
import { hearTogether } from './joint.ts';
import { haveShares } from './levers/lever-state.ts';
import { layoutAt, type Policy } from './policy.ts';
import {
  type DecideState,
  type DesiredState,
  FRESH_UPSTREAM,
  type RegionState,
  type UpstreamState,
} from './state.ts';
import { QUIET } from './cusum.ts';
import { NO_DEMAND } from './demand-estimate.ts';
import { UNTRIMMED } from './targets/trim-state.ts';
import { TUNING } from './tuning.ts';
import { decideUpstream, type UpstreamOutcome, weighUpstream } from './upstream.ts';

export interface Decision {
  readonly state: DecideState;
  readonly events: readonly ControlEvent[];
  /** Wanted weights of every upstream, by gateway. */
  readonly desired: Readonly<Record<string, Desired>>;
  /** Calls around moves that are asked for and not yet answered. */
  readonly actions: readonly HookAction[];
}

/** `generate` writes threshold 0: any available target at all keeps the upstream up. */
const KONG_THRESHOLD_PERCENT = 0;

/** What changes weights, and so is their reason. */
const MOVING: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'target-readmitted',
  'target-slow',
  'target-trimmed',
  'trim-relaxed',
  'capacity-learnt',
  'region-evacuated',
  'evacuation-undone',
  'failback-step',
  'failback-done',
  'failback-aborted',
  'spill-started',
  'spill-ended',
  'shedding',
  'shed-ended',
  'override-set',
  'override-ended',
  'region-hold',
]);

/** Emergencies, and what a person or a proven mistake takes back (G6). */
const URGENT: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'target-slow',
  'region-evacuated',
  'failback-aborted',
  'evacuation-undone',
]);

export function decide(
  policy: Policy,
  before: DecideState,
  digest: Digest,
  nowMs: number,
): Decision {
  const elapsedMs = before.tickMs === null ? 0 : Math.max(0, nowMs - before.tickMs);
  const known = elapsedMs > TUNING.gapMs ? withoutEvidence(before) : before;
  const { stale, events } = decideFreshness(policy, before.stale, { digest, nowMs });
  const isStale = digest.logsAtMs !== null && nowMs - digest.logsAtMs > policy.expiryMs;
  const all: ControlEvent[] = [...events];
  const actions: HookAction[] = [];
  const upstreams: Record<string, UpstreamState> = {};
  const desired: Record<string, Record<string, DesiredState>> = {};
  const weighed = policy.services.map((service) => {
    const reading = digest.upstreams.find(({ upstream }) => upstream === service.upstream);
    const { gateways, regions } = policy;
    const { approvals = [], hooks = [], overrides = [], rules = ALL_RULES_ACT } = digest;
    const canShed = gateways.some(({ name: gateway }) =>
      canShedAt(layoutAt(policy, { gateway, upstream: service.upstream })),
    );
    const { safety } = policy;
    const asked = { approvals, hooks, overrides, rules, safety, canShed };
    const tick = {
      service,
      gateways,
      regions,
      digest: reading,
      nowMs,
      elapsedMs,
      isStale,
      ...asked,
    };
    return weighUpstream(known.upstreams[service.upstream] ?? FRESH_UPSTREAM, tick);
  });
  const heard = hearTogether(weighed);
  for (const one of weighed) {
    const { service } = one.tick;
    const outcome = decideUpstream(one, heard[service.upstream] ?? one.evidence);
    upstreams[service.upstream] = outcome.state;
    all.push(...outcome.events);
    actions.push(...outcome.actions);
    for (const { name } of policy.gateways) {
      const layout = layoutAt(policy, { gateway: name, upstream: service.upstream });
      const states = before.desired[name] ?? {};
      const guarded = guardLayout(outcome, { layout, gateway: name, states, nowMs });
      Object.assign((desired[name] ??= {}), guarded.desired);
      all.push(...guarded.events);
    }
  }
  const state: DecideState = { version: 1, tickMs: nowMs, upstreams, stale, desired };
  return { state, events: all, desired, actions };
}

/** What the law wants of a service, as guarded weights of each of its upstreams. */
function guardLayout(
  outcome: UpstreamOutcome,
  options: {
    readonly layout: ServiceLayout;
    readonly gateway: string;
    readonly states: Readonly<Record<string, DesiredState>>;
    readonly nowMs: number;
  },
) {
  const { layout, gateway, states, nowMs } = options;
  const { service, gatewayRegion } = layout;
  const wanted = renderAllocation(layout, allocate(service, gatewayRegion, outcome.state));
  const peace = baselineOf(layout);
  const desired: Record<string, DesiredState> = {};
  const events: ControlEvent[] = [];
  for (const upstream of layout.upstreams) {
    const name = upstream.upstream;
    const present = states[name] ?? inPeace(peace[name] ?? {});
    if (outcome.levers.frozen !== null) {
      desired[name] = { ...present, refused: null };
      continue;
    }
    const newest = outcome.events.findLast(({ kind }) => MOVING.has(kind)) ?? null;
    const wish = {
      upstream: name,
      gateway,
      weights: wanted[name] ?? present.weights,
      urgent: outcome.urgent || outcome.events.some(({ kind }) => URGENT.has(kind)),
      reason: newest?.message ?? present.reason,
      reasonSaid: newest === null ? present.reasonSaid : newest.said,
    };
    const guarded = guardWish(wish, present, {
      upstream,
      facts: outcome.facts,
      // Whom they overload was people's to weigh, when they were told of it (G9).
      demandRps: haveShares(outcome.levers) ? null : outcome.demandRps,
      rooms: outcome.rooms,
      thresholdPercent: KONG_THRESHOLD_PERCENT,
      spacingMs: TUNING.spacingIntervals * service.health.intervalMs,
      nowMs,
    });
    desired[name] = guarded.desired;
    events.push(...guarded.events);
  }
  return { desired, events };
}

const BASELINE = say('baseline-stands');

function inPeace(weights: Weights): DesiredState {
  return {
    weights,
    changedAtMs: 0,
    urgent: false,
    reason: inEnglish(BASELINE),
    reasonSaid: BASELINE,
    refused: null,
  };
}

/** After a gap nothing seen before it counts; what was decided stays. */
function withoutEvidence(before: DecideState): DecideState {
  const entries = Object.entries(before.upstreams).map(([upstream, state]) => {
    const targets = Object.entries(state.targets).map(([name, target]) => [
      name,
      {
        ...target,
        window: [],
        relative: QUIET,
        absolute: QUIET,
        deadSinceMs: null,
        trim: { ...(target.trim ?? UNTRIMMED), slow: QUIET, slowSinceMs: null },
      },
    ]);
    const regions = Object.entries(state.regions).map(([name, region]) => [
      name,
      { ...region, cusum: QUIET, witnessSinceMs: null, ...restarted(region) },
    ]);
    return [
      upstream,
      {
        ...state,
        targets: Object.fromEntries(targets),
        regions: Object.fromEntries(regions),
        requests: [],
        demand: NO_DEMAND,
      },
    ];
  });
  return { ...before, upstreams: Object.fromEntries(entries) };
}

/** What was not watched was not seen to be clean. */
function restarted({ evacuation }: RegionState): Pick<RegionState, 'evacuation'> {
  return { evacuation: evacuation === null ? null : { ...evacuation, cleanSinceMs: null } };
}
