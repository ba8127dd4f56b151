/**
 * Carries out a plan, phase after phase, a few writes at a time within one. The first failure ends
 * it: what is under way finishes, nothing new begins. Plans are made from what is there, so another
 * plan goes on where this one stopped.
 *
 * Before weight is taken away from an upstream its health is read: were nothing left that can serve,
 * the step is refused (G2), whatever the plan says.
 */

import { z } from 'zod';
import type { EntityFields } from '../model/flatten-declarative.ts';
import type { EntityStep, KongPlan, PlanStep, SettleStep } from '../model/kong-plan.ts';
import type { KongTargetView } from '../model/kong.ts';
import type { CallOptions } from './call.ts';
import type { AdminClient } from './client.ts';
import type { Collection } from './collection.ts';
import { KongError } from './errors.ts';
import { differenceOf } from '../model/kong-difference.ts';
import { inParallel } from './read-configuration.ts';

export interface ExecuteOptions extends CallOptions {
  /** Waits until Kong's workers have taken what was written. */
  readonly settle: (step: SettleStep) => Promise<void>;
  /** Waits a moment for Kong to tell the health of what was just created. */
  readonly pause: (durationMs: number) => Promise<void>;
  readonly onStep?: (step: PlanStep, done: number) => void;
}

export interface ExecuteResult {
  readonly done: readonly PlanStep[];
  readonly left: readonly PlanStep[];
  readonly failure: {
    readonly step: PlanStep;
    readonly reason: string;
    readonly fix: string;
  } | null;
  /** Fields that Kong answered otherwise than asked: `upstreams/x: hash_on`. */
  readonly notTaken: readonly string[];
}

export async function executePlan(
  client: AdminClient,
  plan: KongPlan,
  options: ExecuteOptions,
): Promise<ExecuteResult> {
  const done: PlanStep[] = [];
  const notTaken: string[] = [];
  const world: World = { ids: new Map(), fresh: new Map(), options };
  let failure: ExecuteResult['failure'] = null;
  const run = async (step: PlanStep) => {
    if (failure !== null) return;
    try {
      if (options.signal?.aborted === true) throw new CancelledError('stopped by a signal');
      if (step.action === 'settle') await options.settle(step);
      else notTaken.push(...(await write(client, step, world)));
      done.push(step);
      options.onStep?.(step, done.length);
    } catch (error) {
      if (!isOfTheWorld(error)) throw error;
      failure ??= { step, reason: error.message, fix: fixOf(error) };
    }
  };
  for (const group of phasesOf(plan.steps)) {
    // Steps on one upstream keep their order; those on different ones need none.
    await inParallel(lanesOf(group), async (lane) => {
      for (const step of lane) await run(step);
    });
    if (failure !== null) break;
  }
  const finished = new Set(done);
  return { done, left: plan.steps.filter((step) => !finished.has(step)), failure, notTaken };
}

/** G2 would be broken, or nobody can tell that it would not. */
class UnsafeStepError extends Error {
  override readonly name = 'UnsafeStepError';
}

class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

function isOfTheWorld(error: unknown): error is KongError | UnsafeStepError | CancelledError {
  return (
    error instanceof KongError ||
    error instanceof UnsafeStepError ||
    error instanceof CancelledError
  );
}

function fixOf(error: KongError | UnsafeStepError | CancelledError): string {
  if (error instanceof KongError) return error.hint;
  return error instanceof UnsafeStepError
    ? 'Mend the targets that are left, or look at their health path; then apply again.'
    : 'Apply again to go on.';
}

interface World {
  readonly ids: Map<string, string>;
  readonly options: ExecuteOptions;
  /** Targets that got their first weight in this run, and since when; by key. */
  readonly fresh: Map<string, number>;
}

async function write(client: AdminClient, step: EntityStep, world: World): Promise<string[]> {
  const collection = collectionOf(client, step);
  const { options, ids } = world;
  const call = { signal: options.signal, timeoutMs: options.timeoutMs };
  if (takesAway(step)) await checkCapacity(client, step, world);
  if (step.action === 'delete') {
    await deleteOnce(collection, step, call);
    return [];
  }
  const body = { ...step.body, ...(await referencesOf(client, step, world)) };
  const answer =
    step.action === 'create'
      ? await collection.create(body, call)
      : await collection.patch(step.id ?? '', body, call);
  const id = answer['id'];
  if (typeof id === 'string') ids.set(step.key, id);
  if (isFresh(step)) world.fresh.set(step.key, performance.now());
  const missed = Object.keys(differenceOf(answer, step.body) ?? {});
  return missed.filter((field) => field !== 'target').map((field) => `${step.key}: ${field}`);
}

/** Somebody else was faster: it is gone, as wanted. */
async function deleteOnce(
  collection: Collection<EntityFields>,
  step: EntityStep,
  call: CallOptions,
): Promise<void> {
  try {
    await collection.delete(step.id ?? '', call);
  } catch (error) {
    if (!(error instanceof KongError && error.code === 'KONG_NOT_FOUND')) throw error;
  }
}

