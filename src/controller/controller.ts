/**
 * The loop: observe → decide → act, once per tick, by one writer. It owns no clock, no socket and
 * no file: all of these are ports, so the simulator runs this same code.
 *
 * Invariants: Kong is written only in mode `act`, only by the leader (`leadership.ts`), only what
 * differs, and only after the state that explains the write is in the store; whatever stops the
 * controller, the weights stay. A tick that fails because of the world (store locked, Kong away) is
 * logged and the next one goes on.
 */

import { decide } from '../decide/decide.ts';
import { type Digest, digestObservation } from '../decide/digest.ts';
import { type Policy, policyOf } from '../decide/policy.ts';
import type { DecideState } from '../decide/state.ts';
import { APPROVALS_SETTING, readApprovals } from '../model/approval.ts';
import type { HookAction } from '../model/hook.ts';
import { OVERRIDES_SETTING, readOverrides } from '../model/override.ts';
import type { Clock, Logger } from '../model/ports.ts';
import { readRuleModes, RULES_SETTING } from '../model/rule-modes.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { lifeEvent, modeEvent } from './events.ts';
import { createFailureLog } from './failure-log.ts';
import { createHookDesk } from './hook-desk.ts';
import { createLeadership, DEFAULT_LEASE_TTL_MS } from './leadership.ts';
import { type ModeChoice, readMode } from './mode.ts';
import {
  type ControllerOptions,
  type ControllerPorts,
  DEFAULT_CALL_TIMEOUT_MS,
  holderOf,
  logEvents,
  type Running,
} from './running.ts';
import { save } from './save.ts';
import { snapshotOf } from './snapshot.ts';
import { type ControllerState, restoreState, type SteeredUpstream } from './state.ts';
import { steerAll } from './steer-all.ts';

export interface Controller {
  /** Ticks until the signal aborts; then leaves everything as it is. */
  run(signal: AbortSignal): Promise<void>;
  /** One tick; `run` calls it, and simulators do. */
  tick(signal?: AbortSignal): Promise<void>;
  /** As of the last tick; `null` before the first. */
  status(): StatusSnapshot | null;
}

/** A replay of the journal can begin at each of these. */
const ANCHOR_EVERY_MS = 300_000;

export function createController(options: ControllerOptions): Controller {
  const { tickMs = 1_000, ports } = options;
  const { clock, logger } = ports;
  let running: Running | null = null;

  const tick = async (signal: AbortSignal = new AbortController().signal): Promise<void> => {
    running ??= await start(options);
    await tickOnce(running, options, signal);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    const failures = createFailureLog({ clock, logger });
    while (!signal.aborted) {
      const beganMs = clock.nowMs();
      try {
        await tick(signal);
        failures.succeeded();
      } catch (error) {
        if (error instanceof Error && error.name === 'AssertionError') throw error;
        failures.failed(error);
        ports.meter?.tickFailed?.({ endedAtMs: clock.nowMs() });
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
    wroteAtMs: new Map(),
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
  const lapMs = startLaps(ports.clock);
  const digest = await observe(running, ports, nowMs);
  const observeMs = lapMs();
  const actions = decideTick(running, { policy, digest, nowMs, logger });
  const decideMs = lapMs();
  const { mode } = choice;
  if (isLeading) running.hooks.take(actions, mode);
  if (isLeading) await steerAll(running, options, { mode, nowMs, signal });
  const actMs = lapMs();
  const { writes, leadership } = running;
  const token = leadership.token();
  const leader = token === null ? null : { holder: holderOf(options), token };
  const input = { strategy, policy, digest, mode, leader, startedAtMs, writes, nowMs, tickMs };
  const snapshot = snapshotOf(running.state, input);
  running.snapshot = snapshot;
  await save(running, { store, snapshot, nowMs });
  const phasesMs = { observe: observeMs, decide: decideMs, act: actMs, save: lapMs() };
  ports.meter?.tickEnded({ endedAtMs: ports.clock.nowMs(), phasesMs, snapshot });
}

/** Each call gives the time since the one before. */
function startLaps(clock: Clock): () => number {
  let lastMs = clock.nowMs();
  return () => {
    const beforeMs = lastMs;
    lastMs = clock.nowMs();
    return lastMs - beforeMs;
  };
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
  const overrides = readOverrides(await store.readSetting(OVERRIDES_SETTING));
  const rules = readRuleModes(await store.readSetting(RULES_SETTING));
  const isObserving = Object.values(rules).includes('observe');
  const results = hooks.results();
  return digestObservation(telemetry.read(nowMs), {
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(results.length === 0 ? {} : { hooks: results }),
    ...(overrides.length === 0 ? {} : { overrides }),
    ...(isObserving ? { rules } : {}),
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
