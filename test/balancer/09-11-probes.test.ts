/** Active probes in virtual time: how often, and how soon a fault and its end are seen. */

import { describe, expect, test } from 'vitest';

import type { UpstreamModel } from '../../src/balancer/contract.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { Behaviour } from './probe-world.ts';
import { createProbeWorld } from './probe-world.ts';
import { createModel, healthchecks, readRecording, targetName } from './support.ts';

interface Times {
  min: number;
  max: number;
  mean: number;
}

const TRIALS = 200;

function isUnhealthy(model: UpstreamModel): boolean {
  return model.targetHealth()[0]?.health === 'UNHEALTHY';
}

/**
 * How far the mean and the maximum are from the recorded ones, in intervals. Recordings are of 20
 * trials, polled every 40–60 ms on a busy machine: a quarter of an interval is near.
 */
function missRatio(actual: readonly number[], recorded: Times, intervalMs: number): number {
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  const overMs = Math.max(...actual) - recorded.max;
  return Math.max(Math.abs(mean - recorded.mean), overMs) / intervalMs;
}

interface Detection {
  rows: {
    interval_s: number;
    fault: string;
    detection_ms: Times;
    recovery_ms: Times;
  }[];
}

const FAULTS: Record<string, Behaviour> = {
  'connection refused': 'refuses',
  'blackhole (connection accepted, no answer)': 'silent',
  'answers 500': 'answers 500',
};

describe('a fault begun at any moment is seen, and its end too, when Kong saw them', () => {
  test.each(readRecording<Detection>('10-detection.json').rows)('$fault, $interval_s s', (row) => {
    const intervalMs = row.interval_s * 1000;
    const random = seededRandom(10);
    const detection: number[] = [];
    const recovery: number[] = [];
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const model = createModel({
        weights: [100],
        healthchecks: healthchecks({ interval: row.interval_s }),
      });
      const world = createProbeWorld(model);
      const faultMs = intervalMs * (2 + random());
      world.run(faultMs);
      world.behaviours.set(1, FAULTS[row.fault] ?? 'well');
      const seenMs = world.run(60_000, () => isUnhealthy(model)) ?? Infinity;
      detection.push(seenMs - faultMs);
      const healedMs = seenMs + intervalMs * (2 + random());
      world.run(healedMs);
      world.behaviours.clear();
      recovery.push((world.run(120_000, () => !isUnhealthy(model)) ?? Infinity) - healedMs);
    }
    expect(missRatio(detection, row.detection_ms, intervalMs)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...detection)).toBeLessThanOrEqual(row.detection_ms.min + intervalMs / 4);
    // Probes of a black hole that were sent before it healed still time out.
    expect(missRatio(recovery, row.recovery_ms, intervalMs)).toBeLessThanOrEqual(0.25);
  });
});

interface Undone {
  rows: { interval_s: number; successes: number; ms: Times }[];
}

describe('a mark of unhealthy on a well target is undone by the probes', () => {
  test.each(readRecording<Undone>('09-put-unhealthy-undone.json').rows)(
    'interval $interval_s s, successes $successes',
    ({ interval_s: interval, successes, ms }) => {
      const random = seededRandom(9);
      const times = Array.from({ length: TRIALS }, () => {
        const checks = healthchecks({ interval, successes });
        const model = createModel({ weights: [100], healthchecks: checks });
        const world = createProbeWorld(model);
        const markedMs = interval * 1000 * (2 + random());
        world.run(markedMs);
        model.setHealth(targetName(1), false);
        return (world.run(60_000, () => !isUnhealthy(model)) ?? Infinity) - markedMs;
      });
      expect(missRatio(times, ms, interval * 1000)).toBeLessThanOrEqual(0.25);
    },
  );
});

interface Probes {
  rows: { case: string; probes: number; seconds: number }[];
}

const CASES: Record<string, { interval: number; target: number }> = {
  'weight-0 target in an upstream with interval 1 s (its sibling has weight 100)': {
    interval: 1,
    target: 2,
  },
  'its sibling, weight 100': { interval: 1, target: 1 },
  'interval 1 s': { interval: 1, target: 1 },
  'interval 5 s': { interval: 5, target: 1 },
  'interval 0.5 s': { interval: 0.5, target: 1 },
};

describe('probes in a minute', () => {
  const rows = readRecording<Probes>('11-probes.json').rows.filter((row) => row.case in CASES);
  test.each(rows)('$case', ({ case: name, probes, seconds }) => {
    const { interval, target } = CASES[name] ?? { interval: 0, target: 0 };
    const model = createModel({ weights: [100, 0], healthchecks: healthchecks({ interval }) });
    const world = createProbeWorld(model);
    world.run(seconds * 1000);
    const count = world.probes.filter((probe) => probe.target === target).length;
    expect(Math.abs(count - probes)).toBeLessThanOrEqual(probes === 0 ? 0 : 1);
  });
});

describe('writes restart the probe clock', () => {
  const checked = healthchecks({ interval: 5 });

  test.each([
    { everyMs: 4000, probes: 0 },
    { everyMs: 5000, probes: 0 },
    { everyMs: 6000, probes: 19 },
  ])('a write every $everyMs ms leaves $probes probes in 120 s at 5 s', ({ everyMs, probes }) => {
    const model = createModel({ weights: [100], healthchecks: checked });
    const world = createProbeWorld(model);
    for (let atMs = everyMs; atMs <= 120_000; atMs += everyMs) {
      world.run(atMs - 1);
      model.rebuild({ targets: [{ target: targetName(1), weight: atMs / 1000 }], nowMs: atMs });
    }
    expect(world.probes.length).toBeGreaterThanOrEqual(probes);
    expect(world.probes.length).toBeLessThanOrEqual(probes + 1);
  });

  test('a change of DNS alone does not', () => {
    const model = createModel({ weights: [100], healthchecks: checked });
    const world = createProbeWorld(model);
    for (let atMs = 1000; atMs <= 20_000; atMs += 1000) {
      world.run(atMs);
      model.rebuild({ resolution: { addresses: {} }, nowMs: atMs });
    }
    expect(world.probes.length).toBe(3);
  });
});

test('no more probes run at a time than the concurrency, and none is lost', () => {
  const model = createModel({
    weights: Array.from({ length: 25 }, () => 100),
    healthchecks: healthchecks({ interval: 5, concurrency: 10 }),
  });
  const world = createProbeWorld(model);
  for (let target = 1; target <= 25; target += 1) world.behaviours.set(target, 'silent');
  world.run(9000);
  const running = world.probes.map(({ atMs }) => {
    return world.probes.filter((other) => other.atMs <= atMs && atMs < other.atMs + 1000).length;
  });
  expect(Math.max(...running)).toBe(10);
  expect(new Set(world.probes.map(({ target }) => target)).size).toBe(25);
});

test('while a round of probes still hangs, the next is left out', () => {
  const checks = healthchecks({ interval: 1, activeLimit: 100 });
  const slow = { ...checks, active: { ...checks.active, timeout: 2.5 } };
  const model = createModel({ weights: [100], healthchecks: slow });
  const world = createProbeWorld(model);
  world.behaviours.set(1, 'silent');
  world.run(30_000);
  const gaps = world.probes
    .slice(1)
    .map(({ atMs }, index) => atMs - (world.probes[index]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2500);
});
