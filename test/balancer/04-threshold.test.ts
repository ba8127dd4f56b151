/** `healthchecks.threshold`: the recorded table, row by row. */

import { describe, expect, test } from 'vitest';

import {
  createModel,
  healthchecks,
  readRecording,
  sendSequentially,
  targetName,
} from './support.ts';

interface Threshold {
  rows: {
    threshold: number;
    unhealthy_targets?: number;
    weights?: number[];
    case?: string;
    status: Record<string, number>;
    counts: number[];
    balancer_health?: string;
  }[];
  at_equality_and_others: {
    case: string;
    status: Record<string, number>;
    balancer_health: string;
    weight: { total: number; unavailable: number; available: number };
  }[];
}

const recording = readRecording<Threshold>('04-threshold.json');

/** Targets to mark for the cases that are told in words. */
const MARKED: Record<string, number[]> = {
  '20 of 100 unhealthy': [2],
  'all unhealthy': [1, 2],
  '80 of 100 unhealthy': [1],
};

const rows = recording.rows.map((row) => ({
  ...row,
  weights: row.weights ?? [100, 100, 100],
  marked: MARKED[row.case ?? ''] ?? [1, 2, 3].slice(0, row.unhealthy_targets),
}));

function withChecks(threshold: number) {
  return healthchecks({ threshold, passive: { tcp: 254 } });
}

describe('available weight must exceed the threshold', () => {
  test.each(rows)('threshold $threshold of $weights without $marked', (row) => {
    const model = createModel({ weights: row.weights, healthchecks: withChecks(row.threshold) });
    for (const target of row.marked) model.setHealth(targetName(target), false);
    const exchanges = sendSequentially(model, { requests: 60 });
    expect({ [String(exchanges[0]?.status)]: exchanges.length }).toEqual(row.status);
    expect(new Set(exchanges.map(({ status }) => status)).size).toBe(1);
    expect(model.balancerHealth().health).toBe(
      row.balancer_health ?? model.balancerHealth().health,
    );
    const unused = row.counts.flatMap((count, index) => (count === 0 ? [index + 1] : []));
    expect(exchanges.filter(({ path }) => unused.includes(path[0] ?? 0))).toEqual([]);
  });

  test.each(recording.at_equality_and_others)('$case', (recorded) => {
    const threshold = Number(/threshold (\d+)/.exec(recorded.case)?.[1]);
    const weights = recorded.case.includes('100:100:0') ? [100, 100, 0] : [100, 100];
    const off = healthchecks({ threshold });
    const checks = recorded.case.includes('checks off') ? off : withChecks(threshold);
    const model = createModel({ weights, healthchecks: checks });
    if (recorded.weight.unavailable > 0) model.setHealth(targetName(1), false);
    const [exchange] = sendSequentially(model, { requests: 1 });
    expect(recorded.status).toHaveProperty(String(exchange?.status));
    expect(model.balancerHealth().health).toBe(recorded.balancer_health);
    expect(model.balancerHealth().weight).toEqual(recorded.weight);
  });
});
