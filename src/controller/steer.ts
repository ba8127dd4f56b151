/**
 * One upstream at one gateway in one tick: read what Kong has, see whose it is, plan, write.
 *
 * Order of safety: what is about to be written is stored *before* the first write, so that after
 * a kill at any point the restarted controller recognises its own half-written batch and completes
 * it. A failed call stops the batch; the next tick reads again and goes on from there.
 */

import type { ControlEvent, DesiredUpstream, Plan, Weights } from '../model/control.ts';
import type { KongAdmin } from '../model/ports.ts';
import {
  failedEvent,
  foreignEvent,
  missingEvent,
  wouldWriteEvent,
  writtenEvent,
} from './events.ts';
import { foreignWeights, withActual, withConfirmed, withUnconfirmed } from './ownership.ts';
import { missingTargets, planWeights } from './plan.ts';
import type { SteeredUpstream } from './state.ts';

export interface SteerInput {
  readonly kong: KongAdmin;
  readonly gateway: string;
  readonly upstream: string;
  readonly desired: DesiredUpstream;
  readonly baseline: Weights;
  readonly steered: SteeredUpstream;
  readonly mode: 'observe' | 'act';
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** Aborts when a call to Kong has taken too long; also with the signal given. */
  readonly limit: (signal?: AbortSignal) => AbortSignal;
  /** Asked before each write: does this controller lead, for long enough (G7)? */
  readonly mayWrite: () => Promise<boolean>;
  /** Keeps the state with these writes in it; must be done before Kong is touched. */
  readonly keep: (steered: SteeredUpstream) => Promise<void>;
}

export interface SteerOutcome {
  readonly steered: SteeredUpstream;
  readonly events: readonly ControlEvent[];
  readonly writes: number;
}

export async function steerUpstream(input: SteerInput): Promise<SteerOutcome> {
  const { steered, nowMs } = input;
  const read = await attempt(() =>
    input.kong.readWeights(input.upstream, input.limit(input.signal)),
  );
  if (!read.ok) return failed(steered, input, { failure: read.failure, done: 0, wanted: 0 });
  const actual = read.value;
  const { baseline } = input;
  const foreign = foreignWeights(steered.ownership, { actual, baseline });
  if (foreign.length > 0 && steered.foreignSinceMs === null) {
    const isFirstLook = steered.ownership.applied === null;
    const event = foreignEvent(placeOf(input), { foreign, isFirstLook });
    const next = { ...steered, foreignSinceMs: nowMs, told: null, failure: null };
    return withEarlier(await tellOrWrite(next, actual, input), [event]);
  }
  const ownership =
    steered.foreignSinceMs === null
      ? withActual(steered.ownership, actual, nowMs)
      : steered.ownership;
  const missing = missingTargets({ desired: input.desired.weights, actual });
  const isNews = missing.length > 0 && missing.join() !== steered.missing.join();
  const next = { ...steered, ownership, missing };
  const events = isNews ? [missingEvent(placeOf(input), missing)] : [];
  return withEarlier(await tellOrWrite(next, actual, input), events);
}

async function tellOrWrite(
  steered: SteeredUpstream,
  actual: Weights,
  input: SteerInput,
): Promise<SteerOutcome> {
  const { gateway, upstream, desired } = input;
  const plan = planWeights({ gateway, upstream, desired: desired.weights, actual });
  if (plan.changes.length === 0) {
    return { steered: { ...steered, told: null, failure: null }, events: [], writes: 0 };
  }
  const isForeign = steered.foreignSinceMs !== null;
  if (input.mode === 'act' && !isForeign) return await writePlan(steered, plan, input);
  const heard = { ...steered, failure: null };
  if (isTold(steered.told, desired.weights)) return { steered: heard, events: [], writes: 0 };
  const because = isForeign ? 'foreign' : 'observe';
  const event = wouldWriteEvent(placeOf(input), plan, { because, desired });
  return { steered: { ...heard, told: desired.weights }, events: [event], writes: 0 };
}

async function writePlan(
  before: SteeredUpstream,
  plan: Plan,
  input: SteerInput,
): Promise<SteerOutcome> {
  const { nowMs, kong } = input;
  const intended = plan.changes.map(({ target, to }) => ({ target, weight: to, atMs: nowMs }));
  let ownership = withUnconfirmed(before.ownership, intended, nowMs);
  await input.keep({ ...before, told: null, ownership });
  let done = 0;
  for (const change of plan.changes) {
    const written = await attempt(async () => {
      if (!(await input.mayWrite())) throw new Error('another controller leads now');
      // A batch that has begun is ended even when the process is asked to stop: it is short.
      await kong.setWeight(change, input.limit());
    });
    if (!written.ok) {
      const steered = { ...before, told: null, ownership };
      const counts = { failure: written.failure, done, wanted: plan.changes.length };
      return withWrites(failed(steered, input, counts), done);
    }
    ownership = withConfirmed(ownership, change.target, change.to);
    done += 1;
  }
  const steered = { ...before, told: null, failure: null, ownership };
  const events = [writtenEvent(placeOf(input), plan, input.desired.reason)];
  return { steered, events, writes: done };
}

/** Told once while the same thing goes on failing, but each time when some weights were written (G8). */
function failed(
  steered: SteeredUpstream,
  input: SteerInput,
  counts: { failure: string; done: number; wanted: number },
): SteerOutcome {
  const isNews = counts.done > 0 || steered.failure !== counts.failure;
  return {
    steered: { ...steered, failure: counts.failure },
    events: isNews ? [failedEvent(placeOf(input), counts)] : [],
    writes: 0,
  };
}

function withEarlier(outcome: SteerOutcome, events: readonly ControlEvent[]): SteerOutcome {
  return { ...outcome, events: [...events, ...outcome.events] };
}

function withWrites(outcome: SteerOutcome, writes: number): SteerOutcome {
  return { ...outcome, writes };
}

function placeOf({ gateway, upstream, nowMs }: SteerInput) {
  return { gateway, upstream, atMs: nowMs };
}

function isTold(told: Weights | null, weights: Weights): boolean {
  if (told === null) return false;
  return Object.keys(weights).every((target) => told[target] === weights[target]);
}

type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; failure: string };

/** The world's errors become values; ours (a broken invariant) go up and stop the process. */
async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    return { ok: false, failure: error instanceof Error ? error.message : String(error) };
  }
}
