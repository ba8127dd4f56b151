/** Rules on strategies: where the limits are, and what is left alone. */

import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import { lint } from '../../src/lint/lint.ts';
import { STRATEGY_RULES } from '../../src/lint/rules/strategy/index.ts';
import { strategyFile } from '../../src/lint/rules/strategy/examples.ts';
import type { StrategyExample } from '../../src/lint/rules/strategy/examples.ts';

function found(example: StrategyExample): string[] {
  const documents = Object.entries(strategyFile(example)).flatMap(
    ([file, text]) => readDocument(file, text).documents,
  );
  expect(documents).toHaveLength(1);
  const options = { rules: STRATEGY_RULES, context: DEFAULT_CONTEXT, language: 'en' } as const;
  return lint(documents, options).map(({ code, severity }) => `${severity} ${code}`);
}

test('a sound strategy has no findings', () => {
  expect(found({})).toEqual([]);
});

describe('the detection of a dead region against 259 s', () => {
  test.each([
    ['5s', []],
    ['20s', ['warning KB201']],
    ['45s', ['error KB201']],
  ])('at one probe in %s', (interval, expected) => {
    const health = `{ path: /health, interval: ${interval}, timeout: 1s }`;
    expect(found({ shop: { health } })).toEqual(expected);
  });

  test('is smaller against an objective that leaves more', () => {
    const health = '{ path: /health, interval: 45s, timeout: 1s }';
    expect(found({ shop: { health, objective: '{ availability: 99.9% }' } })).toEqual([]);
  });
});

describe('times of the week without a return', () => {
  test.each([
    ['working days', '["mon-fri 08:00-18:00 Europe/Amsterdam"]', []],
    ['nights over midnight', '["mon-sun 22:00-06:00 Europe/Amsterdam"]', []],
    [
      'three days on end, over Sunday',
      '["sat-mon 00:00-24:00 Europe/Amsterdam"]',
      ['warning KB205'],
    ],
    [
      'all but an hour a week',
      '["mon-sat 00:00-24:00 UTC", "sun 00:00-23:00 UTC"]',
      ['warning KB205'],
    ],
    [
      'the whole week in two parts',
      '["mon-sun 00:00-12:00 UTC", "mon-sun 12:00-24:00 UTC"]',
      ['error KB205'],
    ],
  ])('%s', (_, blocked, expected) => {
    expect(found({ shop: { failback: `{ blocked: ${blocked} }` } })).toEqual(expected);
  });
});

test.each([
  ['a limit against bursts beside one a minute', '{ second: 50, minute: 1200 }', []],
  ['an hour spent in ten minutes', '{ minute: 1500, hour: 15000 }', ['warning KB226']],
  ['an hour spent in half of it', '{ minute: 1500, hour: 54000 }', ['warning KB226']],
  ['limits that fit', '{ minute: 15000, hour: 900000 }', []],
])('of rate limits, %s', (_, rateLimit, expected) => {
  const codes = found({ shop: { protect: `{ rateLimit: ${rateLimit} }` } });
  expect(codes.filter((code) => code.includes('KB226'))).toEqual(expected);
});

test('a Service of Kubernetes is not one target', () => {
  const hosts = (region: string) => `[shop.prod.svc.${region}.example.net:80]`;
  const targets = `{ eu-west: { hosts: ${hosts('a')}, capacity: 400rps }, eu-north: { hosts: ${hosts('b')}, capacity: 400rps } }`;
  expect(found({ shop: { targets } })).toEqual([]);
});

test('the objective that counts for the way to the standby is that of the highest quantile', () => {
  const regions = '{ eu-west: { rtt: { eu-north: 90ms } }, eu-north: {} }';
  const objective = '{ availability: 99.99%, latency: { p50: 60ms, p99: 300ms } }';
  expect(found({ top: { regions, objective } })).toEqual([]);
  const strict = '{ availability: 99.99%, latency: { p99: 150ms } }';
  expect(found({ top: { regions, objective: strict } })).toEqual([
    'warning KB223',
    'warning KB223',
  ]);
});

test('nobody is told of a failover weighs more than nobody is told of capacity', () => {
  const notify = (events: string) =>
    `[{ webhook: "https://hooks.example.com/x", events: [${events}] }]`;
  expect(found({ top: { notify: notify('capacity, telemetry') } })).toEqual(['warning KB212']);
  expect(found({ top: { notify: notify('failover, telemetry') } })).toEqual(['info KB212']);
  expect(found({ top: { notify: '[]' } })).toEqual([]);
});
