/** What-if: begun from the live state, on a thread, one at a time, ended when asked. */

import { expect, test } from 'vitest';
import type { StatusSnapshot } from '../model/status.ts';
import type { WhatIfResult } from '../model/what-if.ts';
import type { Actor } from './actor.ts';
import { operationEnglish } from './speech.ts';
import { createWhatIfOperations } from './what-if.ts';
import { beginningOf } from './what-if/start-state.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { exampleStrategy } from '../../test/support/example-strategy.ts';

const NOW = 1_000_000;
const STRATEGY = exampleStrategy();
const OPERATOR: Actor = { name: 'ann', role: 'operator', via: 'api' };

function snapshotOf(changes: { readonly isDown?: boolean } = {}): StatusSnapshot {
  const [service] = STRATEGY.services;
  if (service === undefined) throw new Error('the example has a service');
  const regions = [...new Set(service.targets.map(({ region }) => region))].map((region) => ({
    region,
    phase: 'healthy' as const,
    sinceMs: 0,
    holdUntilMs: null,
    step: null,
    stepRatio: null,
    waitingFor: null,
    refused: null,
    shares: [],
    targets: service.targets
      .filter((one) => one.region === region)
      .map(({ target }, index) => ({
        target,
        rotation: 'in' as const,
        outUntilMs: null,
        probe: changes.isDown === true && index === 0 ? ('bad' as const) : ('good' as const),
        kong: 'up' as const,
        triesPerSecond: 1,
        failingRatio: 0,
        meanLatencyMs: 20,
        weights: [{ gateway: 'kong-eu', desired: 100, applied: 40, observed: [] }],
      })),
  }));
  return {
    version: 1,
    atMs: NOW,
    startedAtMs: 0,
    tickMs: 1_000,
    strategy: STRATEGY.name,
    mode: 'act',
    writes: 0,
    gateways: [],
    upstreams: [
      {
        service: service.name,
        upstream: service.upstream,
        demandRps: 30,
        failingRatio: 0,
        reason: '',
        regions,
      },
    ],
    stale: [],
    overrides: [
      {
        id: 'o1',
        lever: { kind: 'freeze' },
        services: null,
        origin: 'person',
        by: 'ann',
        reason: 'r',
        atMs: NOW - 5_000,
        untilMs: NOW + 60_000,
        isForced: false,
      },
    ],
  };
}

async function operationsOn(snapshot: StatusSnapshot | null) {
  const store = createMemoryStore();
  if (snapshot !== null) await store.commit({ snapshot });
  return createWhatIfOperations({
    strategy: STRATEGY,
    store,
    history: store.history,
    clock: { nowMs: () => NOW },
    newId: () => 'id',
  });
}

test('a beginning takes demand, capacity, weights, levers and what is down, and says so', () => {
  const { start, faults, taken, assumed } = beginningOf(STRATEGY, snapshotOf({ isDown: true }), {
    nowMs: NOW,
    warmUpMs: 10_000,
  });
  expect(start.demandRps).toEqual({ productAPI: 30 });
  expect(start.capacityRps).toMatchObject({ 'product-1.eu-west:8080': 200 });
  expect(start.weights['kong-eu']?.['productapi-upstream']).toMatchObject({
    'product-1.eu-west:8080': 40,
  });
  expect(start.overrides).toMatchObject([{ id: 'o1', atMs: -5_000, untilMs: 60_000 }]);
  expect(faults[0]).toEqual({
    atMs: -10_000,
    forMs: null,
    fault: { kind: 'refuse', where: { service: 'productAPI', region: 'eu-west', targets: [0] } },
  });
  const told = [...taken, ...assumed].map(operationEnglish).join('\n');
  expect(told).toContain('30 requests/s over 1 of 1 services');
  expect(told).toContain('The lever of ann is in force: freeze');
  expect(told).toContain('learnt anew');
});

test('a run gives figures with Ballast and without, one at a time, and can be ended', async () => {
  const operations = await operationsOn(snapshotOf());
  const request = { scenario: 'region-refuse', seed: 3, durationMs: 40_000 };
  const ending = new AbortController();
  const first = operations.run(OPERATOR, { ...request, signal: ending.signal });
  await expect(operations.run(OPERATOR, request)).rejects.toMatchObject({ code: 'conflict' });
  ending.abort();
  await expect(first).rejects.toMatchObject({ code: 'conflict' });
  const result = (await operations.run(OPERATOR, request)) as WhatIfResult;
  for (const run of [result.ballast, result.nothing]) {
    expect(run.figures.sent).toBeGreaterThan(500);
    expect(run.series.length).toBeLessThanOrEqual(300);
    expect(run.series.length).toBeGreaterThan(10);
  }
  expect(result.ballast.figures.sent).toBe(result.nothing.figures.sent);
  expect(result.nothing.events).toEqual([]);
});

test('refused with a reason: a viewer, an unknown scenario, no state, nonsense', async () => {
  const operations = await operationsOn(null);
  const request = { scenario: 'region-refuse', seed: 1, durationMs: 10_000 };
  const viewer = { ...OPERATOR, role: 'viewer' } as const;
  await expect(operations.run(viewer, request)).rejects.toMatchObject({ code: 'forbidden' });
  const other = { ...request, scenario: 'no-such' };
  await expect(operations.run(OPERATOR, other)).rejects.toMatchObject({ code: 'not-found' });
  await expect(operations.run(OPERATOR, request)).rejects.toMatchObject({ code: 'unavailable' });
  const long = { ...request, durationMs: 1e9 };
  await expect(operations.run(OPERATOR, long)).rejects.toMatchObject({ code: 'invalid' });
  const names = (await operations.scenarios()).map(({ name }) => name);
  expect(names).toContain('region-refuse');
  expect(names).not.toContain('targets-gray-3-of-10');
});
