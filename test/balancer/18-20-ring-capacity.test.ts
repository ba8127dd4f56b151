/** How many targets fit on the ring, and what happens when they do not. */

import { describe, expect, test } from 'vitest';

import type { UpstreamModel } from '../../src/balancer/contract.ts';
import { createUpstreamModel } from '../../src/balancer/upstream-model.ts';
import { seededRandom } from '../../src/lib/random.ts';
import {
  MARKS_ONLY,
  createModel,
  readRecording,
  sendSequentially,
  targetName,
  upstreamSettings,
} from './support.ts';

interface Capacity {
  rows: {
    targets: number;
    slots: number;
    answers: Record<string, number>;
    targets_used: number;
  }[];
}

const { rows } = readRecording<Capacity>('18-consistent-hashing-slots.json');

/** At 94 % the last places are found or not according to the addresses, which were not recorded. */
const isClose = ({ targets, slots }: { targets: number; slots: number }) => {
  return targets === 10 && slots === 1700;
};

function ringOf(targets: number, slots: number): UpstreamModel {
  const weights = Array.from({ length: targets }, () => 100);
  return createModel({ algorithm: 'consistent-hashing', weights, slots, healthchecks: MARKS_ONLY });
}

const keyOf = (request: number) => `user-${request}`;

describe('a ring that cannot hold its targets answers 503 to all', () => {
  test.each(rows.filter((row) => !isClose(row)))(
    '$targets targets on $slots slots',
    ({ targets, slots, answers, ...row }) => {
      const exchanges = sendSequentially(ringOf(targets, slots), { requests: 400, keyOf });
      const used = new Set(exchanges.flatMap(({ path }) => path.slice(0, 1))).size;
      expect(answers).toHaveProperty(String(exchanges[0]?.status), 400);
      expect(new Set(exchanges.map(({ status }) => status)).size).toBe(1);
      // Other addresses and keys than the recorded ones: a tenth more or less of the targets.
      expect(Math.abs(used - row.targets_used)).toBeLessThanOrEqual(targets / 10);
    },
  );
});

test('close to the limit it depends on the addresses (recorded: 503)', () => {
  const outcomes = Array.from({ length: 40 }, (_, net) => {
    const model = createUpstreamModel({
      settings: upstreamSettings({
        algorithm: 'consistent-hashing',
        hash_on: 'header',
        slots: 1700,
      }),
      targets: Array.from({ length: 10 }, (_unused, host) => {
        return { target: `127.0.${net}.${host + 1}:9000`, weight: 100 };
      }),
      workers: 1,
      random: seededRandom(1),
      nowMs: 0,
    });
    return model.pick(model.begin(0, 'key'), 0).kind;
  });
  expect(new Set(outcomes)).toEqual(new Set(['address', 'no-peers']));
});

test('the key that hung the recorded Kong hashes to the last slot; here it is refused', () => {
  const { first_request_without_answer: hung } = readRecording<{
    first_request_without_answer: { key: string };
  }>('20-consistent-hashing-unbuilt-ring.json');
  const [exchange] = sendSequentially(ringOf(64, 10_000), { requests: 1, keyOf: () => hung.key });
  expect(exchange).toEqual({ path: [], status: 503 });
});

test('with all targets unhealthy every key is refused', () => {
  const model = ringOf(2, 10_000);
  model.setHealth(targetName(1), false);
  model.setHealth(targetName(2), false);
  const exchanges = sendSequentially(model, { requests: 20_000, keyOf });
  expect(exchanges.every(({ status }) => status === 503)).toBe(true);
});
