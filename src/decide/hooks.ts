/**
 * Hooks around a move: `before` must succeed first, `after` follows it. What is asked for is part of
 * the state, and the actions of a decision are what is asked for and not yet answered; so a
 * controller that restarts asks for the same call, not for another one.
 */

import type { Said, SaidValue } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import type { HookAction } from '../model/hook.ts';
import { say, wordsOf } from '../model/sentences.ts';
import { controlEvent } from './event.ts';
import type { RegionWorld } from './receivers.ts';
import type { PendingHook, RegionState } from './state.ts';
import { TUNING } from './tuning.ts';

type Move = HookAction['move'];

export interface HookGate {
  /** `null` when the move may be made. */
  readonly waiting: { readonly code: 'hook'; readonly sentence: Said } | null;
  readonly state: RegionState;
  readonly events: readonly ControlEvent[];
}

/** Whether the `before` hook of a move has succeeded; asks for it when it has not been yet. */
export function passBefore(
  region: string,
  state: RegionState,
  { move, world }: { readonly move: Move; readonly world: RegionWorld },
): HookGate {
  const { service, nowMs } = world;
  const call = service.failover.before;
  if (call === null) return { waiting: null, state, events: [] };
  const asked = state.before?.move === move ? state.before : null;
  const pending = asked ?? ask({ stage: 'before', move, region, world });
  const answer = answerTo(pending, world);
  if (answer === 'succeeded')
    return { waiting: null, state: { ...state, before: null }, events: [] };
  if (answer === null) {
    const sentence = say('hook-runs', { call, spanMs: nowMs - pending.askedAtMs });
    return {
      waiting: { code: 'hook', sentence },
      state: { ...state, before: pending },
      events: [],
    };
  }
  const failed = failedHook(pending, { answer, region, world });
  return {
    waiting: { code: 'hook', sentence: say('hook-did-not-pass', { call, detail: answer.detail }) },
    state: { ...state, before: failed.pending },
    events: failed.events,
  };
}

/** After a move: asks for the `after` hook. */
export function withAfter(
  region: string,
  state: RegionState,
  { move, world }: { readonly move: Move; readonly world: RegionWorld },
): RegionState {
  if (world.service.failover.after === null) return state;
  return { ...state, after: ask({ stage: 'after', move, region, world }) };
}

/** Takes note of what came of an `after` hook; its failure changes nothing but is told. */
export function settleAfter(
  region: string,
  state: RegionState,
  world: RegionWorld,
): { readonly state: RegionState; readonly events: readonly ControlEvent[] } {
  const pending = state.after ?? null;
  if (pending === null) return { state, events: [] };
  const answer = answerTo(pending, world);
  if (answer === null) return { state, events: [] };
  if (answer === 'succeeded') return { state: { ...state, after: null }, events: [] };
  const { events } = failedHook(pending, { answer, region, world });
  return { state: { ...state, after: null }, events };
}

/** What is asked for and not yet answered. */
export function actionsOf(
  states: Readonly<Record<string, RegionState>>,
  { service }: Pick<RegionWorld, 'service'>,
): readonly HookAction[] {
  return Object.entries(states).flatMap(([region, { before, after }]) =>
    (['before', 'after'] as const).flatMap((stage): HookAction[] => {
      const pending = stage === 'before' ? before : after;
      const call = service.failover[stage];
      if (
        pending === null ||
        pending === undefined ||
        call === null ||
        pending.failedAtMs !== null
      ) {
        return [];
      }
      const { id, move } = pending;
      const { upstream } = service;
      return [{ id, stage, move, upstream, region, call, timeoutMs: TUNING.hookTimeoutMs }];
    }),
  );
}

function ask(options: {
  readonly stage: HookAction['stage'];
  readonly move: Move;
  readonly region: string;
  readonly world: RegionWorld;
}): PendingHook {
  const { stage, move, region, world } = options;
  const { service, nowMs } = world;
  const id = `${service.upstream}/${region}/${move}/${stage}/${nowMs}`;
  return { id, move, askedAtMs: nowMs, failedAtMs: null };
}

/** `null` while there is none. */
function answerTo(
  { id, askedAtMs, failedAtMs }: PendingHook,
  { hooks, nowMs }: RegionWorld,
): 'succeeded' | { readonly detail: SaidValue } | null {
  const result = hooks.find((one) => one.id === id);
  if (result !== undefined) return result.ok ? 'succeeded' : { detail: result.detail };
  if (failedAtMs !== null) return { detail: say('hook-failed-before') };
  // The runner gives up by itself; a little later nobody is running it any more.
  const isLost = nowMs - askedAtMs > TUNING.hookTimeoutMs + TUNING.gapMs;
  return isLost ? { detail: say('hook-without-result', { spanMs: nowMs - askedAtMs }) } : null;
}

/** Told once; called again later while the move is still wanted. */
function failedHook(
  pending: PendingHook,
  options: {
    readonly answer: { readonly detail: SaidValue };
    readonly region: string;
    readonly world: RegionWorld;
  },
): { readonly pending: PendingHook | null; readonly events: readonly ControlEvent[] } {
  const { answer, region, world } = options;
  const { nowMs, service } = world;
  if (pending.failedAtMs !== null) {
    const isDue = nowMs - pending.failedAtMs >= TUNING.hookRetryMs;
    return { pending: isDue ? null : pending, events: [] };
  }
  const event = controlEvent(nowMs, 'hook-failed', {
    upstream: service.upstream,
    region,
    said: say('hook-failed', {
      move: say(`move-${pending.move}`),
      region,
      detail: answer.detail,
    }),
    evidence: { id: pending.id, move: pending.move, detail: wordsOf(answer.detail, 'en') },
  });
  return { pending: { ...pending, failedAtMs: nowMs }, events: [event] };
}
