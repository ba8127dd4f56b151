/** `/metrics` against the recordings of a real Kong: names, types, labels, buckets, order. */

import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { ask, type Harness, startHarness, startTarget, type TestTarget } from './harness.ts';

const ALL_FLAGS = {
  status_code_metrics: true,
  latency_metrics: true,
  bandwidth_metrics: true,
  upstream_health_metrics: true,
};

let gateway: Harness;
let target: TestTarget;

beforeEach(async () => {
  gateway = await startHarness();
  target = await startTarget();
  gateway.serve('ok', { targets: [target.port] });
  gateway.serve('nx', { targets: ['no-such-host.invalid:9001'] });
});

afterEach(async () => {
  await gateway.close();
  await target.close();
});

function recorded(name: string): string {
  return readFileSync(`test/fixtures/kong/telemetry/metrics-${name}.txt`, 'utf8');
}

/** Everything but values: comments as they are, series by name and label names. */
function shapeOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return [...new Set(lines.map(lineShape))];
}

function lineShape(line: string): string {
  if (line.startsWith('#')) return line;
  const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
  const parts = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) =>
    ['le', 'state', 'subsystem', 'shared_dict', 'direction', 'kong_subsystem'].includes(label)
      ? `${label}=${value}`
      : label,
  );
  return `${name}{${parts.join(',')}}`;
}

describe('GET /metrics', () => {
  test('before any traffic has what a fresh Kong has', () => {
    expect(shapeOf(gateway.node.metricsText())).toEqual(shapeOf(recorded('fresh-default-flags')));
  });

  test('with all flags on has what Kong has after traffic', async () => {
    gateway.add('plugins', { name: 'prometheus', config: ALL_FLAGS });
    await ask(gateway.port, '/ok');
    await ask(gateway.port, '/nx');

    expect(shapeOf(gateway.node.metricsText())).toEqual(shapeOf(recorded('after-traffic')));
  });

  test('counts by service, route, code and source', async () => {
    gateway.add('plugins', { name: 'prometheus', config: ALL_FLAGS });
    for (let turn = 0; turn < 3; turn += 1) await ask(gateway.port, '/ok');
    await ask(gateway.port, '/nx');
    await ask(gateway.port, '/no-route');

    const text = gateway.node.metricsText();
    const labels = (name: string) => `service="${name}",route="${name}-route"`;
    const tail = 'workspace="default",consumer=""';
    expect(text).toContain(
      `kong_http_requests_total{${labels('ok')},code="200",source="service",${tail}} 3\n`,
    );
    expect(text).toContain(
      `kong_http_requests_total{${labels('nx')},code="503",source="kong",${tail}} 1\n`,
    );
    expect(text).toContain(
      `kong_request_latency_ms_bucket{${labels('ok')},workspace="default",le="+Inf"} 3\n`,
    );
    expect(text).toContain(
      `kong_upstream_latency_ms_count{${labels('ok')},workspace="default"} 3\n`,
    );
    expect(text).not.toContain(`kong_upstream_latency_ms_count{${labels('nx')}`);
    expect(text).toContain(
      'kong_upstream_target_health{upstream="u-nx",target="no-such-host.invalid:9001",address="",state="dns_error",subsystem="http"} 1\n',
    );
    expect(text).toContain(
      `address="127.0.0.1:${target.port}",state="healthchecks_off",subsystem="http"} 1\n`,
    );
  });

  test.each([
    { flag: 'status_code_metrics', family: 'kong_http_requests_total' },
    { flag: 'latency_metrics', family: 'kong_kong_latency_ms' },
    { flag: 'bandwidth_metrics', family: 'kong_bandwidth_bytes' },
    { flag: 'upstream_health_metrics', family: 'kong_upstream_target_health' },
  ])('has $family only with $flag', async ({ flag, family }) => {
    gateway.add('plugins', { name: 'prometheus', config: { ...ALL_FLAGS, [flag]: false } });
    await ask(gateway.port, '/ok');
    const text = gateway.node.metricsText();
    expect(text).not.toContain(`# TYPE ${family} `);
    expect(text).toContain('# TYPE kong_node_info gauge\n');
  });

  test('shows targets’ health only after a request was proxied (fact 69)', async () => {
    gateway.add('plugins', { name: 'prometheus', config: ALL_FLAGS });
    expect(gateway.node.metricsText()).not.toContain('kong_upstream_target_health');
    await ask(gateway.port, '/ok');
    expect(gateway.node.metricsText()).toContain('kong_upstream_target_health');
  });
});
