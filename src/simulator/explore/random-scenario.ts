/**
 * A random world with a random fault schedule, from a seed: any number of regions, services and
 * targets, any algorithm and failover mode, small enough that a run takes a fraction of a second.
 *
 * Invariants: the same seed gives the same scenario; the load fits into the first region while
 * nothing is wrong (so that peace is peace); all faults are over by the end of their span, except those
 * that are meant to last, so that what comes after can be judged.
 */

import { seededRandom } from '../../lib/random.ts';
import type { Scenario, StandardWorld } from '../contract.ts';
import { type Draw, drawFrom, rounded } from './draw.ts';
import { randomFaults } from './random-faults.ts';

/** Requests per second of all services together: what a second of computing can afford. */
const RATE = { min: 40, max: 160 };
/** Slower services than this have other clients than ours, with longer deadlines. */
const MAX_MEAN_MS = 150;

/** How much virtual time a seed gets. */
export interface Span {
  readonly warmUpMs: number;
  readonly durationMs: number;
  /** All faults are over by then, except those that are meant to last. */
  readonly faultsEndMs: number;
}

/** Long enough to see what comes after the faults. */
export const FULL: Span = { warmUpMs: 15_000, durationMs: 165_000, faultsEndMs: 60_000 };
/** For a test that is run with each change: faults and first reactions, half the time. */
export const SHORT: Span = { warmUpMs: 10_000, durationMs: 70_000, faultsEndMs: 40_000 };

/** Service times beyond this many means are rare in every distribution drawn. */
const P99_MEANS = 8;

export function randomScenario(seed: number, span: Span = FULL): Scenario {
  const draw = drawFrom(seededRandom(seed));
  const plain = randomWorld(draw);
  const wanted = randomTraffic(draw);
  const { servers, load } = randomServers(draw, { world: plain, load: wanted.level.load });
  const traffic = { ...wanted, level: { load } };
  const world = withObjective(plain, servers);
  const size = { regions: world.regions, targets: world.targetsPerRegion };
  return {
    name: `seed-${seed}`,
    title: `Random world ${seed}`,
    description: 'Made by `npm run simulate:seeds`.',
    warmUpMs: span.warmUpMs,
    durationMs: span.durationMs,
    world,
    traffic,
    servers,
    network: { localMs: rounded(draw.scale(0.1, 2)), wanMs: rounded(draw.scale(5, 150)) },
    kong: {
      nodes: draw.pick([[3, 1] as const, [1, 2] as const]),
      workers: draw.whole(1, 4),
      ownDelayMs: rounded(draw.scale(10, 100)),
      otherDelayMs: rounded(draw.scale(200, 2_200)),
      adminMs: rounded(draw.scale(5, 100)),
    },
    telemetry: {
      delayMs: rounded(draw.scale(50, 800)),
      lossRatio: draw.chance(0.2) ? rounded(draw.between(0, 0.05)) : 0,
      duplicateRatio: draw.chance(0.2) ? rounded(draw.between(0, 0.05)) : 0,
      hasUtilisation: draw.chance(0.2),
    },
    client: {
      deadlineMs: draw.pick([[1, 2_000] as const, [3, 5_000] as const]),
      retries: draw.pick([[4, 0] as const, [1, 1] as const]),
    },
    faults: randomFaults(draw, { ...size, endMs: span.faultsEndMs }),
  };
}

function randomWorld(draw: Draw): StandardWorld {
  const regions = draw.pick([[1, 1] as const, [6, 2] as const, [3, 3] as const, [1, 4] as const]);
  const targetsPerRegion = draw.pick([
    [1, 1] as const,
    [2, 2] as const,
    [4, 3] as const,
    [2, 5] as const,
    [1, 10] as const,
  ]);
  const services = draw.pick([[5, 1] as const, [2, 2] as const, [1, 3] as const]);
  const failback = {
    hold: '10s',
    steps: ['5%', '25%', '100%'],
    minDwell: '3s',
    minRequests: 15,
  };
  const strategy = {
    services: { '*': { ...randomService(draw), failback } },
  };
  return { regions, services, targetsPerRegion, strategy };
}

/** An objective that the servers can meet in peace, since Kong's time-outs follow from it. */
function withObjective(world: StandardWorld, { serviceTime }: Scenario['servers']): StandardWorld {
  const meanMs = 'meanMs' in serviceTime ? serviceTime.meanMs : 0;
  const p99 = `${Math.ceil(Math.max(300, P99_MEANS * meanMs))}ms`;
  const objective = { availability: '99.99%', window: '30d', latency: { p99 } };
  return { ...world, strategy: { ...world.strategy, objective } };
}

function randomService(draw: Draw) {
  const algorithm = draw.pick<unknown>([
    [5, 'round-robin'],
    [3, 'least-connections'],
    [1, { 'consistent-hashing': { hashOn: 'ip' } }],
  ]);
  const failover = {
    mode: draw.pick([
      [6, 'active-passive'],
      [2, 'active-active'],
      [1, 'isolate'],
    ]),
    standbyShare: draw.pick([
      [1, '0%'],
      [4, '1%'],
      [2, '5%'],
    ]),
    whenCapacityIsShort: draw.pick([
      [3, 'shed'],
      [1, 'overflow'],
    ]),
    approval: draw.pick([
      [15, 'auto'],
      [1, 'manual'],
    ]),
  };
  return { algorithm, failover };
}

function randomTraffic(draw: Draw) {
  return {
    level: { load: rounded(draw.between(0.15, 0.7)) },
    shape: draw.pick<Scenario['traffic']['shape']>([
      [4, { kind: 'poisson' }],
      [1, { kind: 'diurnal', periodMs: 120_000, swing: 0.15 }],
      [1, { kind: 'bursts', factor: 1.5, everyMs: 30_000, forMs: 4_000 }],
    ]),
    keys: 1_000,
  };
}

/** The service time follows from the rate, so that the load is what was drawn, or less. */
function randomServers(
  draw: Draw,
  { world, load }: { readonly world: StandardWorld; readonly load: number },
): { readonly servers: Scenario['servers']; readonly load: number } {
  const workers = draw.whole(2, 8);
  const rps = draw.scale(RATE.min, RATE.max) / world.services;
  const dueMs = (1_000 * load * workers * world.targetsPerRegion) / rps;
  const meanMs = rounded(Math.min(MAX_MEAN_MS, dueMs));
  const servers: Scenario['servers'] = {
    workers,
    queue: draw.whole(8, 60),
    serviceTime: draw.pick<Scenario['servers']['serviceTime']>([
      [4, { kind: 'lognormal', meanMs, sigma: 0.5 }],
      [1, { kind: 'exponential', meanMs }],
      [1, { kind: 'constant', meanMs }],
    ]),
    errorRatio: draw.pick([
      [3, 0],
      [2, 0.001],
      [1, 0.004],
    ]),
    errorTimeRatio: draw.pick([
      [1, 0.2],
      [1, 1],
    ]),
    sizes: [1],
    cold: draw.chance(0.15) ? { factor: 3, tauMs: 10_000 } : null,
  };
  return { servers, load: rounded(load * Math.min(1, MAX_MEAN_MS / dueMs)) };
}
