/**
 * What faults act on, with who does what to whom kept apart by fault, so that each can be taken
 * back without touching the others.
 */

import type { ControlRoom } from '../control/control-room.ts';
import { ADMIN_WELL, type AdminState } from '../control/admin-state.ts';
import { OBSERVER_WELL, type ObserverState } from '../control/observer-state.ts';
import type { Scenario } from '../contract.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { ServerState, World } from '../world/contract.ts';
import { changesBetween, combineEffects, type ServerEffect } from './server-effects.ts';

/** A fault that is on: the key under which its effects are known. */
export type FaultKey = symbol;

export interface Stage {
  readonly world: World;
  readonly strategy: Strategy;
  readonly room: ControlRoom;
  /** Replaces what this fault does to a server; `null` takes it back. */
  setEffect(key: FaultKey, server: string, effect: ServerEffect | null): void;
  setObserver(key: FaultKey, change: Partial<ObserverState> | null): void;
  setAdmin(key: FaultKey, change: Partial<AdminState> | null): void;
  setTraffic(key: FaultKey, factor: number | null): void;
  /** Runs later; used for what alternates. */
  after(durationMs: number, run: () => void): void;
}

export interface StageOptions {
  readonly world: World;
  readonly strategy: Strategy;
  readonly room: ControlRoom;
  readonly servers: Scenario['servers'];
}

export function createStage({ world, strategy, room, servers }: StageOptions): Stage {
  const effects = new Map<string, Map<FaultKey, ServerEffect>>();
  const states = new Map<string, ServerState>();
  /** Cold starts, which decay by themselves. */
  const starts = new Map<string, NonNullable<ServerState['cold']>>();
  const observer = new Map<FaultKey, Partial<ObserverState>>();
  const admin = new Map<FaultKey, Partial<AdminState>>();
  const traffic = new Map<FaultKey, number>();

  const applyServer = (server: string) => {
    const before = states.get(server) ?? world.serverState(server);
    const combined = combineEffects(effects.get(server)?.values() ?? []);
    // Who was away starts anew: cold, when that is how the servers of this scenario start.
    if (before.reachability !== 'up' && combined.reachability === 'up' && servers.cold !== null) {
      starts.set(server, { ...servers.cold });
    }
    if (combined.cold !== null) starts.delete(server);
    const after = { ...combined, cold: combined.cold ?? starts.get(server) ?? null };
    states.set(server, after);
    world.setServer(server, changesBetween(before, after));
  };
  return {
    world,
    strategy,
    room,
    setEffect(key, server, effect) {
      const own = effects.get(server) ?? new Map<FaultKey, ServerEffect>();
      effects.set(server, own);
      put(own, key, effect);
      applyServer(server);
    },
    setObserver(key, change) {
      put(observer, key, change);
      room.observer = [...observer.values()].reduce<ObserverState>(worseObserver, OBSERVER_WELL);
    },
    setAdmin(key, change) {
      put(admin, key, change);
      room.admin = [...admin.values()].reduce<AdminState>(worseAdmin, ADMIN_WELL);
    },
    setTraffic(key, factor) {
      put(traffic, key, factor);
      world.setRateFactor([...traffic.values()].reduce((product, one) => product * one, 1));
    },
    after: (durationMs, run) => world.schedule(world.nowMs + durationMs, run),
  };
}

function put<T>(map: Map<FaultKey, T>, key: FaultKey, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function worseObserver(state: ObserverState, change: Partial<ObserverState>): ObserverState {
  return {
    isLost: state.isLost || (change.isLost ?? false),
    extraDelayMs: state.extraDelayMs + (change.extraDelayMs ?? 0),
    blindTo: new Set([...state.blindTo, ...(change.blindTo ?? [])]),
  };
}

function worseAdmin(state: AdminState, change: Partial<AdminState>): AdminState {
  const callMs = Math.max(state.callMs ?? 0, change.callMs ?? 0);
  return {
    isDown: state.isDown || (change.isDown ?? false),
    callMs: callMs === 0 ? null : callMs,
    failRatio: 1 - (1 - state.failRatio) * (1 - (change.failRatio ?? 0)),
  };
}
