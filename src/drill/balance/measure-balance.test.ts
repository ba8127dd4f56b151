/** The split as it is measured, before a proxy on a socket: a verdict, or a reason why there is none. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { assert } from '../../lib/assert.ts';
import type { KongUpstreamView } from '../../model/kong.ts';
import type { TickRecord } from '../../model/ports.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { BalanceWish } from '../../operations/ports.ts';
import { measureBalance } from './measure-balance.ts';

const A = 'eu-west-1:80';
const B = 'eu-west-2:80';
const C = 'eu-north-1:80';
/** Who answers, one after the other. */
let answers: readonly (string | null)[] = [];
let asked: IncomingMessage[] = [];
let server: Server;
let proxyUrl = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = answers[asked.push(request) % answers.length] ?? null;
    response.writeHead(name === null ? 404 : 200, name === null ? {} : { 'x-served-by': name });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  answers = [A, A, B, C];
});

type Weights = Readonly<Record<string, number>>;

function view(upstream: string, weights: Weights, health: 'HEALTHY' | 'UNHEALTHY' = 'HEALTHY') {
  const targets = Object.entries(weights).map(([target, nodeWeight]) => {
    return { target, weight: 1, nodeWeight, health, addresses: [] };
  });
  return { upstream, nodeId: 'n', targets } satisfies KongUpstreamView;
}

interface Scene {
  readonly strategy?: (strategy: Strategy) => Strategy;
  readonly service?: Partial<ServiceStrategy>;
  readonly proxy?: string | null;
  readonly views?: (gateway: Gateway, upstream: string) => KongUpstreamView;
  readonly wish?: Partial<BalanceWish>;
  readonly ticks?: (sentSinceMs: number) => readonly TickRecord[];
  readonly signal?: AbortSignal;
}

const WEIGHTS: Weights = { [A]: 50, [B]: 25, [C]: 25 };

async function measured(scene: Scene = {}) {
  const { strategy: change = (strategy) => strategy, proxy = proxyUrl } = scene;
  const strategy = change(strategyFixture({ layout: 'flat' }));
  const [service] = strategy.services;
  const [first] = strategy.gateways;
  assert(service !== undefined && first !== undefined, 'the fixture has both');
  const gateway = { ...first, proxyUrl: proxy };
  const wish: BalanceWish = {
    service: { ...service, ...scene.service },
    gateway,
    count: 80,
    rate: 5_000,
    alpha: 0.001,
    path: null,
    header: 'X-Served-By',
    labels: {},
    ...scene.wish,
  };
  const { views = (_gateway, upstream) => view(upstream, WEIGHTS) } = scene;
  let nowMs = 0;
  const ports = {
    strategy,
    store: { readTicks: async () => scene.ticks?.(asked.length) ?? [] },
    nowMs: () => nowMs,
    sleep: async () => {
      nowMs += 1_000;
      await new Promise((resolve) => setImmediate(resolve));
    },
    readUpstream: async (one: Gateway, upstream: string) => views(one, upstream),
  };
  return measureBalance(ports, wish, scene.signal ?? new AbortController().signal);
}

test('a split as weighted, counted by the header, each request with a key of its own', async () => {
  const found = await measured();
  expect(found).toMatchObject({ verdict: 'as-weighted', sent: 80, answered: 80, requests: 80 });
  expect(found).toMatchObject({ source: 'header', reason: null });
  expect(new Set(asked.map(({ url }) => url)).size).toBe(80);
  expect(asked[0]?.url).toMatch(/^\/\S*\?ballast-check=check-/);
});

test('a split not as weighted is told as such', async () => {
  answers = [A, B, C];
  expect(await measured({ wish: { count: 300 } })).toMatchObject({ verdict: 'not-as-weighted' });
});

test('labels say whom a header means; the host of the route is sent', async () => {
  answers = ['p1', 'p1', 'p2', 'p3'];
  const service = {
    routes: [{ paths: ['/a'], methods: ['GET'], hosts: ['shop.test'], stripPath: true }],
  };
  const labels = { p1: A, p2: B, p3: C };
  expect(await measured({ service, wish: { labels } })).toMatchObject({ verdict: 'as-weighted' });
  expect(asked[0]?.headers.host).toBe('shop.test');
});

const tick = (tries: Weights): TickRecord =>
  ({
    atMs: 1,
    digest: {
      upstreams: [
        {
          upstream: strategyFixture().services[0]?.upstream,
          targets: Object.entries(tries).map(([target, one]) => ({ target, tries: one })),
        },
      ],
    },
  }) as unknown as TickRecord;

test('telemetry counts too: each tick once', async () => {
  const ticks = () => [tick({ [A]: 40, [B]: 20, [C]: 20 })];
  const found = await measured({ wish: { header: null }, ticks });
  expect(found).toMatchObject({ verdict: 'as-weighted', source: 'telemetry', requests: 80 });
});

const away = () => {
  throw new Error('connection refused');
};
const POST_ONLY = [{ paths: ['/a'], methods: ['POST'], hosts: [], stripPath: true }];
const PATTERN = [{ paths: ['~/a/[0-9]+'], methods: [], hosts: [], stripPath: true }];
const ONE = { [A]: 100 };

test.each<[code: string, scene: Scene, answers?: readonly (string | null)[]]>([
  ['no-proxy', { proxy: null }],
  ['no-path', { service: { routes: POST_ONLY } }],
  ['no-path', { service: { routes: PATTERN } }],
  ['no-answer', { proxy: 'http://127.0.0.1:9', wish: { count: 10 } }],
  ['kong-away', { views: away }],
  ['no-weights', { views: (_one, upstream) => view(upstream, { [A]: 0, [B]: 0 }) }],
  ['no-weights', { views: (_one, upstream) => view(upstream, WEIGHTS, 'UNHEALTHY') }],
  ['no-weights', { views: (_one, upstream) => view(upstream, {}) }],
  ['one-target', { views: (_one, upstream) => view(upstream, ONE) }, [A]],
  ['too-few', { wish: { count: 4 } }],
  ['no-header', {}, [A, A, B, null]],
  ['unlabelled', {}, ['p1']],
  ['not-counted', { wish: { header: null } }],
  ['ended', { signal: AbortSignal.abort() }],
  [
    'changed',
    {
      views: (_one, upstream) => view(upstream, asked.length === 0 ? WEIGHTS : { [A]: 1, [B]: 1 }),
    },
  ],
])('%s: nothing can be said, and why (%#)', async (code, scene, who) => {
  answers = who ?? answers;
  const { verdict, reason } = await measured(scene);
  expect({ verdict, why: reason?.key }).toEqual({
    verdict: 'inconclusive',
    why: `balance-why-${code}`,
  });
});

test('traffic of another gateway spoils what telemetry counts, unless its weights are the same', async () => {
  const two = (strategy: Strategy): Strategy => {
    const [first] = strategy.gateways;
    assert(first !== undefined, 'the fixture has one');
    return { ...strategy, gateways: [first, { ...first, name: 'other' }] };
  };
  const ticks = () => [tick({ [A]: 80, [B]: 40, [C]: 40 })];
  const views = (gateway: Gateway, upstream: string) =>
    view(upstream, gateway.name === 'other' ? { [A]: 1, [C]: 1 } : WEIGHTS);
  const scene = { strategy: two, wish: { header: null }, ticks };
  expect((await measured({ ...scene, views })).reason?.key).toBe('balance-why-other-traffic');
  expect(await measured(scene)).toMatchObject({ verdict: 'as-weighted', reason: null });
});
