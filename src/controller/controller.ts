/**
 * The loop: observe → decide → act, once per tick, by one writer. It owns no clock, no socket and
 * no file: all of these are ports, so the simulator runs this same code.
 *
 * Invariants: Kong is written only in mode `act`, only by the leader (`leadership.ts`), only what
 * differs, and only after the state that explains the write is in the store; whatever stops the controller, the weights stay. A tick that
 * fails because of the world (store locked, Kong away) is logged and the next one goes on.
 */

import { decide } from '../decide/decide.ts';
import { type Digest, digestObservation } from '../decide/digest.ts';
import { type Policy, policyOf } from '../decide/policy.ts';
import type { DecideState } from '../decide/state.ts';
import type { ControlEvent, EventKind, Weights } from '../model/control.ts';
import { APPROVALS_SETTING, readApprovals } from '../model/approval.ts';
import type { HookAction, HookRunner } from '../model/hook.ts';
import { baselineOf } from '../model/layout.ts';
import type {
  Clock,
  DecisionRecord,
  KongAdmin,
  Logger,
  Store,
  StoreCommit,
  Telemetry,
  TickRecord,
} from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Strategy } from '../model/strategy.ts';
import { createHookDesk, type HookDesk } from './hook-desk.ts';
import { lifeEvent, modeEvent } from './events.ts';
import { createLeadership, DEFAULT_LEASE_TTL_MS, type Leadership } from './leadership.ts';
import { type ModeChoice, readMode } from './mode.ts';
import { placeKey, snapshotOf } from './snapshot.ts';
import { type ControllerState, restoreState, type SteeredUpstream, UNSTEERED } from './state.ts';
import { steerUpstream } from './steer.ts';

interface ControllerPorts {
  /** Admin API of each gateway, by its name in the strategy. */
  readonly kong: Readonly<Record<string, KongAdmin>>;
  readonly telemetry: Telemetry;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the calls around moves; without it hooks fail. */
  readonly hooks?: HookRunner;
}

export interface ControllerOptions {
  readonly strategy: Strategy;
  readonly ports: ControllerPorts;
  readonly tickMs?: number;
  /** Each call to Kong ends after this long. */
  readonly callTimeoutMs?: number;
  /** Name of this process for the lease; controllers on one store need different ones. */
  readonly holder?: string;
  readonly leaseTtlMs?: number;
}

export interface Controller {
  /** Ticks until the signal aborts; then leaves everything as it is. */
  run(signal: AbortSignal): Promise<void>;
  /** One tick; `run` calls it, and simulators do. */
  tick(signal?: AbortSignal): Promise<void>;
  /** As of the last tick; `null` before the first. */
  status(): StatusSnapshot | null;
}

const DEFAULT_CALL_TIMEOUT_MS = 2_000;
/** How often Kong is read for foreign writes while nothing is to be written. */
const LOOK_EVERY_MS = 5_000;
/** What is remembered but decides nothing by itself (means, windows) is saved this often. */
const SAVE_EVERY_MS = 10_000;
/** A replay of the journal can begin at each of these. */
const ANCHOR_EVERY_MS = 300_000;
/** Journal lines kept in memory while the store cannot be written. */
const UNSAVED_LIMIT = 1_000;
/** What a controller that does not lead tells of itself. */
const OWN_EVENTS: readonly EventKind[] = [
  'not-leading',
  'lease-lost',
  'controller-started',
  'controller-stopped',
];

/** What lives between ticks. */
interface Running {
  readonly policy: Policy;
  readonly leadership: Leadership;
  readonly hooks: HookDesk;
  state: ControllerState;
  readonly startedAtMs: number;
  savedAtMs: number;
  unsaved: ControlEvent[];
  decision: DecisionRecord | null;
  tick: TickRecord | null;
  /** When a tick was last kept with its state. */
  anchoredAtMs: number;
  readonly lookedAtMs: Map<string, number>;
  writes: number;
  snapshot: StatusSnapshot | null;
}

export function createController(options: ControllerOptions): Controller {
  const { tickMs = 1_000, ports } = options;
  const { clock, logger } = ports;
  let running: Running | null = null;

  const tick = async (signal: AbortSignal = new AbortController().signal): Promise<void> => {
    running ??= await start(options);
    await tickOnce(running, options, signal);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const beganMs = clock.nowMs();
      try {
        await tick(signal);
      } catch (error) {
        if (error instanceof Error && error.name === 'AssertionError') throw error;
        logger.error({ error: String(error) }, 'A tick failed; the next one goes on.');
      }
      const tookMs = clock.nowMs() - beganMs;
      await clock.sleep(Math.max(tickMs / 10, tickMs - tookMs), signal);
    }
    if (running !== null) await stop(running, options);
  };
  return { run, tick, status: () => running?.snapshot ?? null };
}

