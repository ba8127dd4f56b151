/** The simulated gateway against what was recorded on Kong 3.9.3. */

import { describe, expect, test } from 'vitest';

import type { KongAlgorithm } from '../../src/model/kong.ts';
import type { Place, WorldSpec } from '../../src/simulator/world/contract.ts';
import { createWorld } from '../../src/simulator/world/create-world.ts';
import { healthchecks, readRecording, targetName, upstreamSettings } from '../balancer/support.ts';
import { GATEWAY, simpleWorld, UPSTREAM, type SimpleWorld } from './simple-world.ts';

/** Answers so quick that requests hardly ever meet. */
const SEQUENTIAL = {
  ratePerSecond: 1_000,
  serviceTime: { kind: 'constant', meanMs: 1e-6 },
} as const;
/** Some 32 in flight. */
const CONCURRENT = {
  ratePerSecond: 3_200,
  serviceTime: { kind: 'exponential', meanMs: 10 },
} as const;

interface ShareCase {
  readonly algorithm: KongAlgorithm;
  readonly weights: readonly number[];
  readonly sequential: { readonly counts: readonly number[] };
  readonly concurrent_32: { readonly counts: readonly number[] };
}

const shareCases = readRecording<{ cases: ShareCase[] }>('01-distribution.json').cases.map(
  (row) => {
    return { ...row, name: `${row.algorithm} ${row.weights.join(':')}` };
  },
);

