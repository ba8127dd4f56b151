/** In the two-level layout one request is two log entries: the user's, and that of the tries. */

import { assert } from '../lib/assert.ts';
import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createAddressBook } from './address-book.ts';
import { createAggregate, takePending, takeRequests } from './aggregate.ts';
import { emptyCounters } from './counters.ts';
import { createDedupe } from './dedupe.ts';
import { type Ingest, ingestEntry } from './ingest.ts';
import { createLateness } from './lateness.ts';
import { createNodeViews, readingsOf, recordView } from './node-views.ts';
import { upstreamNames } from './upstream-names.ts';

const strategy = strategyFixture({
  regions: { west: 1, north: 1 },
  layout: 'two-level',
  algorithm: { kind: 'least-connections' },
  loopbackUrl: 'http://127.0.0.1:8000',
});
const names = upstreamNames(strategy);
const UPSTREAMS = [{ upstream: 'product', targets: ['west-1:80', 'north-1:80'] }];

interface Entry {
  readonly host: string;
  readonly status: number;
  readonly ip: string;
  readonly port?: number;
  readonly requestMs?: number;
}

function feed(entries: readonly Entry[], of = names) {
  const book = createAddressBook(UPSTREAMS);
  const addresses = book.upstreams.get('product')?.learned;
  addresses?.set('10.0.0.1:80', 'west-1:80').set('10.0.1.1:80', 'north-1:80');
  const ingest: Ingest = {
    aggregate: createAggregate(UPSTREAMS),
    book,
    dedupe: createDedupe(),
    lateness: createLateness(),
    counters: emptyCounters(),
    known: of.known,
    shedAddresses: of.shedAddresses,
  };
  for (const [index, { host, status, ip, port = 80, requestMs = 20 }] of entries.entries()) {
    const value = {
      request: { id: `r${index}` },
      service: { host },
      response: { status },
      upstream_status: status === 499 ? '-' : String(status),
      latencies: { proxy: requestMs, request: requestMs },
      tries: [{ ip, port }],
      source: 'upstream',
    };
    ingestEntry(ingest, value, { atMs: 5_000, sender: '' });
  }
  const tally = ingest.aggregate.upstreams.get('product');
  const targets = [...(tally?.targets ?? [])].map(([target, counts]) => {
    const { outcomes } = takePending(counts);
    return [target, Object.entries(outcomes).filter(([, count]) => count > 0)] as const;
  });
  return {
    requests: tally && takeRequests(tally),
    targets: Object.fromEntries(
      targets.map(([target, some]) => [target, Object.fromEntries(some)]),
    ),
    counters: ingest.counters,
  };
}

const OUTER_WEST = { host: 'product-outer', ip: '127.0.0.11', port: 8000 };
const INNER_WEST = { host: 'product.west', ip: '10.0.0.1' };

test('a request is counted once, and its try at the target once', () => {
  const { requests, targets, counters } = feed([
    { ...INNER_WEST, status: 200 },
    { ...OUTER_WEST, status: 200 },
  ]);
  expect(requests).toEqual({ total: 1, failed: 0, shed: 0 });
  expect(targets).toEqual({ 'west-1:80': { ok: 1 }, 'north-1:80': {} });
  expect(counters).toMatchObject({ entries: 2, unknownTargets: 0, otherServices: 0 });
});

test("a target's error is the request's failure and blames the target, not the hop", () => {
  const { requests, targets } = feed([
    { ...INNER_WEST, status: 500 },
    { ...OUTER_WEST, status: 500 },
  ]);
  expect(requests).toEqual({ total: 1, failed: 1, shed: 0 });
  expect(targets['west-1:80']).toEqual({ errors: 1 });
});

test('a try at a last resort is counted at the target itself', () => {
  const { targets } = feed([{ host: 'product.west', ip: '10.0.1.1', status: 200 }]);
  expect(targets['north-1:80']).toEqual({ ok: 1 });
});

test.each([503, 429, 200])('a shed request is failed and shed, and blames nobody: %i', (status) => {
  const { requests, targets, counters } = feed([
    { host: 'product-outer', ip: '127.0.0.2', port: 8000, status },
  ]);
  expect(requests).toEqual({ total: 1, failed: 1, shed: 1 });
  expect(targets).toEqual({ 'west-1:80': {}, 'north-1:80': {} });
  expect(counters).toMatchObject({ shed: 1, unknownTargets: 0 });
});

test('an abort after the time-out is the failure of the request and a time-out of the target', () => {
  const { requests, targets } = feed([
    { ...INNER_WEST, status: 499, requestMs: 2_500 },
    { ...OUTER_WEST, status: 499, requestMs: 2_500 },
  ]);
  expect(requests).toEqual({ total: 1, failed: 1, shed: 0 });
  expect(targets['west-1:80']).toEqual({ timeouts: 1 });
});

test("a node's weight of a target is the one in its own region's upstream", () => {
  const views = createNodeViews();
  const book = createAddressBook(UPSTREAMS);
  const weights = { 'product.west': 1_000, 'product.north': 1 };
  for (const [name, nodeWeight] of Object.entries(weights)) {
    const target = { target: 'west-1:80', weight: nodeWeight, nodeWeight, addresses: [] };
    recordView(views, {
      gateway: 'kong-eu',
      view: {
        upstream: 'product',
        nodeId: 'n1',
        targets: [{ ...target, health: 'HEALTHY' }],
      },
      homeTargets: names.known.get(name)?.homeTargets ?? [],
      book,
      atMs: 1,
    });
  }
  const readings = readingsOf(views, { upstream: 'product', target: 'west-1:80', nowMs: 2 });
  expect(readings.map(({ nodeWeight }) => nodeWeight)).toEqual([1_000]);
});

test('outer upstreams, whose targets are Kong itself, are not watched', () => {
  expect(names.watched).toEqual({ 'kong-eu': ['product.west', 'product.north'] });
});

test('a refused write is one request, failed and shed, and blames nobody', () => {
  const [service] = strategy.services;
  assert(service !== undefined, 'the fixture has a service');
  const readers = upstreamNames({
    ...strategy,
    services: [{ ...service, readRegions: ['north'] }],
  });
  const { requests, targets, counters } = feed(
    [
      { host: 'product.west.writes', ip: '127.0.0.2', port: 8000, status: 503 },
      { ...OUTER_WEST, status: 503 },
    ],
    readers,
  );
  expect(requests).toEqual({ total: 1, failed: 1, shed: 1 });
  expect(targets).toEqual({ 'west-1:80': {}, 'north-1:80': {} });
  expect(counters).toMatchObject({ shed: 1, unknownTargets: 0, otherServices: 0 });
  // The upstream of the reads speaks for the targets.
  expect(readers.watched['kong-eu']).toEqual(['product.west', 'product.north']);
});
