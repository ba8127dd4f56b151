/** The shape of a failover story (`*.yaml` beside this file), and how one is played. */

import { createController } from '../../src/controller/controller.ts';
import type { ControlEvent } from '../../src/model/control.ts';
import type { Logger } from '../../src/model/ports.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { type FixtureOptions, strategyFixture } from '../support/strategy-fixture.ts';
import type { Fault, Observer } from '../support/virtual-targets.ts';
import { createVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

interface Phase {
  readonly note?: string;
  readonly seconds: number;
  /** By region or target; what is not named is well. */
  readonly faults?: Readonly<Record<string, Fault>>;
  /** The faults come and go with this period, beginning with bad. */
  readonly flapSeconds?: number;
  readonly observer?: Observer;
  readonly rps?: number;
  /** Weights that somebody else writes at the beginning. */
  readonly overwrite?: Readonly<Record<string, number>>;
  readonly expect?: Expectation;
}

export interface Expectation {
  /** Kinds that must be told in the phase, in this order (others may come between). */
  readonly events?: readonly string[];
  readonly noEvents?: readonly string[];
  /** Seconds into the phase by which a kind must have been told. */
  readonly within?: Readonly<Record<string, number>>;
  /** Share of the requests of the last 3 s of the phase, in percent: [at least, at most]. */
  readonly sharePercent?: Readonly<Record<string, readonly [number, number]>>;
  /** Failed requests in the phase, at most. */
  readonly failedAtMost?: number;
  readonly writesAtMost?: number;
  /** Weight of a target at the end of the phase. */
  readonly weights?: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  readonly strategy?: FixtureOptions;
  readonly rps: number;
  readonly background?: number;
  readonly seeds?: number;
  readonly phases: readonly Phase[];
}

export interface PhaseResult {
  readonly events: readonly ControlEvent[];
  readonly beganMs: number;
  readonly failed: number;
  readonly writes: number;
  readonly sharePercent: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
}

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export async function playScenario(
  scenario: Scenario,
  seed: number,
): Promise<readonly PhaseResult[]> {
  const strategy = strategyFixture(scenario.strategy);
  const { rps, background = 0 } = scenario;
  const world = createVirtualWorld({ strategy, rps, seed, background });
  const store = createMemoryStore();
  const { telemetry, clock, kong } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, store, clock, logger: SILENT };
  const controller = createController({ strategy, ports });
  const results: PhaseResult[] = [];
  for (const phase of scenario.phases) {
    results.push(await playPhase(phase, { world, controller, store }));
  }
  return results;
}

async function playPhase(
  phase: Phase,
  options: {
    world: VirtualWorld;
    controller: ReturnType<typeof createController>;
    store: ReturnType<typeof createMemoryStore>;
  },
): Promise<PhaseResult> {
  const { world, controller, store } = options;
  const beganMs = world.nowMs();
  const writesBefore = world.writes.length;
  const { flapSeconds } = phase;
  world.setFaults(phase.faults ?? {});
  world.setObserver(phase.observer ?? 'sees');
  if (phase.rps !== undefined) world.setRate(phase.rps);
  for (const [target, weight] of Object.entries(phase.overwrite ?? {})) {
    world.overwrite(target, weight);
  }
  for (let second = 0; second < phase.seconds; second += 1) {
    if (flapSeconds !== undefined && second % flapSeconds === 0) {
      world.setFaults((second / flapSeconds) % 2 === 0 ? (phase.faults ?? {}) : {});
    }
    world.advance(1_000);
    await controller.tick();
  }
  const seconds = world.seconds.filter(({ atMs }) => atMs >= beganMs);
  const events = await store.readEvents(10_000);
  return {
    events: events.filter(({ atMs }) => atMs > beganMs),
    beganMs,
    failed: seconds.reduce((sum, { failed }) => sum + failed, 0),
    writes: world.writes.length - writesBefore,
    sharePercent: sharesOf(seconds.slice(-3).map(({ servedByRegion }) => servedByRegion)),
    weights: world.weights(),
  };
}

function sharesOf(seconds: readonly Readonly<Record<string, number>>[]) {
  const counts: Record<string, number> = {};
  let total = 0;
  for (const [region, count] of seconds.flatMap((one) => Object.entries(one))) {
    counts[region] = (counts[region] ?? 0) + count;
    total += count;
  }
  return Object.fromEntries(
    Object.entries(counts).map(([region, count]) => [region, (100 * count) / total]),
  );
}