/** Share of each target in what was answered. */
function shares({ weights, algorithm }: ShareCase, traffic: Partial<SimpleWorld>): number[] {
  const world = createWorld(
    simpleWorld({
      ...SEQUENTIAL,
      targets: weights.length,
      weights,
      settings: { algorithm, hash_on: algorithm === 'consistent-hashing' ? 'header' : 'none' },
      server: { workers: 1_000 },
      keys: 20_000,
      ...traffic,
    }),
  );
  const reader = world.createTallyReader();
  world.run(30_000);
  const counts = reader.read().targets.map(({ outcomes }) => outcomes.ok);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function recordedShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function largestGap(found: readonly number[], recorded: readonly number[]): number {
  return Math.max(...found.map((share, index) => Math.abs(share - (recorded[index] ?? 0))));
}

describe('shares, one request at a time', () => {
  const rows = shareCases.filter(({ algorithm }) => algorithm !== 'latency');
  // Consistent hashing: the same ring, but other keys, so their sampling error.
  const tolerance = {
    'round-robin': 0.001,
    'least-connections': 0.001,
    'consistent-hashing': 0.012,
  };
  test.each(rows)('$name', (row) => {
    const found = shares(row, SEQUENTIAL);
    const recorded = recordedShares(row.sequential.counts);
    // Which of equal targets least-connections leaves out depends on the order it knows them in.
    const sort = row.algorithm === 'least-connections' ? sorted : kept;
    const limit = tolerance[row.algorithm as keyof typeof tolerance];
    expect(largestGap(sort(found), sort(recorded))).toBeLessThan(limit);
  });
});

describe('shares with about 32 requests in flight', () => {
  const rows = shareCases.filter(({ algorithm }) => {
    return algorithm === 'round-robin' || algorithm === 'least-connections';
  });
  // How many are in flight at a moment decides the shares of least-connections: five points.
  const tolerance = { 'round-robin': 0.001, 'least-connections': 0.05 };
  test.each(rows)('$name', (row) => {
    const found = shares(row, { ...CONCURRENT, workers: 2 });
    const limit = tolerance[row.algorithm as keyof typeof tolerance];
    const recorded = recordedShares(row.concurrent_32.counts);
    expect(largestGap(found, recorded)).toBeLessThan(limit);
  });
});

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function kept(values: readonly number[]): number[] {
  return [...values];
}

interface ShedRow {
  readonly algorithm: KongAlgorithm;
  readonly shed_weight: number;
  readonly concurrency_1: Readonly<Record<string, number>>;
}

describe('a shed target takes exactly its weight under round-robin', () => {
  const { rows } = readRecording<{ rows: ShedRow[] }>('21-shed-target.json');
  const cases = rows.filter(({ algorithm }) => algorithm === 'round-robin');
  test.each(cases)('$shed_weight beside 60', ({ shed_weight: weight, concurrency_1: recorded }) => {
    const spec = simpleWorld({ ...SEQUENTIAL, targets: 3, weights: [20, 20, 20] });
    const world = createWorld(withShedTarget(spec, weight));
    const reader = world.createTallyReader();
    world.run(20_000);
    const [service] = reader.read().services;
    const { total = 0, failed = 0, shed = 0 } = service ?? {};
    const { 503: refused = 0, 200: good = 0 } = recorded;
    expect(shed / total).toBeCloseTo(refused / (refused + good), 3);
    expect(failed).toBe(shed);
  });
});

function withShedTarget(spec: WorldSpec, weight: number): WorldSpec {
  const shed = '127.0.0.2:8000';
  const resolve = (target: string): Place => {
    return target === shed ? { kind: 'shed' } : { kind: 'server', server: target };
  };
  const gateways = spec.gateways.map((gateway) => ({
    ...gateway,
    upstreams: gateway.upstreams.map((upstream) => {
      const targets = [...upstream.targets, { target: shed, weight }];
      return { ...upstream, targets, resolve };
    }),
  }));
  return { ...spec, gateways };
}

interface LayoutRow {
  readonly layout: string;
  readonly first_region_share: number;
}

test('two levels give each region its exact share, as recorded', () => {
  const { rows } = readRecording<{ rows: LayoutRow[] }>('22-two-level.json');
  const recorded = rows.filter(({ layout }) => layout === 'two-level');
  const world = createWorld(twoLevels());
  const reader = world.createTallyReader();
  world.run(30_000);
  const { targets, services } = reader.read();
  const count = (wanted: string) => {
    return targets
      .filter(({ target, upstream }) => target.startsWith(wanted) || upstream === wanted)
      .reduce((sum, { outcomes }) => sum + outcomes.ok, 0);
  };
  const share = count('127.0.0.11') / count(UPSTREAM);
  for (const row of recorded) expect(share).toBeCloseTo(row.first_region_share, 2);
  // Each request is told once by the outer service and once by an inner one.
  const totals = Object.fromEntries(services.map(({ service, total }) => [service, total]));
  expect((totals['west'] ?? 0) + (totals['north'] ?? 0)).toBe(totals['service']);
  expect(count('west')).toBe(totals['west']);
});

/** Outer round-robin 75:25 over two inner least-connections upstreams of three targets. */
function twoLevels(): WorldSpec {
  const spec = simpleWorld({ ...SEQUENTIAL, targets: 6, workers: 2 });
  const [gateway] = spec.gateways;
  const [outer] = gateway?.services ?? [];
  if (gateway === undefined || outer === undefined) throw new Error('a gateway with a service');
  const inner = (upstream: string, numbers: readonly number[]) => ({
    settings: upstreamSettings({ name: upstream, algorithm: 'least-connections' }),
    targets: numbers.map((number) => ({ target: targetName(number), weight: 100 })),
    resolve: (target: string): Place => ({ kind: 'server', server: target }),
  });
  const regions: Record<string, string> = { '127.0.0.11:8000': 'west', '127.0.0.12:8000': 'north' };
  return {
    ...spec,
    gateways: [
      {
        ...gateway,
        services: [
          outer,
          { ...outer, name: 'west', upstream: 'west' },
          { ...outer, name: 'north', upstream: 'north' },
        ],
        upstreams: [
          {
            settings: upstreamSettings({ name: UPSTREAM }),
            targets: [
              { target: '127.0.0.11:8000', weight: 75 },
              { target: '127.0.0.12:8000', weight: 25 },
            ],
            resolve: (target) => ({ kind: 'service', service: regions[target] ?? '' }),
          },
          inner('west', [1, 2, 3]),
          inner('north', [4, 5, 6]),
        ],
      },
    ],
  };
}

interface DetectionRow {
  readonly interval_s: number;
  readonly fault: string;
  readonly detection_ms: { readonly p50: number; readonly max: number };
  readonly recovery_ms: { readonly p50: number; readonly max: number };
}

describe('active checks find a fault and its end in the recorded time', () => {
  const { rows } = readRecording<{ rows: DetectionRow[] }>('10-detection.json');
  const faults = {
    'connection refused': { reachability: 'refuse' },
    'answers 500': { health: 'down' },
    'blackhole (connection accepted, no answer)': { reachability: 'black-hole' },
  } as const;
  const cases = rows.flatMap((row) => {
    const change = Object.entries(faults).find(([name]) => name === row.fault)?.[1];
    return change === undefined ? [] : [{ ...row, change }];
  });
  test.each(cases)('$fault, each $interval_s s', ({ interval_s: interval, change, ...row }) => {
    const checks = healthchecks({ interval });
    const spec = simpleWorld({ ...SEQUENTIAL, targets: 1, settings: { healthchecks: checks } });
    const world = createWorld({ ...spec, sources: [] });
    const isUp = () => {
      const model = world.model({ gateway: GATEWAY, node: 0, upstream: UPSTREAM });
      return model.targetHealth().every(({ health }) => health === 'HEALTHY');
    };
    const timeUntil = (wanted: boolean) => {
      const startMs = world.nowMs;
      while (isUp() !== wanted) world.run(world.nowMs + 5);
      return world.nowMs - startMs;
    };
    const detection: number[] = [];
    const recovery: number[] = [];
    for (let number = 0; number < 60; number += 1) {
      // Any moment of the interval.
      world.run(world.nowMs + interval * 1_000 * (1 + ((number * 0.618) % 1)));
      world.setServer(targetName(1), change);
      detection.push(timeUntil(false));
      world.run(world.nowMs + interval * 1_000 * (1 + ((number * 0.382) % 1)));
      world.setServer(targetName(1), { reachability: 'up', health: 'truth' });
      recovery.push(timeUntil(true));
    }
    const { detection_ms: detected, recovery_ms: recovered } = row;
    // Three standard errors of a median of twenty uniform times, and polling took up to 60 ms.
    const slackMs = (3 * 500 * interval) / Math.sqrt(20) + 60;
    expect(Math.abs(median(detection) - detected.p50)).toBeLessThan(slackMs);
    expect(Math.abs(median(recovery) - recovered.p50)).toBeLessThan(slackMs);
    expect(Math.max(...detection)).toBeGreaterThan(detected.max - slackMs);
    expect(Math.max(...detection)).toBeLessThan(detected.max + slackMs);
  });
});

function median(values: readonly number[]): number {
  return sorted(values)[Math.floor(values.length / 2)] ?? NaN;
}
