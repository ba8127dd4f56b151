/**
 * From what was decided to what is in Kong, upstream by upstream: each is looked at when something is
 * to be written, told or tried again, and from time to time for foreign writes.
 */

import type { Policy } from '../decide/policy.ts';
import { TUNING } from '../decide/tuning.ts';
import type { Weights } from '../model/control.ts';
import { baselineOf } from '../model/layout.ts';
import {
  type ControllerOptions,
  type ControllerPorts,
  DEFAULT_CALL_TIMEOUT_MS,
  logEvents,
  type Running,
} from './running.ts';
import { save } from './save.ts';
import { placeKey } from './snapshot.ts';
import { type SteeredUpstream, UNSTEERED } from './state.ts';
import { steerUpstream } from './steer.ts';

/** How often Kong is read for foreign writes while nothing is to be written. */
const LOOK_EVERY_MS = 5_000;
/** Ticks may begin this much closer together than the decisions they carry out. */
const JITTER_MS = 500;

export async function steerAll(
  running: Running,
  options: ControllerOptions,
  { mode, nowMs, signal }: { mode: 'observe' | 'act'; nowMs: number; signal: AbortSignal },
): Promise<void> {
  const { ports, callTimeoutMs = DEFAULT_CALL_TIMEOUT_MS } = options;
  const { policy } = running;
  for (const { gateway, layout } of layoutsOf(policy)) {
    const baselines = baselineOf(layout);
    for (const { upstream } of layout.upstreams) {
      const { intervalMs } = layout.service.health;
      const spacingMs = TUNING.spacingIntervals * intervalMs - JITTER_MS;
      const place = { gateway, upstream, baseline: baselines[upstream] ?? {}, spacingMs };
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

async function steer(
  running: Running,
  options: {
    place: { gateway: string; upstream: string; baseline: Weights; spacingMs: number };
    ports: ControllerPorts;
    mode: 'observe' | 'act';
    nowMs: number;
    signal: AbortSignal;
    callTimeoutMs: number;
  },
): Promise<void> {
  const { ports, mode, nowMs, signal, callTimeoutMs } = options;
  const { gateway, upstream, baseline, spacingMs } = options.place;
  const kong = ports.kong[gateway];
  const desired = running.state.decide.desired[gateway]?.[upstream];
  if (kong === undefined || desired === undefined) return;
  const key = placeKey(gateway, upstream);
  const steered = running.state.steered[key] ?? UNSTEERED;
  const isDue = nowMs - (running.lookedAtMs.get(key) ?? -Infinity) >= LOOK_EVERY_MS;
  if (!isDue && !isWanted(steered, desired.weights)) return;
  // Decisions are spaced; a slow gateway would still get two batches close together (G6).
  const sinceBatchMs = nowMs - (running.wroteAtMs.get(key) ?? -Infinity);
  if (!desired.urgent && sinceBatchMs < spacingMs) return;
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
  if (outcome.writes > 0 && outcome.steered.failure === null)
    running.wroteAtMs.set(key, ports.clock.nowMs());
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