async function referencesOf(
  client: AdminClient,
  { action, kind, service, route }: EntityStep,
  { ids, options }: World,
): Promise<EntityFields> {
  if (action !== 'create') return {};
  const find = async (of: 'services' | 'routes', name: string) => {
    const key = `${of}/${name}`;
    const known = ids.get(key) ?? (await client[of].get(name, { signal: options.signal })).id;
    ids.set(key, known);
    return { id: known };
  };
  if (kind === 'plugins' && route !== null) return { route: await find('routes', route) };
  return service === null ? {} : { service: await find('services', service) };
}

function collectionOf(
  client: AdminClient,
  { kind, upstream }: EntityStep,
): Collection<EntityFields> {
  return kind === 'targets' ? client.targets(upstream ?? '') : client[kind];
}

function takesAway({ kind, phase }: EntityStep): boolean {
  return kind === 'targets' && (phase === 'lower-targets' || phase === 'delete-targets');
}

/** New in rotation: Kong takes it for healthy until its first probes have failed (fact 36). */
function isFresh({ action, kind, body, changes }: EntityStep): boolean {
  if (kind !== 'targets' || action === 'delete') return false;
  if (action === 'create') return true;
  const weight = changes.find(({ field }) => field === 'weight');
  return weight?.from === 0 && Number(body['weight']) > 0;
}

/** Looks at the health that Kong sees, several times while it has none to tell. */
const LOOKS = 10;
const LOOK_MS = 500;

async function checkCapacity(client: AdminClient, step: EntityStep, world: World): Promise<void> {
  const upstream = step.upstream ?? '';
  const address = step.key.split('/').at(-1) ?? '';
  const weight = Number(step.body['weight'] ?? 0);
  const { options, fresh } = world;
  const isProven = ({ target }: KongTargetView) =>
    !fresh.has(`targets/${upstream}/${target.toLowerCase()}`);
  let hasWaited = false;
  for (let look = 1; ; look += 1) {
    const view = await client.readHealth(upstream, { signal: options.signal });
    const others = view.targets.filter(({ target }) => target.toLowerCase() !== address);
    const own = view.targets.find(({ target }) => target.toLowerCase() === address);
    const isStillServing = own !== undefined && weight > 0 && canServe(own);
    if (isStillServing || others.some((one) => canServe(one) && isProven(one))) return;
    // Nothing could serve before either: this step takes nothing away.
    if (own === undefined || !canServe(own)) return;
    if (hasWaited && others.some(canServe)) return;
    if (look === LOOKS || options.signal?.aborted === true) {
      throw new UnsafeStepError(
        `${step.key} is the only target of ${upstream} that Kong finds healthy; it is not taken away`,
      );
    }
    const waitMs = hasWaited ? LOOK_MS : await probationMs(client, upstream, world);
    await options.pause(Math.max(LOOK_MS, waitMs));
    hasWaited = true;
  }
}

/** How long until Kong's own probes would have found the newest target of an upstream dead. */
async function probationMs(
  client: AdminClient,
  upstream: string,
  { fresh, options }: World,
): Promise<number> {
  const since = [...fresh].flatMap(([key, atMs]) =>
    key.startsWith(`targets/${upstream}/`) ? [atMs] : [],
  );
  if (since.length === 0) return 0;
  const { healthchecks } = await client.upstreams.get(upstream, { signal: options.signal });
  const parts = probeSchema.safeParse(healthchecks);
  if (!parts.success) return 0;
  const { timeout, healthy, unhealthy } = parts.data.active;
  const failures = Math.max(unhealthy.tcp_failures, unhealthy.timeouts, unhealthy.http_failures);
  if (healthy.interval === 0 || failures === 0) return 0;
  const detectionMs = (failures * (healthy.interval + SWEEP_S) + timeout) * 1_000;
  const pastMs = performance.now() - Math.max(...since);
  return Math.min(MAX_PROBATION_MS, Math.max(0, detectionMs - pastMs));
}

/** Kong looks at its probe clock each 0.1 s; one more round to be sure. */
const SWEEP_S = 0.2;
const MAX_PROBATION_MS = 60_000;

const probeSchema = z.looseObject({
  active: z.looseObject({
    timeout: z.number(),
    healthy: z.looseObject({ interval: z.number() }),
    unhealthy: z.looseObject({
      tcp_failures: z.number(),
      timeouts: z.number(),
      http_failures: z.number(),
    }),
  }),
});

/** With checks off nobody knows better than its weight. */
function canServe({ weight, health }: KongTargetView): boolean {
  return weight > 0 && (health === 'HEALTHY' || health === 'HEALTHCHECKS_OFF');
}

function phasesOf(steps: readonly PlanStep[]): PlanStep[][] {
  const groups = new Map<string, PlanStep[]>();
  for (const step of steps) {
    const group = groups.get(step.phase);
    if (group === undefined) groups.set(step.phase, [step]);
    else group.push(step);
  }
  return [...groups.values()];
}

function lanesOf(steps: readonly PlanStep[]): PlanStep[][] {
  const lanes = new Map<string, PlanStep[]>();
  for (const [index, step] of steps.entries()) {
    const isOrdered = step.action !== 'settle' && step.kind === 'targets' && takesAway(step);
    const lane = isOrdered ? `upstream ${step.upstream ?? ''}` : String(index);
    const list = lanes.get(lane);
    if (list === undefined) lanes.set(lane, [step]);
    else list.push(step);
  }
  return [...lanes.values()];
}