async function start(options: ControllerOptions): Promise<Running> {
  const { strategy, ports } = options;
  const stored = await ports.store.loadState();
  const nowMs = ports.clock.nowMs();
  const details = { strategy: strategy.name, resumed: stored !== null };
  const event = lifeEvent(nowMs, 'controller-started', details);
  logEvents(ports.logger, [event]);
  return {
    policy: policyOf(strategy),
    leadership: createLeadership({
      store: ports.store,
      clock: ports.clock,
      holder: holderOf(options),
      ttlMs: options.leaseTtlMs ?? DEFAULT_LEASE_TTL_MS,
      callTimeoutMs: options.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS,
    }),
    hooks: createHookDesk({
      runner: ports.hooks,
      clock: ports.clock,
      logger: ports.logger,
      signal: new AbortController().signal,
    }),
    state: restoreState(stored),
    startedAtMs: nowMs,
    savedAtMs: 0,
    unsaved: [event],
    decision: null,
    tick: null,
    anchoredAtMs: 0,
    lookedAtMs: new Map(),
    writes: 0,
    snapshot: null,
  };
}

async function tickOnce(
  running: Running,
  options: ControllerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { strategy, ports, tickMs = 1_000 } = options;
  const { store, logger } = ports;
  const { policy, startedAtMs } = running;
  const nowMs = ports.clock.nowMs();
  const isLeading = await lead(running, options);
  const choice = await readMode(store, strategy.mode);
  running.state = withMode(running, choice, { nowMs, logger });
  const digest = await observe(running, ports, nowMs);
  const actions = decideTick(running, { policy, digest, nowMs, logger });
  const { mode } = choice;
  if (isLeading) running.hooks.take(actions, mode);
  if (isLeading) await steerAll(running, options, { mode, nowMs, signal });
  const { writes, leadership } = running;
  const token = leadership.token();
  const leader = token === null ? null : { holder: holderOf(options), token };
  const input = { strategy, policy, digest, mode, leader, startedAtMs, writes, nowMs, tickMs };
  running.snapshot = snapshotOf(running.state, input);
  await save(running, { store, snapshot: running.snapshot, nowMs });
}

/** Whether this controller leads; from its first tick as leader on it has the leader's state. */
async function lead(running: Running, { ports }: ControllerOptions): Promise<boolean> {
  const { isLeading, hasBegun, events } = await running.leadership.renew();
  if (hasBegun) {
    running.state = restoreState(await ports.store.loadState());
    running.lookedAtMs.clear();
  }
  logEvents(ports.logger, events);
  running.unsaved.push(...events);
  return isLeading;
}

async function steerAll(
  running: Running,
  options: ControllerOptions,
  { mode, nowMs, signal }: { mode: 'observe' | 'act'; nowMs: number; signal: AbortSignal },
): Promise<void> {
  const { ports, callTimeoutMs = DEFAULT_CALL_TIMEOUT_MS } = options;
  const { policy } = running;
  for (const { gateway, layout } of layoutsOf(policy)) {
    const baselines = baselineOf(layout);
    for (const { upstream } of layout.upstreams) {
      const place = { gateway, upstream, baseline: baselines[upstream] ?? {} };
      await steer(running, { place, ports, mode, nowMs, signal, callTimeoutMs });
    }
  }
}

/** In the order in which they are written. */
function layoutsOf({ layouts }: Policy) {
  return Object.entries(layouts).flatMap(([gateway, services]) =>
    Object.values(services).map((layout) => ({ gateway, layout })),
  );
}

/** A newer word of a person also ends the hands-off after a foreign write. */
function withMode(
  { state, unsaved }: Running,
  choice: ModeChoice,
  { nowMs, logger }: { nowMs: number; logger: Logger },
): ControllerState {
  const entries = Object.entries(state.steered).map(([place, steered]) => {
    const { foreignSinceMs } = steered;
    const isOver = foreignSinceMs !== null && choice.mode === 'act' && choice.atMs > foreignSinceMs;
    return [place, isOver ? takenOver(steered) : steered] as const;
  });
  if (state.mode !== choice.mode) {
    const event = modeEvent(nowMs, choice);
    logEvents(logger, [event]);
    unsaved.push(event);
  }
  return { ...state, mode: choice.mode, steered: Object.fromEntries(entries) };
}

/** What is in Kong now is where we start from, whoever wrote it. */
function takenOver(steered: SteeredUpstream): SteeredUpstream {
  const ownership = { applied: null, unconfirmed: [], adopts: true };
  return { ...steered, foreignSinceMs: null, told: null, ownership };
}

async function observe(
  { hooks }: Running,
  { telemetry, store }: ControllerPorts,
  nowMs: number,
): Promise<Digest> {
  const approvals = readApprovals(await store.readSetting(APPROVALS_SETTING));
  const results = hooks.results();
  return digestObservation(telemetry.read(nowMs), {
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(results.length === 0 ? {} : { hooks: results }),
  });
}

