import { expect, test } from 'vitest';
import type { RequestRecord } from './client.ts';
import { isBad, secondsOf, summarize } from './statistics.ts';

/** 10 s of warm-up, 10 s of fault, 10 s after. */
const times = { faultMs: 10_000, healMs: 20_000, endMs: 30_000 };

type Make = (second: number, index: number) => Partial<RequestRecord>;

/** 100 requests a second; `make` says what differs in which second (0 = first of the fault). */
function records(make: Make = () => ({})): RequestRecord[] {
  return Array.from({ length: 3_000 }, (_, number) => {
    const intendedMs = number * 10;
    return {
      intendedMs,
      service: 'productAPI',
      ok: true,
      latencyMs: 10 + (number % 100) / 10,
      status: 200,
      region: 'eu-west',
      target: 'productAPI-1',
      ...make(Math.floor(intendedMs / 1_000) - 10, number % 100),
    };
  });
}

function summary(make?: Make) {
  return summarize({ records: records(make), times, primaryRegion: 'eu-west', writes: 4 });
}

/** Seconds in which 2 of 100 fail. */
function failingIn(...seconds: number[]): Make {
  return (second, index) => (seconds.includes(second) && index < 2 ? { ok: false } : {});
}

test('a steady run is clean from the start, back at once', () => {
  expect(summary()).toMatchObject({
    sent: 3_000,
    failed: 0,
    failedPercent: 0,
    badSeconds: 0,
    cleanAfterMs: 0,
    backAfterMs: 0,
    p50Ms: 14.9,
    p99Ms: 19.8,
    writes: 4,
    servedByRegion: { 'eu-west': 3_000 },
    warmUp: { sent: 1_000, primaryShare: 1 },
  });
});

test.each<[claim: string, seconds: number[], cleanAfterMs: number | null, badSeconds: number]>([
  ['is clean after the first second', [0], 1_000, 1],
  ['counts from the last bad second, not the first clean one', [0, 4], 5_000, 2],
  ['is clean as late as the last second of the fault', [8], 9_000, 1],
  ['is never clean when bad until the heal', [0, 9], null, 2],
  ['is never clean when bad until the heal and a bit', [9, 10], null, 2],
  ['is clean after the return when that made a second bad', [0, 15], 16_000, 2],
  ['is never clean when bad at the end of the run', [19], null, 1],
  ['does not count the warm-up', [-3], 0, 0],
])('a run %s', (_claim, seconds, cleanAfterMs, badSeconds) => {
  expect(summary(failingIn(...seconds))).toMatchObject({ cleanAfterMs, badSeconds });
});

test.each([
  [100, 1, false],
  [100, 2, true],
  [1_000, 10, false],
  [1_000, 11, true],
  [0, 0, false],
  [1, 1, true],
])('of %i sent in a second, %i failed: bad = %s', (sent, failed, bad) => {
  expect(isBad({ sent, failed })).toBe(bad);
});

test('failedPercent is of the fault window, failed of the whole run', () => {
  const result = summary(failingIn(-1, 0, 15));
  expect(result.failed).toBe(6);
  expect(result.failedPercent).toBe(0.2); // 2 of 1,000
  expect(result.faultWindow).toEqual({ sent: 1_000, failed: 2 });
  expect(result.badSecondsAfterHeal).toBe(1);
});

test('quantiles are of the answered requests of the fault window', () => {
  const result = summary((second, index) => {
    if (second < 0) return { latencyMs: 5 };
    return second < 10 ? { latencyMs: index < 49 ? 100 : 200, ok: index !== 99 } : {};
  });
  expect(result.p50Ms).toBe(200);
  expect(result.warmUp.p99Ms).toBe(5);
  expect(result.p99Windows.map(({ fromMs, p99Ms }) => [fromMs, p99Ms])).toEqual([
    [0, 200],
    [5_000, 200],
    [10_000, 19.8],
    [15_000, 19.8],
  ]);
});

test('no answer at all: no quantile, never clean, never back', () => {
  const result = summary((second) => (second < 0 ? {} : { ok: false, region: null }));
  expect(result).toMatchObject({ p50Ms: null, p99Ms: null, cleanAfterMs: null, backAfterMs: null });
  expect(result.failedPercent).toBe(100);
  expect(result.badSeconds).toBe(20);
});

test.each<[claim: string, primaryFrom: number, backAfterMs: number | null]>([
  ['at once when it never left', -10, 0],
  ['when it serves 90 % of its warm-up share', 14, 4_000],
  ['not before three seconds in a row', 18, null],
])('traffic is back %s', (_claim, primaryFrom, backAfterMs) => {
  const result = summary((second, index) => {
    const isAway = second >= 0 && second < primaryFrom;
    // 5 % of the traffic is the standby's in peace, so the warm-up share is 95 %.
    return isAway || index < 5 ? { region: 'eu-north' } : {};
  });
  expect(result.backAfterMs).toBe(backAfterMs);
});

test('a single good second is not a return', () => {
  const result = summary((second) =>
    second >= 0 && second !== 11 && second < 15 ? { region: 'eu-north' } : {},
  );
  expect(result.backAfterMs).toBe(5_000);
});

test('the share of a target is of its service, bad answers included, once things have settled', () => {
  const result = summary((second, index) => {
    if (second < 5) return { target: 'productAPI-3' };
    if (index < 50) return { service: 'orderAPI', target: 'orderAPI-1' };
    return { ok: index < 90, target: index < 60 ? 'productAPI-1' : 'productAPI-2' };
  });
  expect(result.targetShares).toEqual({
    'eu-west/orderAPI-1': 1,
    'eu-west/productAPI-1': 0.2,
    'eu-west/productAPI-2': 0.8,
  });
});

test('seconds are aligned with the fault, also when the warm-up is not whole seconds', () => {
  const seconds = secondsOf(records(), { faultMs: 9_500, endMs: 12_000 }, 'eu-west');
  expect(seconds[0]).toMatchObject({ fromMs: -10_000, sent: 50 });
  expect(seconds.at(-1)).toMatchObject({ fromMs: 1_000, sent: 100, primaryShare: 1 });
});
