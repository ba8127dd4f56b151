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
import { controlEvent, rounded } from './event.ts';
import { isKnownDead, type TargetFacts } from './facts.ts';
import { roomOf } from './demand.ts';
import type { DesiredState } from './state.ts';

export interface Wish {
  readonly upstream: string;
  readonly gateway: string;
  readonly weights: Weights;
  readonly urgent: boolean;
  readonly reason: string;
}

export interface GuardContext {
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
      message: `New weights at ${wish.gateway} refused: ${refusal.sentence}.`,
      evidence: { guard: refusal.code, gateway: wish.gateway, wanted: wish.weights },
    });
    return { desired, events: [event] };
  }
  if (!wish.urgent && context.nowMs - present.changedAtMs < context.spacingMs) {
    return { desired: present, events: [] };
  }
  const { weights, urgent, reason } = wish;
  const desired = { weights, urgent, reason, changedAtMs: context.nowMs, refused: null };
  return { desired, events: [] };
}

export function sameWeights(a: Weights, b: Weights): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function refusalOf(wish: Wish, present: DesiredState, context: GuardContext) {
  const able = context.facts.filter((facts) => !isKnownDead(facts));
  const wanted = percentAble(wish.weights, able);
  if (wanted <= context.thresholdPercent && wanted <= percentAble(present.weights, able)) {
    const sentence =
      `only ${rounded(wanted)} % of the weight would be on targets that can serve, and more ` +
      `than ${context.thresholdPercent} % is needed`;
    return { code: 'G2', sentence };
  }
  return wish.urgent ? null : overRoom(wish, present, context);
}

function percentAble(weights: Weights, able: readonly TargetFacts[]): number {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const sum = able.reduce((part, { target }) => part + (weights[target.target] ?? 0), 0);
  return total === 0 ? 0 : (100 * sum) / total;
}

function overRoom(wish: Wish, present: DesiredState, context: GuardContext) {
  const { facts, demandRps, rooms } = context;
  if (demandRps === null) return null;
  const regions = [...new Set(facts.map(({ target }) => target.region))];
  const loads = regions.map((region) => {
    const own = facts.filter(({ target }) => target.region === region);
    const room = rooms?.[region] ?? roomOf(own);
    return {
      region,
      room,
      before: demandRps * shareOf(present.weights, own),
      after: demandRps * shareOf(wish.weights, own),
    };
  });
  const over = loads.find(
    ({ room, before, after }) => room !== null && after > room && after > before,
  );
  // While everybody is over, shifting load is not what makes it worse.
  const hasChoice = loads.some(({ room, before }) => room === null || before <= room);
  if (over === undefined || !hasChoice || isBaselineShift(loads)) return null;
  const sentence = `${over.region} has room for ${rounded(over.room ?? 0)} of ${rounded(over.after)} rps`;
  return { code: 'G3', sentence };
}

/** A return relieves somebody who is over; that is never refused for the returning side's sake. */
function isBaselineShift(
  loads: readonly { room: number | null; before: number; after: number }[],
): boolean {
  return loads.some(({ room, before, after }) => room !== null && before > room && after < before);
}

function shareOf(weights: Weights, own: readonly TargetFacts[]): number {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const sum = own.reduce((part, { target }) => part + (weights[target.target] ?? 0), 0);
  return total === 0 ? 0 : sum / total;
}
