import { describe, expect, test } from 'vitest';

import type { TryReport } from './contract.ts';
import type { CheckLimits } from './health-record.ts';
import {
  createHealthRecord,
  isAvailable,
  mark,
  report,
  settle,
  verdictsOf,
} from './health-record.ts';

const ADDRESS = {
  key: '127.0.0.1:9001:127.0.0.1',
  target: '127.0.0.1:9001',
  host: '127.0.0.1',
  ip: '127.0.0.1',
  port: 9001,
  weight: 100,
};

const LIMITS: CheckLimits = {
  verdicts: verdictsOf([200], [500, 503]),
  successes: 2,
  failures: { http: 3, tcp: 3, timeout: 3 },
};

const OUTCOMES: Record<string, TryReport> = {
  '+': { kind: 'status', status: 200 },
  h: { kind: 'status', status: 500 },
  c: { kind: 'tcp-failure' },
  t: { kind: 'timeout' },
  '?': { kind: 'status', status: 404 },
};

/** State after a run of outcomes, one character each; `limits` are those of that character. */
function stateAfter(outcomes: string, limits: Record<string, CheckLimits> = {}) {
  const record = createHealthRecord(ADDRESS);
  for (const character of outcomes) {
    const outcome = OUTCOMES[character.toLowerCase()] ?? { kind: 'timeout' };
    report(record, limits[character] ?? LIMITS, outcome);
  }
  return record.state;
}

describe('counters', () => {
  test.each([
    { outcomes: '', state: 'healthy', why: 'a new address is healthy' },
    { outcomes: 'hh', state: 'mostly_healthy', why: 'the limit is not reached' },
    { outcomes: 'hhh', state: 'unhealthy', why: 'it is' },
    { outcomes: 'hcthct', state: 'mostly_healthy', why: 'each kind has its own counter' },
    { outcomes: 'hcthctc', state: 'unhealthy', why: 'three refusals in all' },
    { outcomes: 'hh+hh', state: 'mostly_healthy', why: 'a success clears the failures' },
    { outcomes: 'hh?h', state: 'unhealthy', why: 'a status in neither list counts for nothing' },
    { outcomes: 'hhh+', state: 'mostly_unhealthy', why: 'one success of two' },
    { outcomes: 'hhh++', state: 'healthy', why: 'two successes' },
    { outcomes: 'hhh+h+', state: 'mostly_unhealthy', why: 'a failure clears the successes' },
  ])('$outcomes → $state: $why', ({ outcomes, state }) => {
    expect(stateAfter(outcomes)).toBe(state);
  });

  test('with successes 0, failures add up for ever', () => {
    const never = { ...LIMITS, successes: 0 };
    expect(stateAfter('h+++++h+++++h', { '+': never })).toBe('unhealthy');
  });

  test('active and passive checks count on the same counters, each to its own limit', () => {
    const active = { ...LIMITS, failures: { ...LIMITS.failures, http: 2 } };
    expect(stateAfter('hH', { H: active })).toBe('unhealthy');
    expect(stateAfter('Hh', { H: active })).toBe('mostly_healthy');
  });

  test('an active success keeps a passive breaker from ever tripping', () => {
    const active = { ...LIMITS, successes: 1 };
    expect(stateAfter('hh+hh+hh+', { '+': active })).toBe('healthy');
  });

  test('a limit of 0 switches a kind of failure off', () => {
    const limits = { ...LIMITS, failures: { http: 3, tcp: 0, timeout: 3 } };
    expect(stateAfter('ccccc', { c: limits })).toBe('healthy');
  });
});

describe('marks and rebuilds', () => {
  test('a mark clears the counters', () => {
    const record = createHealthRecord(ADDRESS);
    for (const character of 'hh')
      report(record, LIMITS, OUTCOMES[character] ?? { kind: 'timeout' });
    mark(record, true);
    expect(record).toEqual(createHealthRecord(ADDRESS));
    mark(record, false);
    expect(isAvailable(record)).toBe(false);
  });

  test('a rebuild keeps the counters, so the next failure of three is the last', () => {
    const record = createHealthRecord(ADDRESS);
    const failure: TryReport = { kind: 'timeout' };
    report(record, LIMITS, failure);
    report(record, LIMITS, failure);
    settle(record);
    expect(record.state).toBe('healthy');
    // Nothing is cleared by a success that only confirms a settled state.
    report(record, LIMITS, { kind: 'status', status: 200 });
    expect(report(record, LIMITS, failure)).toBe(true);
  });
});
