/**
 * The last look at wanted weights before they become desired. Whatever the law above came to:
 *
 * - G2: some target that can serve keeps a weight, and the upstream stays above Kong's threshold;
 * - G3: no planned change takes a region further over its stated room while another has some;
 * - G6: nothing changes without a difference, and not within 2 × the active-probe interval of the
 *   change before, unless it is an emergency.
 *
 * G5 is kept where transitions are made (budgets in failback and readmission). A refusal is an
 * event, once per episode; waiting for the spacing is not a refusal.
 */

import type { ControlEvent, Weights } from '../model/control.ts';
import type { Said } from '../lib/said.ts';
import { regionWeight } from '../model/layout.ts';
import type { LayoutUpstream } from '../model/layout-shape.ts';
import { say } from '../model/sentences.ts';
import { controlEvent, rounded } from './event.ts';
import { isKnownDead, type TargetFacts } from './facts.ts';
import { roomOf } from './demand.ts';
import type { DesiredState } from './state.ts';

/** Demand and room are estimates; a difference this small is none. */
const ROUNDING = 1.02;

export interface Wish {
  readonly upstream: string;
  readonly gateway: string;
  readonly weights: Weights;
  readonly urgent: boolean;
  readonly reason: string;
  readonly reasonSaid?: Said | undefined;
}

export interface GuardContext {
  readonly upstream: LayoutUpstream;
  /** Of all targets of the service. */
  readonly facts: readonly TargetFacts[];
  readonly demandRps: number | null;
  /** By region, where more than the planned ceiling is given since nobody else can take it. */
  readonly rooms?: Readonly<Record<string, number>>;
  /** Percent of the weight that must be exceeded by what is available (Kong's `threshold`). */
  readonly thresholdPercent: number;
  readonly spacingMs: number;
  readonly nowMs: number;
}

export function guardWish(
  wish: Wish,
  present: DesiredState,
  context: GuardContext,
): { readonly desired: DesiredState; readonly events: readonly ControlEvent[] } {
  if (sameWeights(wish.weights, present.weights)) {
    return { desired: { ...present, refused: null }, events: [] };
  }
  const refusal = refusalOf(wish, present, context);
  if (refusal !== null) {
    const desired = { ...present, refused: refusal.code };
    if (present.refused === refusal.code) return { desired, events: [] };
    const event = controlEvent(context.nowMs, 'write-refused', {
      upstream: wish.upstream,
      said: say('weights-refused', { gateway: wish.gateway, why: refusal.sentence }),
      evidence: { guard: refusal.code, gateway: wish.gateway, wanted: wish.weights },
    });
    return { desired, events: [event] };
  }
  if (!wish.urgent && context.nowMs - present.changedAtMs < context.spacingMs) {
    return { desired: present, events: [] };
  }
  const { weights, urgent, reason, reasonSaid } = wish;
  const told = reasonSaid === undefined ? { reason } : { reason, reasonSaid };
  const desired = { weights, urgent, ...told, changedAtMs: context.nowMs, refused: null };
  return { desired, events: [] };
}

export function sameWeights(a: Weights, b: Weights): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function refusalOf(wish: Wish, present: DesiredState, context: GuardContext) {
  const able = ableTargets(context);
  const wanted = percentAble(wish.weights, able);
  if (wanted <= context.thresholdPercent && wanted <= percentAble(present.weights, able)) {
    const sentence = say('too-few-able', {
      wantedPercent: rounded(wanted),
      neededPercent: context.thresholdPercent,
    });
    return { code: 'G2', sentence };
  }
  return wish.urgent ? null : overRoom(wish, present, context);
}

/**
 * Targets of the upstream that can serve: a region's loopback address while something of that region
 * can, the shed target never.
 */
function ableTargets({ upstream, facts }: GuardContext): readonly string[] {
  const live = facts.filter((one) => !isKnownDead(one)).map(({ target }) => target);
  return upstream.targets.flatMap((one) => {
    if (one.kind === 'shed') return [];
    const isAble = live.some(({ target, region }) =>
      one.kind === 'real' ? target === one.target : region === one.region,
    );
    return isAble ? [one.target] : [];
  });
}

function percentAble(weights: Weights, able: readonly string[]): number {
  const sum = able.reduce((part, target) => part + (weights[target] ?? 0), 0);
  const total = totalOf(weights);
  return total === 0 ? 0 : (100 * sum) / total;
}

/** An inner upstream decides over no region's share. */
function overRoom(wish: Wish, present: DesiredState, context: GuardContext) {
  const { upstream, facts, demandRps, rooms } = context;
  if (demandRps === null || upstream.role === 'inner') return null;
  const regions = [...new Set(facts.map(({ target }) => target.region))];
  const loads = regions.map((region) => ({
    region,
    room: rooms?.[region] ?? roomOf(facts.filter(({ target }) => target.region === region)),
    before: demandRps * shareOf(present.weights, { upstream, region }),
    after: demandRps * shareOf(wish.weights, { upstream, region }),
  }));
  const over = loads.find(
    ({ room, before, after }) => room !== null && after > room * ROUNDING && after > before,
  );
  // While everybody is over, shifting load is not what makes it worse.
  const hasChoice = loads.some(({ room, before }) => room === null || before <= room);
  if (over === undefined || !hasChoice || isBaselineShift(loads)) return null;
  const sentence = say('region-has-no-room', {
    region: over.region,
    roomRps: rounded(over.room ?? 0),
    loadRps: rounded(over.after),
  });
  return { code: 'G3', sentence };
}

/** A return relieves somebody who is over; that is never refused for the returning side's sake. */
function isBaselineShift(
  loads: readonly { room: number | null; before: number; after: number }[],
): boolean {
  return loads.some(({ room, before, after }) => room !== null && before > room && after < before);
}

function shareOf(
  weights: Weights,
  { upstream, region }: { readonly upstream: LayoutUpstream; readonly region: string },
): number {
  const total = totalOf(weights);
  return total === 0 ? 0 : regionWeight(upstream, { region, weights }) / total;
}

function totalOf(weights: Weights): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}
