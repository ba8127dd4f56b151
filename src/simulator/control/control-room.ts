/**
 * Everything that is not in the request path: the databases of the Kong clusters, the controllers
 * with their common store, and what is wrong with their sight and their reach. Faults and the run
 * act on it.
 */

import { seededRandom } from '../../lib/random.ts';
import {
  type Lever,
  type Override,
  OVERRIDES_SETTING,
  readOverrides,
} from '../../model/override.ts';
import type { Clock, Store, StoreCommit } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { placesOf } from '../contestants/places.ts';
import { homeRegion } from '../contestants/world-spec.ts';
import type { RunInput } from '../contract.ts';
import type { World } from '../world/contract.ts';
import { ADMIN_WELL, type AdminState } from './admin-state.ts';
import {
  type ControllerProcess,
  startControllerProcess,
  type TickReport,
} from './controller-process.ts';
import {
  createKongDatabase,
  type KongDatabaseOptions,
  type KongDatabase,
} from './kong-database.ts';
import { OBSERVER_WELL, type ObserverState } from './observer-state.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { createVirtualKong } from './virtual-kong.ts';
import { createVirtualTelemetry } from './virtual-telemetry.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface ControlRoom {
  readonly databases: readonly KongDatabase[];
  observer: ObserverState;
  admin: AdminState;
  /** Starts one more controller on the common store. */
  startController(): ControllerProcess;
  /** The oldest that runs; `null` when none does. */
  firstController(): ControllerProcess | null;
  /** A person's word to whoever steers; the result takes it back. */
  pullLever(lever: Lever, forMs: number): () => void;
}

export interface ControlRoomOptions {
  readonly input: RunInput;
  readonly world: World;
  readonly time: VirtualTime;
  readonly onWrite: KongDatabaseOptions['onWrite'];
  readonly onEffect: (
    gateway: string,
    ...effect: Parameters<KongDatabaseOptions['onEffect']>
  ) => void;
  readonly onTick: (report: TickReport) => void;
  readonly onCommit: (commit: StoreCommit) => void;
  readonly onError: (error: string) => void;
}

/** Streams of chance of the control side are far from those of the requests' world. */
const SEED_OFFSET = 0x5eed_0000;

export function createControlRoom(options: ControlRoomOptions): ControlRoom {
  const { input, world, time, onWrite, onEffect } = options;
  const { kong } = input.scenario;
  const databases = world.spec.gateways.map((gateway) =>
    createKongDatabase({
      world,
      gateway,
      kong,
      onWrite,
      onEffect: (...effect) => onEffect(gateway.name, ...effect),
    }),
  );
  const processes: ControllerProcess[] = [];
  const shared = {
    databases,
    store: startedStore(input, time.nowMs()),
    clock: createVirtualClock(time),
    strategy: { ...input.strategy, mode: 'act' as const },
  };
  const room: ControlRoom = {
    databases,
    observer: OBSERVER_WELL,
    admin: ADMIN_WELL,
    firstController: () => processes.find(({ isRunning }) => isRunning) ?? null,
    pullLever: (lever, forMs) => leverPuller(shared)(lever, forMs),
    startController() {
      const process = startOne({ ...options, ...shared, room, number: processes.length + 1 });
      processes.push(process);
      return process;
    },
  };
  return room;
}

/** People's levers are in the store before the controller starts. */
function startedStore({ start }: RunInput, nowMs: number): Store {
  const store = createMemoryStore();
  const overrides = (start?.overrides ?? []).map((one) => ({
    ...one,
    atMs: nowMs + one.atMs,
    untilMs: nowMs + one.untilMs,
  }));
  if (overrides.length > 0) void store.writeSetting(OVERRIDES_SETTING, overrides);
  return store;
}

/** As `ballast evacuate` and its like do, by way of the store. */
function leverPuller({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const change = (next: (overrides: readonly Override[]) => readonly Override[]) => {
    void store.updateSetting(OVERRIDES_SETTING, (stored) => next(readOverrides(stored)));
  };
  return (lever: Lever, forMs: number) => {
    const atMs = clock.nowMs();
    const id = `lever-${atMs}`;
    const said = { by: 'a person', reason: 'the scenario says so', origin: 'person' } as const;
    const untilMs = atMs + forMs;
    const override = { id, lever, services: null, ...said, atMs, untilMs, isForced: false };
    change((overrides) => [...overrides, override]);
    return () => change((overrides) => overrides.filter((one) => one.id !== id));
  };
}

interface Start extends ControlRoomOptions {
  readonly databases: readonly KongDatabase[];
  readonly store: Store;
  readonly clock: Clock;
  readonly strategy: Strategy;
  readonly room: ControlRoom;
  /** From 1. */
  readonly number: number;
}

function startOne(start: Start): ControllerProcess {
  const { input, world, time, databases, strategy, room, number } = start;
  const { kong, telemetry: link } = input.scenario;
  const name = `ballast-${number}`;
  const random = seededRandom(SEED_OFFSET + input.seed * 100 + number);
  const observer = () => room.observer;
  const admin = () => room.admin;
  const region = homeRegion(strategy);
  const { services } = strategy;
  const places = strategy.gateways.map((gateway) =>
    placesOf(input.contestant, { strategy, gateway }),
  );
  const sight = { world, services, databases, places, kong, link, region, observer, admin, random };
  const admins = databases.map((database) => {
    const reach = { time, world, database, kong, state: admin, random, writer: name };
    return [database.gateway.name, createVirtualKong(reach)] as const;
  });
  return startControllerProcess({
    ...start,
    name,
    kong: Object.fromEntries(admins),
    telemetry: createVirtualTelemetry(sight),
  });
}
