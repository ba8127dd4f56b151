import { expect, test } from 'vitest';
import { emptyHistogram } from '../../lib/histogram.ts';
import type { RunResult, SecondPoint } from '../contract.ts';
import { calibrationScenario, movedTimeOf, outageMsOf } from './calibrate.ts';
import { FAULT_KINDS } from './phase-times.ts';

/** 100 requests a second, 80 of them to the primary region; these fail from second 10 on. */
function resultWith(failed: readonly number[]): RunResult {
  const seconds = Array.from({ length: 60 }, (_, index): SecondPoint => {
    const second = index - 10;
    return {
      second,
      sent: 100,
      failed: failed[second - 10] ?? 0,
      shed: 0,
      p50Ms: 1,
      p99Ms: 1,
      served: { east: 80, west: 20 },
      utilisation: {},
    };
  });
  return {
    scenario: 'x',
    contestant: 'ballast',
    seed: 1,
    sent: 0,
    failed: 0,
    shed: 0,
    badSeconds: 0,
    cleanAfterMs: null,
    p50Ms: null,
    p99Ms: null,
    p999Ms: null,
    meanMs: null,
    latency: emptyHistogram(),
    writes: 0,
    servedByRegion: {},
    servedByTarget: {},
    ejections: 0,
    regionMoves: 0,
    seconds,
    weights: [],
    decisions: [],
    findings: [],
    engine: { events: 0, tookMs: 0 },
  };
}

const PRIMARY = { primary: 'east', targets: 4 };

test('lost requests become the time that traffic kept going there', () => {
  const results = [resultWith([80, 40]), resultWith([80, 80])];
  expect(outageMsOf(resultWith([80, 40]))).toBeCloseTo(1_200, 6);
  const region = { ...PRIMARY, scope: 'region', failingRatio: 1 } as const;
  const moved = movedTimeOf(results, region);
  expect([moved.lowMs, moved.highMs].map(Math.round)).toEqual([1_500, 2_000]);
});

test('a part that fails, or a part of the region, makes the same loss a longer time', () => {
  const results = [resultWith([8])];
  const half = movedTimeOf(results, { ...PRIMARY, scope: 'region', failingRatio: 0.5 });
  const target = movedTimeOf(results, { ...PRIMARY, scope: 'target', failingRatio: 1 });
  expect(Math.round(half.lowMs)).toBe(200);
  expect(Math.round(target.lowMs)).toBe(400);
});

test('every fault of the forecast can be put on the simulator', () => {
  for (const scope of ['region', 'target'] as const) {
    for (const kind of FAULT_KINDS) {
      const { faults } = calibrationScenario({ scope, kind, failingRatio: 0.05, rps: 33.3 });
      expect(faults.every(({ atMs, forMs }) => atMs === 10_000 && forMs === null)).toBe(true);
      expect(faults.length).toBe(kind === 'errors' ? 2 : 1);
    }
  }
});
