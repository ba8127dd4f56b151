/** A thousand services of ten targets: the scrape stays bounded, and Prometheus's own tool is content. */

import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { hasPrograms, runProgram } from '../../../test/monitoring/support/programs.ts';
import type { Override } from '../../model/override.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { emptyCounters } from '../../telemetry/counters.ts';
import { SERIES_MAX } from './exposition.ts';
import { createMetrics } from './metrics.ts';

const REGIONS = ['eu-west', 'eu-north'];

function servicesOf(count: number): readonly ServiceStrategy[] {
  return Array.from({ length: count }, (_, number) =>
    exampleService({
      name: `service-${number}`,
      upstream: `service-${number}-upstream`,
      targets: Array.from({ length: 10 }, (__, index) => ({
        target: `t-${index}.service-${number}:8080`,
        host: `t-${index}.service-${number}`,
        port: 8080,
        region: REGIONS[index % 2] ?? '',
        capacityRps: 100,
      })),
    }),
  );
}

const OVERRIDE: Override = {
  id: 'o1',
  lever: { kind: 'drain', target: 'a:1' },
  services: null,
  origin: 'person',
  by: 'ann',
  reason: 'r',
  atMs: 0,
  untilMs: 1,
  isForced: false,
};

function snapshotOf(services: readonly ServiceStrategy[]): StatusSnapshot {
  return {
    version: 1,
    atMs: 0,
    startedAtMs: 0,
    tickMs: 1_000,
    strategy: 'webshop',
    mode: 'act',
    leader: { holder: 'a', token: 1 },
    writes: 0,
    gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: null, foreign: [] }],
    stale: [],
    overrides: [OVERRIDE],
    upstreams: services.map(({ name, upstream, targets }) => ({
      service: name,
      upstream,
      demandRps: 100,
      budget: { leftRatio: 0.5, burn: { '5m': 1, '1h': 1 } },
      failingRatio: 0,
      reason: '',
      regions: REGIONS.map((region) => ({
        region,
        phase: 'healthy' as const,
        sinceMs: 0,
        holdUntilMs: null,
        step: null,
        stepRatio: null,
        waitingFor: null,
        refused: null,
        shares: [{ gateway: 'kong-eu', desiredRatio: 0.5, appliedRatio: 0.5 }],
        targets: targets
          .filter((one) => one.region === region)
          .map(({ target }) => ({
            target,
            rotation: 'in' as const,
            outUntilMs: null,
            probe: 'good' as const,
            kong: 'up' as const,
            triesPerSecond: 1,
            failingRatio: 0,
            meanLatencyMs: 1,
            weights: [{ gateway: 'kong-eu', desired: 1, applied: 1, observed: [] }],
          })),
      })),
    })),
  };
}

async function scrapeOf(count: number) {
  const services = servicesOf(count);
  const metrics = createMetrics({
    strategy: exampleStrategy(services),
    version: '1',
    clock: { nowMs: () => 0 },
    readProcess: () => ({ startedAtMs: 0, cpuSeconds: 0, residentBytes: 0 }),
  });
  const phasesMs = { observe: 1, decide: 1, act: 1, save: 1 };
  metrics.meter.tickEnded({ endedAtMs: 0, phasesMs, snapshot: snapshotOf(services) });
  for (const { upstream, targets } of services) {
    metrics.tap.requestRecorded({ upstream, outcome: 'ok', durationMs: 5 });
    const target = targets[0]?.target ?? '';
    metrics.tap.tryRecorded({ upstream, target, outcome: 'ok', latencyMs: 5 });
  }
  const counts = { sent: 1, failed: 0, dropped: 0, repeated: 2, waiting: 0, sentAtMs: 1 };
  const notifications = { chat: counts };
  return () => metrics.render({ telemetry: emptyCounters(), drill: null, notifications });
}

test('of 10,000 targets no metric has more series than its limit', async () => {
  const scrape = await scrapeOf(1_000);
  const text = await scrape();
  const families = new Map<string, number>();
  for (const line of text.split('\n')) {
    const name = /^(ballast_\w+?)(?:_bucket|_sum|_count)?\{/.exec(line)?.[1];
    const isPart = line.includes('_bucket{') || line.includes('_sum{');
    if (name !== undefined && !isPart) families.set(name, (families.get(name) ?? 0) + 1);
  }
  expect(Math.max(...families.values())).toBeLessThanOrEqual(SERIES_MAX);
  expect(text).toContain('ballast_metrics_left_out_series{strategy="webshop"} 0\n');
  expect(text).toContain('ballast_metrics_left_out_targets{strategy="webshop"} 10000\n');
  expect(text).not.toContain('ballast_target_tries_total');
  expect(text.length).toBeLessThan(30_000_000);
  expect(text.match(/^# TYPE ballast_region_try_duration_seconds /gm)).toHaveLength(1);
});

test('a scrape lets the loop have its turn and keeps nothing', async () => {
  const scrape = await scrapeOf(100);
  let turns = 0;
  let isOver = false;
  const counting = (async () => {
    while (!isOver) {
      await pause(0);
      turns += 1;
    }
  })();
  const first = await scrape();
  isOver = true;
  await counting;
  expect(await scrape()).toBe(first);
  expect(turns).toBeGreaterThan(5);
});

test.skipIf(!hasPrograms('promtool'))('promtool finds nothing to complain of', async () => {
  const scrape = await scrapeOf(2);
  const checked = runProgram('promtool', ['check', 'metrics'], { input: await scrape() });
  expect(checked).toEqual({ code: 0, output: '' });
});
