import { expect, test } from 'vitest';
import { NO_SPREAD } from '../lib/spread.ts';
import type { ControlEvent } from '../model/control.ts';
import { createFakeWorld, drillOf as parsed } from '../../test/drill/support/fake-world.ts';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { entryOf, layoutOf } from '../model/layout.ts';
import { appliedAtMs, type NodeEvidence, nodeTimesOf } from './node-times.ts';
import { createOuterReader, outerOfJournal } from './outer-weights.ts';
import { placesOf } from './scope.ts';
import type { DrillSecond } from './seconds.ts';

/** Fault from second 2 to second 6. */
const FAULT = { faultAtMs: 2_000, faultEndAtMs: 6_000 };

/** Weights by second for each service, at one node; `x` = not told. */
function weights(node: string, lines: Readonly<Record<string, string>>) {
  const length = Math.max(...Object.values(lines).map((line) => line.length));
  return Array.from({ length }, (_, second) => ({
    atMs: second * 1_000 + 500,
    nodes: {
      [node]: Object.fromEntries(
        Object.entries(lines).flatMap(([service, line]) =>
          line[second] === 'x' ? [] : [[service, Number(line[second])]],
        ),
      ),
    },
  }));
}

/** Own weights of the targets stay as they are, as in two levels. */
function secondsOf(node: string, services: readonly string[], down: string): DrillSecond[] {
  return down.split('').map((count, second) => ({
    atMs: second * 1_000 + 500,
    services: {},
    allRequests: 0,
    tries: 0,
    scopeTries: 0,
    scopeFailures: 0,
    latency: NO_SPREAD,
    regions: {},
    nodes: {
      [node]: { down: Number(count), weights: Object.fromEntries(services.map((s) => [s, 3])) },
    },
  }));
}

function evidence(given: Partial<NodeEvidence>): NodeEvidence {
  return { ...FAULT, seconds: [], shares: [], outer: [], ...given };
}

test('in two levels a node has lower weight when its outer upstream has, in the last service', () => {
  const told = evidence({
    seconds: secondsOf('kong/a', ['product', 'order'], '0003000000'),
    outer: weights('kong/a', { product: '9990000999', order: '9999000099' }),
  });
  expect(nodeTimesOf(told)).toEqual([
    { node: 'kong/a', detectedMs: 1_500, appliedMs: 2_500, recoveredMs: 2_500 },
  ]);
  expect(appliedAtMs(told)).toBe(4_500);
});

test('T4 waits for the last node, and never comes while one of them still gives as before', () => {
  const first = weights('kong/a', { product: '9990000999' });
  const second = weights('kong/b', { product: '9999900999' });
  expect(appliedAtMs(evidence({ outer: [...first, ...second] }))).toBe(5_500);
  const deaf = weights('kong/b', { product: '9999999999' });
  const share = (atMs: number, desired: number) => ({
    atMs,
    shares: { 'product/eu-west/kong': { desired, applied: desired } },
    unsettled: 0,
  });
  const shares = [share(1_000, 0.99), share(3_000, 0)];
  const told = evidence({ outer: [...first, ...deaf], shares });
  expect(appliedAtMs(told)).toBeNull();
  expect(nodeTimesOf(told).map(({ appliedMs }) => appliedMs)).toEqual([1_500, null]);
});

test('what happens after the fault, or is not told, is no lowering', () => {
  const later = weights('kong/a', { product: '9999999000' });
  expect(appliedAtMs(evidence({ outer: later }))).toBeNull();
  const unknown = weights('kong/a', { product: '999xxxx999' });
  expect(appliedAtMs(evidence({ outer: unknown }))).toBeNull();
});

const strategy = strategyFixture({
  layout: 'two-level',
  algorithm: { kind: 'least-connections' },
  loopbackUrl: 'http://127.0.0.1:8000',
});
const places = placesOf(drillOf(), strategy);

test('the driller asks every node for the weight of the region in the outer upstream', async () => {
  const entry = entryName('eu-west');
  const node = (nodeId: string, nodeWeight: number | null) => ({
    readHealth: (upstream: string) =>
      nodeWeight === null
        ? Promise.reject(new Error('down'))
        : Promise.resolve({
            upstream,
            nodeId,
            targets: [
              { target: entry, weight: 1, nodeWeight, health: null, addresses: [] },
              {
                target: entryName('eu-north'),
                weight: 1,
                nodeWeight: 5,
                health: null,
                addresses: [],
              },
            ],
          }),
  });
  const { ports, clock } = createFakeWorld();
  const [gateway] = ports.gateways;
  const [first] = gateway?.nodes ?? [];
  if (gateway === undefined || first === undefined) throw new Error('a gateway');
  const nodes = [node('aaaaaaaabbb', 9), node('b', null)].map((one) => ({ ...first, ...one }));
  const read = createOuterReader(
    { places, strategy },
    { gateways: [{ ...gateway, nodes }], clock },
  );
  expect((await read())?.nodes).toEqual({ 'kong-eu/aaaaaaaa': { productAPI: 9 } });
});

test('the journal tells the warden the same', () => {
  const written = (atMs: number, from: number, to: number): ControlEvent => ({
    atMs,
    kind: 'weights-written',
    upstream: 'product-outer',
    region: null,
    target: null,
    message: '',
    evidence: { gateway: 'kong-eu', changes: [{ target: entryName('eu-west'), from, to }] },
  });
  const nodes = ['kong-eu/a', 'kong-us/b'];
  const events = [written(3_000, 990, 0), written(9_000, 0, 990)];
  const outer = outerOfJournal(events, { places, strategy, nodes });
  expect(outer.map(({ nodes: told }) => told)).toEqual(
    [990, 0, 990].map((weight) => ({ 'kong-eu/a': { productAPI: weight } })),
  );
  expect(appliedAtMs(evidence({ outer }))).toBe(3_000);
});

function entryName(region: string): string {
  const [gateway] = strategy.gateways;
  const [service] = strategy.services;
  if (gateway === undefined || service === undefined) throw new Error('a service');
  const { targets } = entryOf(layoutOf({ strategy, gateway, service }));
  return targets.find((one) => one.kind === 'region' && one.region === region)?.target ?? '';
}

function drillOf() {
  return parsed(`version: 1
name: d
title: t
hypothesis: h
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 1m
`);
}
