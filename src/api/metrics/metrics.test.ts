/** The metrics of a controller: what is counted where, and who exports what. */

import { expect, test } from 'vitest';
import { emptyHistogram } from '../../lib/histogram.ts';
import { METRICS } from '../../model/metric-catalogue.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { KongAdmin, Store } from '../../model/ports.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import { emptyOutcomes } from '../../model/observation.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { emptyCounters } from '../../telemetry/counters.ts';
import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const STRATEGY = exampleStrategy();
const UPSTREAM = 'productapi-upstream';
const TARGET = 'product-1.eu-west:8080';
const PLACE = `service="productAPI",region="eu-west"`;

function metricsOf(strategy = STRATEGY): Metrics {
  return createMetrics({
    strategy,
    version: '1.2.3',
    clock: { nowMs: () => 5_000 },
    readProcess: () => ({ startedAtMs: 1_000, cpuSeconds: 2, residentBytes: 3 }),
  });
}

function textOf(metrics: Metrics): Promise<string> {
  return metrics.render({ telemetry: emptyCounters(), drill: { atMs: 4_000, passed: true } });
}

/** Value of a series given as `name{labels without strategy}`. */
async function valueOf(metrics: Metrics, series: string): Promise<number | undefined> {
  const plain = (await textOf(metrics)).replaceAll(/strategy="webshop",?/g, '');
  const line = plain.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

const SNAPSHOT: StatusSnapshot = {
  version: 1,
  atMs: 4_900,
  startedAtMs: 1_000,
  tickMs: 1_000,
  strategy: 'webshop',
  mode: 'act',
  leader: { holder: 'a', token: 7 },
  writes: 0,
  gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: 'refused', foreign: [UPSTREAM] }],
  upstreams: [
    {
      service: 'productAPI',
      upstream: UPSTREAM,
      demandRps: 150,
      budget: { leftRatio: 0.8, burn: { '5m': 2 } },
      failingRatio: 0.01,
      reason: '',
      regions: [
        {
          region: 'eu-west',
          phase: 'evacuated',
          sinceMs: 0,
          holdUntilMs: null,
          step: null,
          stepRatio: null,
          waitingFor: null,
          refused: null,
          shares: [{ gateway: 'kong-eu', desiredRatio: 0, appliedRatio: null }],
          targets: [
            {
              target: TARGET,
              rotation: 'out',
              outUntilMs: null,
              probe: 'bad',
              kong: 'down',
              triesPerSecond: 0,
              failingRatio: 0,
              meanLatencyMs: null,
              weights: [
                {
                  gateway: 'kong-eu',
                  desired: 0,
                  applied: 100,
                  observed: [{ nodeId: 'n1', weight: 100 }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  stale: [{ signal: 'request logs', sinceMs: 0 }],
};
const PHASES = { observe: 1, decide: 2, act: 30, save: 4 };

test('requests are counted by outcome, and the latency limit is an exact edge', async () => {
  const metrics = metricsOf();
  const request = { upstream: UPSTREAM, outcome: 'ok', durationMs: 300 } as const;
  metrics.tap.requestRecorded(request);
  metrics.tap.requestRecorded({ ...request, outcome: 'failed', durationMs: 300.5 });
  metrics.tap.requestRecorded({ ...request, outcome: 'aborted' });
  metrics.tap.requestRecorded({ ...request, upstream: 'unknown' });
  const name = 'ballast_request_duration_seconds';
  expect(await valueOf(metrics, 'ballast_requests_total{service="productAPI",outcome="ok"}')).toBe(
    1,
  );
  expect(
    await valueOf(metrics, 'ballast_requests_total{service="productAPI",outcome="failed"}'),
  ).toBe(1);
  expect(await valueOf(metrics, `${name}_bucket{service="productAPI",le="0.25"}`)).toBe(0);
  expect(await valueOf(metrics, `${name}_bucket{service="productAPI",le="0.3"}`)).toBe(1);
  expect(await valueOf(metrics, `${name}_count{service="productAPI"}`)).toBe(2);
});

test('a try counts for its target and for its region', async () => {
  const metrics = metricsOf();
  const record = { upstream: UPSTREAM, target: TARGET, outcome: 'ok', latencyMs: 20 } as const;
  metrics.tap.tryRecorded(record);
  metrics.tap.tryRecorded({ ...record, target: 'product-2.eu-west:8080' });
  metrics.tap.tryRecorded({ ...record, outcome: 'timeouts', latencyMs: null });
  expect(await valueOf(metrics, `ballast_region_tries_total{${PLACE},outcome="ok"}`)).toBe(2);
  expect(await valueOf(metrics, `ballast_region_tries_total{${PLACE},outcome="timeout"}`)).toBe(1);
  const target = `${PLACE},target="${TARGET}"`;
  expect(await valueOf(metrics, `ballast_target_tries_total{${target},outcome="ok"}`)).toBe(1);
  expect(await valueOf(metrics, `ballast_target_answer_seconds_total{${target}}`)).toBe(0.02);
});

test('the newest reading gives what is a state: probes and requests inside', async () => {
  const metrics = metricsOf();
  const probe = {
    atMs: 1,
    ok: false,
    reason: 'refused',
    latencyMs: 9,
    failuresInRow: 1,
    successesInRow: 0,
  };
  const target = {
    target: TARGET,
    outcomes: emptyOutcomes(),
    latency: emptyHistogram(),
    inFlight: 2.5,
    probe,
    nodes: [],
  };
  const requests = { total: 0, failed: 0 };
  const upstream = { upstream: UPSTREAM, requests, logsAtMs: 3_000, targets: [target] };
  const observation = { upstreams: [upstream], logsAtMs: 3_000 };
  const measured = metrics.measuredTelemetry({ read: () => observation });
  expect(measured.read(0)).toBe(observation);
  expect(await valueOf(metrics, `ballast_target_probe_success{${PLACE},target="${TARGET}"}`)).toBe(
    0,
  );
  expect(
    await valueOf(metrics, `ballast_target_requests_in_flight{${PLACE},target="${TARGET}"}`),
  ).toBe(2.5);
  const name = 'ballast_log_last_entry_timestamp_seconds';
  expect(await valueOf(metrics, `${name}{service="productAPI"}`)).toBe(3);
});

test('calls to Kong are timed, and a failed one is counted and thrown on', async () => {
  const metrics = metricsOf();
  const admin: KongAdmin = {
    readHealth: async () => [],
    readWeights: async () => ({}),
    setWeight: () => Promise.reject(new Error('refused')),
  };
  const measured = metrics.measuredKong('kong-eu', admin);
  const { signal } = new AbortController();
  await measured.readWeights('x', signal);
  const change = { upstream: 'x', target: 'y', from: 1, to: 2 };
  await expect(measured.setWeight(change, signal)).rejects.toThrow('refused');
  const calls = 'ballast_kong_calls_total{gateway="kong-eu"';
  expect(await valueOf(metrics, `${calls},call="set-weight",outcome="failed"}`)).toBe(1);
  expect(await valueOf(metrics, `${calls},call="read-weights",outcome="ok"}`)).toBe(1);
});

function eventOf(kind: ControlEvent['kind'], target: string | null = null): ControlEvent {
  const place = { upstream: UPSTREAM, region: 'eu-west', target };
  return { atMs: 0, kind, ...place, message: '', evidence: {} };
}

test('events count when the store has taken them; moves begin at 0', async () => {
  const metrics = metricsOf();
  const store = metrics.measuredStore(createMemoryStore());
  const failovers = `ballast_region_failovers_total{${PLACE}}`;
  expect(await valueOf(metrics, failovers)).toBe(0);
  await store.commit({ events: [eventOf('region-evacuated'), eventOf('target-ejected', TARGET)] });
  expect(await valueOf(metrics, failovers)).toBe(1);
  expect(await valueOf(metrics, 'ballast_events_total{kind="region-evacuated"}')).toBe(1);
  const ejections = `ballast_target_ejections_total{${PLACE},target="${TARGET}"`;
  expect(await valueOf(metrics, `${ejections},outcome="done"}`)).toBe(1);
  expect(await valueOf(metrics, `${ejections},outcome="refused"}`)).toBe(0);
  const broken: Store = { ...createMemoryStore(), commit: () => Promise.reject(new Error('full')) };
  const events = [eventOf('region-evacuated')];
  await expect(metrics.measuredStore(broken).commit({ events })).rejects.toThrow('full');
  expect(await valueOf(metrics, failovers)).toBe(1);
});

test('while ticks fail it tries, but does not lead', async () => {
  const metrics = metricsOf();
  metrics.meter.tickEnded({ endedAtMs: 5_000, phasesMs: PHASES, snapshot: SNAPSHOT });
  expect(metrics.isLeading()).toBe(true);
  metrics.meter.tickFailed?.({ endedAtMs: 6_000 });
  expect([metrics.isLeading(), metrics.lastTickMs()]).toEqual([false, 6_000]);
  expect(await valueOf(metrics, 'ballast_leading{}')).toBe(0);
  expect(await valueOf(metrics, 'ballast_tick_failures_total{}')).toBe(1);
  expect(await valueOf(metrics, 'ballast_last_tick_timestamp_seconds{}')).toBe(5);
  metrics.meter.tickEnded({ endedAtMs: 7_000, phasesMs: PHASES, snapshot: SNAPSHOT });
  expect(metrics.isLeading()).toBe(true);
});

test('the leader exports the state', async () => {
  const metrics = metricsOf();
  metrics.meter.tickEnded({ endedAtMs: 5_000, phasesMs: PHASES, snapshot: SNAPSHOT });
  const expected: Record<string, number> = {
    ballast_leading: 1,
    ballast_lease_token: 7,
    ballast_last_tick_timestamp_seconds: 5,
    [`ballast_region_phase{${PLACE},phase="evacuated"}`]: 1,
    [`ballast_region_phase{${PLACE},phase="healthy"}`]: 0,
    [`ballast_region_usable_capacity_requests_per_second{${PLACE}}`]: 0,
    [`ballast_region_capacity_requests_per_second{${PLACE}}`]: 400,
    [`ballast_target_rotation{${PLACE},target="${TARGET}",rotation="out"}`]: 1,
    'ballast_signal_stale{signal="request logs"}': 1,
    'ballast_signal_stale{signal="own probes"}': 0,
    'ballast_gateway_failing{gateway="kong-eu"}': 1,
    [`ballast_upstream_drift{gateway="kong-eu",upstream="${UPSTREAM}"}`]: 1,
    'ballast_service_burn_rate{service="productAPI",window="5m"}': 2,
    ballast_drill_last_timestamp_seconds: 4,
    [`ballast_target_weight_observed{gateway="kong-eu",${PLACE},target="${TARGET}",node="n1"}`]: 100,
  };
  for (const [series, value] of Object.entries(expected)) {
    const found = (await valueOf(metrics, series)) ?? (await valueOf(metrics, `${series}{}`));
    expect([series, found]).toEqual([series, value]);
  }
});

test('a follower exports no state of its own, and says that it does not lead', async () => {
  const metrics = metricsOf();
  const snapshot = { ...SNAPSHOT, leader: null };
  metrics.meter.tickEnded({ endedAtMs: 5_000, phasesMs: PHASES, snapshot });
  const text = await textOf(metrics);
  expect(text).toContain('ballast_leading{strategy="webshop"} 0');
  const ofLeader = Object.entries(METRICS).filter(([, { from }]) => from === 'leader');
  expect(ofLeader.filter(([name]) => text.includes(`# TYPE ${name} `))).toEqual([]);
});

test('a very large strategy keeps its series few: only targets with something to say', async () => {
  const targets = Array.from({ length: 2_500 }, (_, index) => ({
    target: `t-${index}:80`,
    host: `t-${index}`,
    port: 80,
    region: 'eu-west',
    capacityRps: 1,
  }));
  const metrics = metricsOf({ ...STRATEGY, services: [exampleService({ targets })] });
  metrics.meter.tickEnded({ endedAtMs: 5_000, phasesMs: PHASES, snapshot: SNAPSHOT });
  const text = await textOf(metrics);
  expect(text).not.toContain('ballast_target_tries_total');
  expect(text).toContain(`target="${TARGET}",rotation="out"} 1`);
  expect(text).toContain('ballast_metrics_left_out_targets{strategy="webshop"} 2500');
  expect(text.split('\n').length).toBeLessThan(400);
});
