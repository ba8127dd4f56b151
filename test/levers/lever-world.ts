/** A controller in virtual time on a store in memory, and people's operations on that store. */

import { createController } from '../../src/controller/controller.ts';
import type { EventKind } from '../../src/model/control.ts';
import type { Lever } from '../../src/model/override.ts';
import type { Logger } from '../../src/model/ports.ts';
import type { SafetyRules } from '../../src/model/strategy.ts';
import type { Actor, Role } from '../../src/operations/actor.ts';
import type { LeverRequest } from '../../src/operations/contract.ts';
import { createLeverOperations } from '../../src/operations/levers.ts';
import { OperationError } from '../../src/operations/operation-error.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { type FixtureOptions, strategyFixture } from '../support/strategy-fixture.ts';
import { createVirtualWorld } from '../support/virtual-world.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export const ANN: Actor = { name: 'ann', role: 'operator', via: 'cli' };

export function actor(role: Role, name = 'ann'): Actor {
  return { name, role, via: 'cli' };
}

export interface LeverWorldOptions extends FixtureOptions {
  readonly rps?: number;
  readonly safety?: SafetyRules;
}

export function leverWorld({ rps = 60, safety, ...options }: LeverWorldOptions = {}) {
  const strategy = {
    ...strategyFixture(options),
    ...(safety === undefined ? {} : { safety }),
  };
  const world = createVirtualWorld({ strategy, rps, seed: 5 });
  const store = createMemoryStore({ tickLimit: 20 });
  const { telemetry, clock, kong } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, clock, store, logger: SILENT };
  const controller = createController({ strategy, ports });
  let count = 0;
  const newId = () => `id-${(count += 1)}`;
  const levers = createLeverOperations({ strategy, store, history: store.history, clock, newId });
  const run = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      world.advance(1_000);
      await controller.tick();
    }
  };
  return {
    strategy,
    world,
    store,
    levers,
    run,
    audit: async () => (await store.history.readAudit({ limit: 100 })).map(({ entry }) => entry),
    kinds: async (): Promise<readonly EventKind[]> =>
      (await store.readEvents(10_000)).map(({ kind }) => kind),
    /** Of the weight in Kong. */
    shareOf: (region: string) => {
      const entries = Object.entries(world.weights());
      const sum = (some: typeof entries) => some.reduce((total, [, weight]) => total + weight, 0);
      return sum(entries.filter(([target]) => target.startsWith(region))) / sum(entries);
    },
  };
}

export function request(lever: Lever, changes: Partial<LeverRequest> = {}): LeverRequest {
  const usual = { services: null, reason: 'a test', forMs: 60_000, force: false };
  return { lever, ...usual, ...changes };
}

export function evacuate(region: string, overMs = 0): Lever {
  return { kind: 'evacuate', region, overMs };
}

/** Of an operation that has to fail. */
export async function failureOf(promise: Promise<unknown>): Promise<OperationError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof OperationError) return error;
  throw new Error(`not refused: ${String(error)}`);
}
