import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worldSnapshot } from '../../../../test/web/dashboard/world-snapshot.ts';
import { currentDrillOf, reportOf } from './drills.ts';
import { changesIn, matchingEvents } from './events.ts';
import { flowOf, type FlowBox } from './flow.ts';
import { verdictOfService } from './level.ts';
import { regionsOf } from './regions.ts';
import { matching, rowsOf } from './services.ts';

const NOW_MS = 1_800_000_000_000;

function snapshotOf(scene: 'calm' | 'trouble', count = 3) {
  return worldSnapshot({
    nowMs: NOW_MS,
    startedAtMs: NOW_MS - 3_600_000,
    scene,
    services: Array.from({ length: count }, (_, n) => `service-${n}`),
    mode: 'act',
    overrides: [],
  });
}

describe('services', () => {
  test('the worst come first, and say what is wrong with them', () => {
    const rows = rowsOf(snapshotOf('trouble').upstreams);
    expect(rows.map(({ name, verdict }) => [name, verdict.condition])).toEqual([
      ['service-0', 'failing'],
      ['service-1', 'ejected'],
      ['service-2', 'healthy'],
    ]);
  });

  test.each([
    ['service-1', ['service-1']],
    ['evacuated', ['service-0']],
    ['eu-west-2-1', ['service-2']],
    ['eu-west nothing-like-it', []],
  ])('a search for %s finds %j', (typed, names) => {
    const rows = rowsOf(snapshotOf('trouble').upstreams);
    expect(matching(rows, typed).map(({ name }) => name)).toEqual(names);
  });

  test('an overspent budget is worse than all else', () => {
    const budget = { leftRatio: -0.1, burn: {} };
    const spent = snapshotOf('calm').upstreams.map((entry) => ({ ...entry, budget }));
    const overspent = { level: 'bad', condition: 'overspent' };
    expect(spent.map(verdictOfService)).toEqual([overspent, overspent, overspent]);
  });
});

test('regions add up: shares to one, room over services, distances from either side', () => {
  const regions = regionsOf(snapshotOf('trouble'));
  expect(regions.reduce((sum, { shareRatio }) => sum + shareRatio, 0)).toBeCloseTo(1, 9);
  expect(
    regions.map(({ region, worst, roomRps, targetsIn, rtts }) => [
      region,
      worst,
      roomRps,
      targetsIn,
      rtts[0]?.rttMs,
    ]),
  ).toEqual([
    ['eu-west', 'evacuated', 1_530, 8, 20],
    ['eu-north', 'healthy', 765, 9, 20],
  ]);
});

function heightBefore(own: readonly FlowBox[], index: number): number {
  return own[index - 1]?.height ?? 0;
}

test('in the flow, what goes into a box comes out of it, and boxes do not overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.boolean(), (count, isCalm) => {
      const snapshot = snapshotOf(isCalm ? 'calm' : 'trouble', count);
      const { boxes, streams, height } = flowOf(snapshot, { service: null, targetHeight: 26 });
      for (const box of boxes) {
        const into = streams.filter(({ to }) => to === box.id);
        const out = streams.filter(({ from }) => from === box.id);
        for (const side of [into, out].filter((each) => each.length > 0)) {
          expect(side.reduce((sum, { rps }) => sum + rps, 0)).toBeCloseTo(box.rps, 6);
        }
        expect(box.y + box.height).toBeLessThanOrEqual(height + 1e-6);
      }
      const overlaps = [0, 1, 2].flatMap((column) =>
        boxes
          .filter((box) => box.column === column)
          .filter((box, index, own) => box.y < (own[index - 1]?.y ?? 0) + heightBefore(own, index)),
      );
      expect(overlaps).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('a target in trouble is always shown, however many there are', () => {
  const { boxes } = flowOf(snapshotOf('trouble', 200), { service: null, targetHeight: 26 });
  expect(boxes.some(({ label }) => label.startsWith('eu-west-0-1.'))).toBe(true);
  expect(boxes.length).toBeLessThan(25);
});

test('evidence tells what changed: pairs, and lists of weights', () => {
  const changes = changesIn({
    shareBefore: 0.99,
    shareAfter: 0,
    changes: [{ target: 'a:1', from: 3_300, to: 1 }],
    tries: 214,
  });
  expect(changes).toEqual([
    { name: 'share', before: 0.99, after: 0 },
    { name: 'a:1', before: 3_300, after: 1 },
  ]);
});

test('events are found by group, upstream and words', () => {
  const event = {
    atMs: 1,
    kind: 'evacuation-refused',
    upstream: 'a',
    region: 'eu-west',
    target: null,
    message: 'No room.',
    evidence: {},
  } as const;
  const all = [{ id: 5, entry: event }];
  const filter = { group: 'refused', upstream: 'a', typed: 'room west' } as const;
  expect(matchingEvents(all, filter)).toEqual(all);
  expect(matchingEvents(all, { ...filter, group: 'moves' })).toEqual([]);
  expect(matchingEvents(all, { ...filter, upstream: 'b' })).toEqual([]);
});

test('a drill of any shape is shown as far as it is understood', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => [currentDrillOf(value), reportOf(value)]).not.toThrow();
    }),
    { numRuns: 100 },
  );
});
