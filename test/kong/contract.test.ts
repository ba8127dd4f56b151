/**
 * The client against what a real Kong 3.9.3 answered: every recorded exchange that one of its
 * methods can make is made, and must give the recorded entity or the recorded error.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminClient, createAdminClient } from '../../src/kong/client.ts';
import { detectGateway } from '../../src/kong/detect.ts';
import { flattenFields, KongError } from '../../src/kong/errors.ts';
import {
  readRecording,
  type RecordedExchange,
  recordingNames,
  type ReplayServer,
  startReplayServer,
} from './recording.ts';

const COLLECTIONS = ['services', 'routes', 'upstreams', 'plugins'] as const;

type Method = (client: AdminClient) => Promise<unknown>;

/** The method of the client that makes this very request; `null` when none does. */
function methodFor({ method, path, json, body }: RecordedExchange['request']): Method | null {
  const target = /^\/upstreams\/([^/?]+)\/targets(?:\/([^/?]+))?(?:\/(healthy|unhealthy))?$/.exec(
    path,
  );
  if (target?.[1] !== undefined) return targetMethod(target[1], { target, method, json, body });
  const single = /^\/(services|routes|upstreams|plugins)(?:\/([^/?]+))?$/.exec(path);
  const kind = COLLECTIONS.find((name) => name === single?.[1]);
  if (kind !== undefined) {
    return (
      collectionMethod({ method, json, body, key: single?.[2] })?.((client) => client[kind]) ?? null
    );
  }
  const health = /^\/upstreams\/([^/?]+)\/health$/.exec(path)?.[1];
  if (health !== undefined && method === 'GET') return (client) => client.readHealth(health);
  if (method === 'GET' && path === '/') return (client) => client.readNode();
  if (method === 'GET' && path === '/status') return (client) => client.readStatus();
  if (method === 'GET' && path === '/config') return (client) => client.readConfig();
  return null;
}

interface Parts {
  readonly method: string;
  readonly json: unknown;
  readonly body: string | undefined;
}

function targetMethod(upstream: string, parts: Parts & { target: RegExpExecArray }): Method | null {
  const [, , key, verdict] = parts.target;
  if (verdict !== undefined && key !== undefined) {
    if (parts.method !== 'PUT') return null;
    return (client) =>
      client.setHealth({
        upstream,
        target: decodeURIComponent(key),
        healthy: verdict === 'healthy',
      });
  }
  return (
    collectionMethod({ ...parts, key })?.((client) =>
      client.targets(decodeURIComponent(upstream)),
    ) ?? null
  );
}

type AnyCollection = AdminClient['upstreams'] | ReturnType<AdminClient['targets']>;

function collectionMethod({ method, json, body, key }: Parts & { key: string | undefined }) {
  const name = key === undefined ? '' : decodeURIComponent(key);
  const on =
    (use: (collection: AnyCollection) => Promise<unknown>) =>
    (pick: (client: AdminClient) => unknown): Method =>
    (client) =>
      use(pick(client) as AnyCollection);
  if (method === 'DELETE' && key !== undefined) return on((list) => list.delete(name));
  if (method === 'GET') return on((list) => (key === undefined ? list.list() : list.get(name)));
  if (body !== undefined || typeof json !== 'object' || json === null) return null;
  if (method === 'POST' && key === undefined) return on((list) => list.create(json));
  if (method === 'PATCH' && key !== undefined) return on((list) => list.patch(name, json));
  if (method === 'PUT' && key !== undefined) return on((list) => list.put(name, json));
  return null;
}