/** Returns the calls around moves that are asked for. */
function decideTick(
  running: Running,
  options: { policy: Policy; digest: Digest; nowMs: number; logger: Logger },
): readonly HookAction[] {
  const { policy, digest, nowMs, logger } = options;
  const before: DecideState = running.state.decide;
  const decision = decide(policy, before, digest, nowMs);
  running.state = { ...running.state, decide: decision.state };
  running.unsaved.push(...decision.events);
  logEvents(logger, decision.events);
  if (decision.events.length > 0) {
    running.decision = { atMs: nowMs, stateBefore: before, digest, events: decision.events };
  }
  const isAnchor = nowMs - running.anchoredAtMs >= ANCHOR_EVERY_MS;
  if (isAnchor) running.anchoredAtMs = nowMs;
  running.tick = { atMs: nowMs, digest, ...(isAnchor ? { stateBefore: before } : {}) };
  return decision.actions;
}

async function steer(
  running: Running,
  options: {
    place: { gateway: string; upstream: string; baseline: Weights };
    ports: ControllerPorts;
    mode: 'observe' | 'act';
    nowMs: number;
    signal: AbortSignal;
    callTimeoutMs: number;
  },
): Promise<void> {
  const { ports, mode, nowMs, signal, callTimeoutMs } = options;
  const { gateway, upstream, baseline } = options.place;
  const kong = ports.kong[gateway];
  const desired = running.state.decide.desired[gateway]?.[upstream];
  if (kong === undefined || desired === undefined) return;
  const key = placeKey(gateway, upstream);
  const steered = running.state.steered[key] ?? UNSTEERED;
  const isDue = nowMs - (running.lookedAtMs.get(key) ?? -Infinity) >= LOOK_EVERY_MS;
  if (!isDue && !isWanted(steered, desired.weights)) return;
  running.lookedAtMs.set(key, nowMs);
  const put = (next: SteeredUpstream) => {
    running.state = { ...running.state, steered: { ...running.state.steered, [key]: next } };
  };
  const outcome = await steerUpstream({
    kong,
    gateway,
    upstream,
    desired,
    baseline,
    steered,
    mode,
    nowMs,
    signal,
    limit: (other) => ports.clock.timeoutSignal(callTimeoutMs, other),
    mayWrite: () => running.leadership.mayWrite(),
    keep: async (next) => {
      put(next);
      await save(running, { store: ports.store, snapshot: null, nowMs });
    },
  });
  put(outcome.steered);
  running.writes += outcome.writes;
  running.unsaved.push(...outcome.events);
  logEvents(ports.logger, outcome.events);
}

/** Something is to be written, told, or tried again. */
function isWanted({ ownership, told, failure }: SteeredUpstream, desired: Weights): boolean {
  const standing = told ?? ownership.applied;
  if (standing === null || failure !== null) return true;
  return Object.keys(desired).some((target) => standing[target] !== desired[target]);
}

async function save(
  running: Running,
  options: { store: Store; snapshot: StatusSnapshot | null; nowMs: number },
): Promise<void> {
  const { store, snapshot, nowMs } = options;
  const fence = running.leadership.token();
  if (fence === null) return await saveAsFollower(running, store);
  running.unsaved = running.unsaved.slice(-UNSAVED_LIMIT);
  const events = running.unsaved;
  const isDue = nowMs - running.savedAtMs >= SAVE_EVERY_MS;
  const isNews = events.length > 0 || running.decision !== null || snapshot === null;
  const commit: StoreCommit = {
    fence,
    ...(isNews || isDue ? { state: running.state, events } : {}),
    ...(running.decision === null ? {} : { decision: running.decision }),
    ...(running.tick === null ? {} : { tick: running.tick }),
    ...(snapshot === null ? {} : { snapshot }),
  };
  await store.commit(commit);
  if (isNews || isDue) running.savedAtMs = nowMs;
  running.unsaved = [];
  running.decision = null;
  running.tick = null;
}

/** The state, the decisions and the snapshot in the store are the leader's. */
async function saveAsFollower(running: Running, store: Store): Promise<void> {
  const events = running.unsaved.filter(({ kind }) => OWN_EVENTS.includes(kind));
  if (events.length > 0) await store.commit({ events });
  running.unsaved = [];
  running.decision = null;
  running.tick = null;
}

async function stop(running: Running, { strategy, ports }: ControllerOptions): Promise<void> {
  const { store, clock, logger } = ports;
  const nowMs = clock.nowMs();
  const details = { strategy: strategy.name, resumed: true };
  const event = lifeEvent(nowMs, 'controller-stopped', details);
  logEvents(logger, [event]);
  running.unsaved.push(event);
  try {
    await save(running, { store, snapshot: null, nowMs });
    await running.leadership.release();
  } catch (error) {
    logger.error({ error: String(error) }, 'The last state could not be saved.');
  }
}

function holderOf({ holder = 'controller' }: ControllerOptions): string {
  return holder;
}

function logEvents(logger: Logger, events: readonly ControlEvent[]): void {
  for (const { kind, message, upstream, region, target } of events) {
    logger.info({ event: kind, upstream, region, target }, message);
  }
}
