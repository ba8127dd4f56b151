/** Prometheus as a source: asked over a real socket, mapped to targets and services, never fatal. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seededRandom } from '../../src/lib/random.ts';
import type { Logger } from '../../src/model/ports.ts';
import type { PrometheusSettings, Strategy } from '../../src/model/strategy.ts';
import { emptyCounters } from '../../src/telemetry/counters.ts';
import { createPrometheusFeed } from '../../src/telemetry/prometheus-poller.ts';
import { queryPrometheus } from '../../src/telemetry/prometheus-query.ts';
import { mapDemand, mapUtilisation } from '../../src/telemetry/prometheus-readings.ts';
import { createFakeClock, makeService, makeStrategy, silentLogger } from './fixtures.ts';

type Answer = { readonly status?: number; readonly text: string };

let server: Server;
let url = '';
let asked: { form: URLSearchParams; headers: IncomingMessage['headers'] }[] = [];
let answer: (form: URLSearchParams) => Answer | null = () => vector([]);

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      asked.push({ form, headers: request.headers });
      const given = answer(form);
      if (given === null) return; // never answers
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json' });
      response.end(given.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function vector(samples: readonly (readonly [Record<string, string>, string])[]): Answer {
  const result = samples.map(([metric, value]) => ({ metric, value: [1_435_781_451.781, value] }));
  return {
    text: JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }),
  };
}

const ask = (changes: Partial<Parameters<typeof queryPrometheus>[0]> = {}, timeoutMs = 5_000) =>
  queryPrometheus(
    { url, tokenFile: null, query: 'up', timeoutMs: 2_000, lookbackMs: 60_000, ...changes },
    AbortSignal.timeout(timeoutMs),
  );

describe('a question', () => {
  test('carries the query and its limits, and gives labels and values', async () => {
    answer = () =>
      vector([
        [{ instance: 'a:80' }, '0.25'],
        [{ instance: 'b:80' }, '1e-1'],
      ]);
    expect(await ask({ query: 'max by (instance) (busy{job="x&y"})' })).toEqual([
      { labels: { instance: 'a:80' }, value: 0.25 },
      { labels: { instance: 'b:80' }, value: 0.1 },
    ]);
    expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({
      query: 'max by (instance) (busy{job="x&y"})',
      timeout: '2000ms',
      limit: '20000',
      lookback_delta: '60000ms',
    });
  });

  test('carries the token of the file as it is now', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ballast-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'one\n');
    await ask({ tokenFile });
    await writeFile(tokenFile, 'two\n');
    await ask({ tokenFile });
    await rm(folder, { recursive: true });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  });

  test('leaves out what is no number', async () => {
    answer = () =>
      vector([
        [{ instance: 'a' }, 'NaN'],
        [{ instance: 'b' }, '+Inf'],
        [{ instance: 'c' }, ''],
      ]);
    expect(await ask()).toEqual([]);
  });

  test.each<[string, Answer, RegExp]>([
    [
      'a refused query',
      { status: 400, text: '{"status":"error","error":"parse error"}' },
      /400: parse error/,
    ],
    ['no JSON', { status: 502, text: '<html>' }, /502: no Prometheus answer/],
    [
      'a scalar',
      { text: '{"status":"success","data":{"resultType":"scalar","result":[0,"1"]}}' },
      /instant vector/,
    ],
    ['an answer without end', { text: ' '.repeat(9 * 1024 * 1024) }, /larger than/],
  ])('%s is an error with words', async (_name, given, words) => {
    answer = () => given;
    await expect(ask()).rejects.toThrow(words);
  });

  test('no answer ends with its signal', async () => {
    answer = () => null;
    await expect(ask({}, 50)).rejects.toThrow(/abort|time/i);
  });
});

describe('mapping', () => {
  const strategy = makeStrategy([
    makeService('shop-upstream', ['a.east:8080', 'b.east:8080', '[::1]:8080'], { name: 'shop' }),
    makeService('stock', ['a.east:9090']),
  ]);
  const map = (samples: readonly (readonly [string, number])[]) =>
    mapUtilisation(strategy, {
      samples: samples.map(([instance, value]) => ({ labels: { instance }, value })),
      label: 'instance',
      atMs: 7,
    });

  test.each<[string, readonly (readonly [string, number])[], Record<string, number>, number]>([
    ['by host and port', [['a.east:8080', 0.5]], { 'a.east:8080': 0.5 }, 0],
    [
      'by host, for all targets on it',
      [['a.east:9100', 0.5]],
      { 'a.east:8080': 0.5, 'a.east:9090': 0.5 },
      0,
    ],
    ['by host without a port', [['b.east', 0.5]], { 'b.east:8080': 0.5 }, 0],
    ['in whatever case', [['B.East:8080', 0.5]], { 'b.east:8080': 0.5 }, 0],
    ['IPv6', [['[::1]:8080', 0.5]], { '[::1]:8080': 0.5 }, 0],
    [
      'the exact one before the host',
      [
        ['a.east:8080', 0.2],
        ['a.east:9100', 0.9],
      ],
      { 'a.east:8080': 0.2, 'a.east:9090': 0.9 },
      0,
    ],
    [
      'the busiest of several',
      [
        ['b.east:8080', 0.2],
        ['b.east:8080', 0.9],
      ],
      { 'b.east:8080': 0.9 },
      0,
    ],
    ['not what is unknown', [['c.east:8080', 0.5]], {}, 1],
    ['not percent', [['b.east:8080', 50]], {}, 1],
    ['not below zero', [['b.east:8080', -0.1]], {}, 1],
  ])('utilisation: %s', (_name, samples, wanted, unusable) => {
    const mapped = map(samples);
    const ratios = [...mapped.readings].map(([target, { ratio }]) => [target, ratio]);
    expect(Object.fromEntries(ratios)).toEqual(wanted);
    expect(mapped.unusable).toBe(unusable);
  });

  test('demand: by service or upstream, added up', () => {
    const [shop] = strategy.services;
    const samples = [
      { labels: { service: 'shop' }, value: 10 },
      { labels: { service: shop?.upstream ?? '' }, value: 5 },
      { labels: { service: 'other' }, value: 7 },
    ];
    const { readings, unusable } = mapDemand(strategy, { samples, label: 'service', atMs: 7 });
    expect([...readings]).toEqual([[shop?.upstream, { atMs: 7, rps: 15 }]]);
    expect(unusable).toBe(1);
  });
});

describe('the feed', () => {
  const settings = (): PrometheusSettings => ({
    url,
    tokenFile: null,
    intervalMs: 5_000,
    utilisation: { query: 'busy', label: 'instance' },
    demand: { query: 'rate', label: 'service' },
  });

  function start(prometheus: PrometheusSettings | null, logger: Logger = silentLogger) {
    const base = makeStrategy([makeService('shop', ['a.east:8080'])]);
    const strategy: Strategy = { ...base, telemetry: { ...base.telemetry, prometheus } };
    const clock = createFakeClock();
    const counters = emptyCounters();
    const feed = createPrometheusFeed({
      strategy,
      clock,
      random: seededRandom(1),
      logger,
      counters,
    });
    const controller = new AbortController();
    const running = feed.run(controller.signal);
    const upstream = strategy.services[0]?.upstream ?? '';
    const stop = async () => {
      controller.abort();
      await running;
    };
    return { feed, clock, counters, upstream, stop };
  }

  const tells = (form: URLSearchParams) =>
    form.get('query') === 'busy'
      ? vector([[{ instance: 'a.east:8080' }, '0.5']])
      : vector([[{ service: 'shop' }, '120']]);

  test('hands out what it was told, until it is stale', async () => {
    answer = tells;
    const { feed, clock, counters, upstream, stop } = start(settings());
    await vi.waitFor(() => expect(counters.prometheus.ok).toBe(1));
    const startMs = clock.nowMs();
    await stop();
    expect(feed.utilisationOf('a.east:8080', startMs)).toEqual({ atMs: startMs, ratio: 0.5 });
    expect(feed.demandOf(upstream, startMs)).toBe(120);
    expect(feed.demandOf(upstream, startMs + 20_001)).toBeUndefined();
    expect(feed.utilisationOf('a.east:8080', startMs + 180_000)).toBeDefined();
    expect(feed.utilisationOf('a.east:8080', startMs + 180_001)).toBeUndefined();
  });

  test('a target that is no longer told of is no longer known', async () => {
    answer = tells;
    const { feed, clock, counters, stop } = start(settings());
    await vi.waitFor(() => expect(counters.prometheus.ok).toBe(1));
    answer = () => vector([]);
    await clock.advance(5_000);
    await vi.waitFor(() => expect(counters.prometheus.ok).toBe(2));
    await stop();
    expect(feed.utilisationOf('a.east:8080', clock.nowMs())).toBeUndefined();
  });

  test('goes on without it, asks less often, and says so once', async () => {
    answer = () => ({ status: 503, text: 'no' });
    const said: string[] = [];
    const note = (_fields: unknown, message: string) => said.push(message);
    const logger = { info: note, warn: note, error: note };
    const { feed, clock, counters, stop } = start(settings(), logger);
    for (let failures = 1; failures <= 3; failures += 1) {
      await vi.waitFor(() => expect(counters.prometheus.failed).toBe(failures));
      await clock.advance(60_000);
    }
    answer = tells;
    await clock.advance(60_000);
    await vi.waitFor(() => expect(counters.prometheus.ok).toBeGreaterThan(0));
    await stop();
    expect(said).toEqual([
      'Prometheus does not tell; going on without it',
      'Prometheus tells again',
    ]);
    expect(feed.utilisationOf('a.east:8080', clock.nowMs())?.ratio).toBe(0.5);
  });

  test('one query that fails does not take the other with it', async () => {
    answer = (form) => (form.get('query') === 'busy' ? { status: 422, text: '{}' } : tells(form));
    const { feed, clock, counters, upstream, stop } = start(settings());
    await vi.waitFor(() => expect(counters.prometheus.failed).toBe(1));
    await stop();
    expect(feed.demandOf(upstream, clock.nowMs())).toBe(120);
    expect(feed.utilisationOf('a.east:8080', clock.nowMs())).toBeUndefined();
  });

  test('without a Prometheus it asks nobody and knows nothing', async () => {
    const { feed, upstream, stop } = start(null);
    await stop();
    expect(asked).toEqual([]);
    expect(feed.demandOf(upstream, 0)).toBeUndefined();
  });
});
