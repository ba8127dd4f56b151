/**
 * Everything that is not in the request path: the databases of the Kong clusters, the controllers
 * with their common store, and what is wrong with their sight and their reach. Faults and the run
 * act on it.
 */

import { seededRandom } from '../../lib/random.ts';
import type { StoreCommit } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
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
  const store = createMemoryStore();
  const clock = createVirtualClock(time);
  const strategy: Strategy = { ...input.strategy, mode: 'act' };
  const running: ControllerProcess[] = [];
  let started = 0;
  const room: ControlRoom = {
    databases,
    observer: OBSERVER_WELL,
    admin: ADMIN_WELL,
    firstController: () => running[0] ?? null,
    startController() {
      started += 1;
      const name = `ballast-${started}`;
      const random = seededRandom(SEED_OFFSET + input.seed * 100 + started);
      const telemetry = createVirtualTelemetry({
        world,
        services: strategy.services,
        databases,
        kong,
        link: input.scenario.telemetry,
        region: homeRegion(strategy),
        observer: () => room.observer,
        admin: () => room.admin,
        random,
      });
      const state = () => room.admin;
      const admins = databases.map((database) => {
        const admin = { time, world, database, kong, state, random, writer: name };
        return [database.gateway.name, createVirtualKong(admin)] as const;
      });
      const process = startControllerProcess({
        ...options,
        name,
        strategy,
        clock,
        store,
        kong: Object.fromEntries(admins),
        telemetry,
      });
      const forget = () => {
        const index = running.findIndex((one) => one.name === name);
        if (index >= 0) running.splice(index, 1);
      };
      const tracked: ControllerProcess = {
        name,
        stop: () => {
          forget();
          process.stop();
        },
        kill: () => {
          forget();
          process.kill();
        },
      };
      running.push(tracked);
      return tracked;
    },
  };
  return room;
}