/** Not what a collection is for, or sent in another form: a short IPv6 address in the long one. */
const NOT_ASKED = /targets\/(\[::|%5B::|[^/]*%20)|\/targets\/all|\/plugins\/enabled/;

describe.each(recordingNames())('%s', (name) => {
  const tape = readRecording(name);
  const cases = tape
    .filter(({ request }) => !NOT_ASKED.test(request.path))
    .flatMap((exchange) => {
      const method = methodFor(exchange.request);
      return method === null ? [] : [{ exchange, method }];
    })
    .map(({ exchange, method }) => ({
      title: `#${exchange.n} ${exchange.request.method} ${exchange.request.path}`,
      exchange,
      method,
    }));
  let server: ReplayServer;
  let client: AdminClient;

  beforeAll(async () => {
    server = await startReplayServer(tape);
    client = createAdminClient({
      baseUrls: [server.url],
      paging: { pageSize: null, maxPages: 10 },
      retry: { retries: 0, baseDelayMs: 1, maxDelayMs: 1 },
    });
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  test('has exchanges that the client can make', () => {
    if (name.startsWith('10-')) return; // raw bodies only
    expect(cases.length).toBeGreaterThan(0);
  });

  const good = cases.filter(({ exchange }) => exchange.response.status < 300);
  test.each(good)('$title', async ({ exchange, method }) => {
    server.rewindTo(exchange);
    const [given, recorded] = comparable(await method(client), exchange);
    expect(given).toEqual(recorded);
  });

  const bad = cases.filter(({ exchange }) => exchange.response.status >= 300);
  test.each(bad)('$title', async ({ exchange, method }) => {
    server.rewindTo(exchange);
    const { status, json } = exchange.response;
    const error = await method(client).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KongError);
    const { message, code, fields } = json as { message: string; code?: number; fields?: unknown };
    expect(error).toMatchObject({ status, reason: message, kongCode: code ?? null });
    expect((error as KongError).fields).toEqual(flattenFields(fields));
    expect((error as KongError).hint).not.toBe('');
  });
});

/** What the client gave and what the recording holds, in comparable form. */
function comparable(result: unknown, { request, response }: RecordedExchange): [unknown, unknown] {
  const json = response.json as Record<string, unknown> | undefined;
  if (response.status === 204 || json === undefined) return [result, undefined];
  if (request.path === '/config') return [result, json['config']];
  const data = json['data'];
  if (!Array.isArray(data)) return [result, json];
  // The recorded page is the first of what the client collected.
  if (!request.path.endsWith('/health')) return [(result as unknown[]).slice(0, data.length), data];
  const { targets } = result as { targets: { target: string }[] };
  return [
    targets.slice(0, data.length).map(({ target }) => target),
    data.map(({ target }: { target: string }) => target),
  ];
}

describe('what is read out of the answers', () => {
  const withTape = async (name: string, use: (client: AdminClient) => Promise<void>) => {
    const server = await startReplayServer(readRecording(name));
    const client = createAdminClient({
      baseUrls: [server.url],
      paging: { pageSize: null, maxPages: 10 },
    });
    try {
      await use(client);
    } finally {
      await client.close();
      await server.close();
    }
  };

  test('a node is recognised: version, edition, role, database, features', () =>
    withTape('01-node.json', async (client) => {
      const facts = await detectGateway(client);
      expect(facts).toMatchObject({
        version: '3.9.3',
        edition: 'community',
        topology: 'traditional',
        role: 'traditional',
        database: 'postgres',
        features: {
          failoverTargets: false,
          stickySessions: false,
          workspaces: false,
          statusApi: false,
        },
      });
      expect(facts.plugins).toContain('http-log');
    }));

  test('health without a balancer has neither state nor node weight, later it has both', () =>
    withTape('06-health.json', async (client) => {
      const before = await client.readHealth('off');
      expect(before.targets).toEqual([]);
      const early = await client.readHealth('off');
      expect(early.targets.map(({ health, nodeWeight }) => [health, nodeWeight])).toEqual([
        [null, null],
        [null, null],
        [null, null],
      ]);
      const later = await client.readHealth('off');
      expect(later.nodeId).toBe('afdc96c9-63d4-49ea-8b8f-03d57d04431a');
      expect(later.targets[0]).toEqual({
        target: '127.0.0.1:9003',
        weight: 0,
        nodeWeight: 0,
        health: 'HEALTHCHECKS_OFF',
        addresses: [{ ip: '127.0.0.1', port: 9003, health: 'HEALTHCHECKS_OFF' }],
      });
    }));

  test('a target that does not resolve has no addresses (Lua writes them as {})', () =>
    withTape('06-health.json', async (client) => {
      await client.readHealth('on');
      const { targets } = await client.readHealth('on');
      expect(targets.find(({ health }) => health === 'DNS_ERROR')).toMatchObject({
        target: 'no-such-host.invalid:9001',
        addresses: [],
      });
    }));
});
