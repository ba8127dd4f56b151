import { describe, expect, test } from 'vitest';

import {
  exampleGateway,
  exampleService,
  exampleStrategy,
} from '../../test/support/example-strategy.ts';
import type { Algorithm, ServiceStrategy } from '../model/strategy.ts';
import { mergeForDbless, renderKongConfig } from './kong-config.ts';
import { timingsOf } from './timings.ts';
import { worstCaseOf } from './worst-case.ts';

function render(changes: Partial<ServiceStrategy>) {
  const strategy = exampleStrategy([exampleService(changes)]);
  const { base, upstreams } = renderKongConfig(strategy, exampleGateway());
  return { service: base.services?.[0], upstream: upstreams.upstreams?.[0] };
}

describe('time-outs and retries', () => {
  const protect = exampleService().protect;
  test.each<[string, Partial<ServiceStrategy>, { timeoutMs: number; retries: number }]>([
    ['p99 300 ms, deadline 5 s: 4 × p99', {}, { timeoutMs: 1_200, retries: 3 }],
    ['a short deadline halves', { client: { deadlineMs: 1_000 } }, { timeoutMs: 500, retries: 1 }],
    [
      'a long deadline does not multiply tries without end',
      { client: { deadlineMs: 60_000 } },
      { timeoutMs: 1_200, retries: 5 },
    ],
    [
      'the strategy wins',
      { protect: { ...protect, timeoutMs: 2_000, retries: 1 } },
      { timeoutMs: 2_000, retries: 1 },
    ],
    ['retries 0 stay 0', { protect: { ...protect, retries: 0 } }, { timeoutMs: 1_200, retries: 0 }],
  ])('%s', (_name, changes, expected) => {
    expect(timingsOf(exampleService(changes))).toMatchObject(expected);
  });

  test('all tries fit in what callers wait unless the strategy says otherwise', () => {
    for (let deadlineMs = 200; deadlineMs <= 20_000; deadlineMs += 100) {
      const timings = timingsOf(exampleService({ client: { deadlineMs } }));
      expect(timings.worstRequestMs).toBeLessThanOrEqual(deadlineMs);
      expect(timings.retries).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('health checks', () => {
  test('each failure kind is counted, and probes bring targets back', () => {
    const { active } = render({}).upstream?.healthchecks ?? {};
    expect(active?.unhealthy).toMatchObject({ tcp_failures: 2, timeouts: 2, http_failures: 2 });
    expect(active?.unhealthy.interval).toBeGreaterThan(0);
    expect(active?.healthy.successes).toBeGreaterThan(0);
    expect(active?.timeout).toBeLessThan(active?.healthy.interval ?? 0);
  });

  test('503 counts on the health path and not on traffic', () => {
    const checks = render({}).upstream?.healthchecks;
    expect(checks?.active.unhealthy.http_statuses).toContain(503);
    expect(checks?.passive.unhealthy.http_statuses).not.toContain(503);
    expect(checks?.passive.unhealthy.http_statuses).not.toContain(429);
  });

  test('an expected status is never an unhealthy one', () => {
    const health = exampleService().health;
    const { upstream } = render({
      health: { ...health, expect: { ...health.expect, statuses: [503, 200] } },
    });
    expect(upstream?.healthchecks.active.healthy.http_statuses).toEqual([200, 503]);
    expect(upstream?.healthchecks.active.unhealthy.http_statuses).not.toContain(503);
  });

  test('circuitBreaker off switches the passive counters off', () => {
    const { upstream } = render({
      protect: { ...exampleService().protect, circuitBreaker: false },
    });
    expect(upstream?.healthchecks.passive.unhealthy).toMatchObject({
      tcp_failures: 0,
      timeouts: 0,
      http_failures: 0,
    });
  });

  test('worst-case times follow the counters and intervals', () => {
    expect(worstCaseOf(exampleService())).toEqual({
      refusedMs: 2_200,
      hangingMs: 3_000,
      statusMs: 2_200,
      hangingUnderTrafficMs: 1_200,
      recoveryMs: 2_200,
      requestMs: 4_800,
    });
  });
});

describe('consistent-hashing', () => {
  const hashOn = (hash: Extract<Algorithm, { kind: 'consistent-hashing' }>['hashOn']) =>
    render({ algorithm: { kind: 'consistent-hashing', hashOn: hash } }).upstream;

  test('requests without the hash input do not all go to one target', () => {
    expect(hashOn({ kind: 'header', name: 'xuser' })).toMatchObject({
      hash_on: 'header',
      hash_on_header: 'xuser',
      hash_fallback: 'ip',
    });
    expect(hashOn({ kind: 'cookie', name: 'session' })).toMatchObject({
      hash_on_cookie: 'session',
      hash_on_cookie_path: '/',
    });
  });

  test.each([
    [1, 10_000],
    [60, 10_000],
    [61, 11_000],
    [100, 17_000],
    [400, 65_536],
  ])('%i targets get %i slots', (count, slots) => {
    const targets = Array.from({ length: count }, (_, index) => ({
      target: `t${index}:80`,
      host: `t${index}`,
      port: 80,
      region: 'eu-west',
      capacityRps: null,
    }));
    const algorithm: Algorithm = { kind: 'consistent-hashing', hashOn: { kind: 'ip' } };
    expect(render({ algorithm, targets }).upstream?.slots).toBe(slots);
  });
});

test('headers, query strings, addresses and identities are removed in Kong', () => {
  const log = render({}).service?.plugins.find((plugin) => plugin.name === 'http-log');
  expect(log?.config['custom_fields_by_lua']).toMatchObject({
    'request.headers': 'return nil',
    'request.querystring': 'return nil',
    'request.uri': 'return nil',
    'request.url': 'return nil',
    'response.headers': 'return nil',
    upstream_uri: 'return nil',
    client_ip: 'return nil',
    consumer: 'return nil',
    upstream_addr: 'return ngx.var.upstream_addr',
  });
});

test('a log token is a reference, never a secret in the file', () => {
  const example = exampleStrategy();
  const logs = { ...example.telemetry.logs, tokenFile: '/run/secrets/log' };
  const strategy = { ...example, telemetry: { ...example.telemetry, logs } };
  const { base } = renderKongConfig(strategy, exampleGateway());
  const config = base.services?.[0]?.plugins[0]?.config;
  expect(config?.['headers']).toEqual({ 'x-ballast-token': '{vault://env/ballast-log-token}' });
});

test('a rate limit becomes the plugin, for the whole service', () => {
  const { service } = render({
    protect: { ...exampleService().protect, rateLimit: { minute: 6_000, second: 200 } },
  });
  expect(service?.plugins[1]).toMatchObject({
    name: 'rate-limiting',
    config: { second: 200, minute: 6_000, policy: 'local', limit_by: 'service' },
  });
});

test('the two files meet only by the upstream’s name and share no tag', () => {
  const { base, upstreams } = renderKongConfig(exampleStrategy(), exampleGateway());
  expect(base.services?.[0]?.host).toBe(upstreams.upstreams?.[0]?.name);
  const tags = JSON.stringify(base).match(/ballast-\w+/g) ?? [];
  expect(new Set(tags)).toContain('ballast-base');
  expect(JSON.stringify(base)).not.toContain('ballast-upstreams');
});

test('the DB-less file holds both halves and nothing of decK', () => {
  const merged = mergeForDbless(renderKongConfig(exampleStrategy(), exampleGateway()));
  expect(Object.keys(merged)).toEqual(['_format_version', 'services', 'upstreams', 'plugins']);
});
