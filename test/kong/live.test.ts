/**
 * The client against a running Kong: `KONG_ADMIN_URL` (and `KONG_PROXY_URL` for the last test).
 * Everything it makes is called `ballast-contract-…` and removed afterwards. What it expects of
 * errors is what Kong 3.9.3 answered when it was recorded.
 */

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flattenFields } from '../../src/kong/errors.ts';
import {
  type AdminClient,
  applyConfig,
  createAdminClient,
  createKongAdminPort,
  detectGateway,
  KongError,
} from '../../src/kong/index.ts';
import { closeServer, listen, readRecording } from './recording.ts';

const adminUrl = process.env['KONG_ADMIN_URL'];
const proxyUrl = process.env['KONG_PROXY_URL'];
const PREFIX = `ballast-contract-${randomBytes(4).toString('hex')}`;

/** Recorded refusals of new upstreams: the same body must be refused the same way. */
const REFUSALS = readRecording('03-upstream-errors.json').filter(
  ({ request: { method, path, json }, response }) =>
    method === 'POST' &&
    path === '/upstreams' &&
    typeof json === 'object' &&
    response.status === 400,
);

describe.skipIf(adminUrl === undefined)('a running Kong', () => {
  let client: AdminClient;
  const name = `${PREFIX}-a`;
  const signal = AbortSignal.timeout(60_000);

  beforeAll(async () => {
    client = createAdminClient({ baseUrls: [adminUrl ?? ''] });
    await client.upstreams.create({
      name,
      healthchecks: { passive: { unhealthy: { http_failures: 200 } } },
    });
  });
  afterAll(async () => {
    for (const kind of ['plugins', 'routes', 'services', 'upstreams'] as const) {
      for (const { id, ...fields } of await client[kind].list()) {
        if (JSON.stringify(fields).includes(PREFIX)) await client[kind].delete(id);
      }
    }
    await client.close();
  });

  test('is recognised', async () => {
    const facts = await detectGateway(client);
    expect(facts.version).toMatch(/^\d+\.\d+/);
    expect(facts.topology).toBe('traditional');
    expect(facts.plugins).toContain('http-log');
  });

  test('upstreams are created, patched, replaced and deleted', async () => {
    const other = `${PREFIX}-b`;
    expect(await client.upstreams.put(other, { slots: 500 })).toMatchObject({ slots: 500 });
    const patched = await client.upstreams.patch(other, { algorithm: 'least-connections' });
    expect(patched).toMatchObject({ slots: 500, algorithm: 'least-connections' });
    expect(await client.upstreams.put(other, {})).toMatchObject({ slots: 10_000 });
    expect((await client.upstreams.list()).map((upstream) => upstream.name)).toContain(other);
    await client.upstreams.delete(other);
    await client.upstreams.delete(other);
    await expect(client.upstreams.get(other)).rejects.toMatchObject({ code: 'KONG_NOT_FOUND' });
  });

  test('targets are created, found in any spelling, weighed and deleted', async () => {
    const targets = client.targets(name);
    await targets.create({ target: '127.0.0.1:9', weight: 10 });
    await targets.create({ target: '[::1]:9' });
    await expect(targets.create({ target: '127.0.0.1:9' })).rejects.toMatchObject({
      code: 'KONG_CONFLICT',
      kongCode: 5,
    });
    expect(await targets.patch('[::1]:9', { weight: 7 })).toMatchObject({ weight: 7 });
    await expect(targets.patch('127.0.0.1:9', { weight: 65_536 })).rejects.toMatchObject({
      code: 'KONG_INVALID',
      fields: [{ field: 'weight', message: 'value should be between 0 and 65535' }],
    });
    await expect(targets.patch('127.0.0.1:99', { weight: 1 })).rejects.toMatchObject({
      code: 'KONG_NOT_FOUND',
    });
    const port = createKongAdminPort({ nodes: [client] });
    await port.setWeight({ upstream: name, target: '127.0.0.1:9', from: 10, to: 3 }, signal);
    expect(await port.readWeights(name, signal)).toMatchObject({ '127.0.0.1:9': 3 });
    await targets.delete('[::1]:9');
    await expect(targets.delete('[::1]:9')).rejects.toMatchObject({ status: 404 });
  });

  test('more targets than a page holds are all listed, once', async () => {
    const many = `${PREFIX}-many`;
    await client.upstreams.create({ name: many });
    const addresses = Array.from({ length: 120 }, (_, index) => `127.0.3.${index + 1}:9`);
    for (const target of addresses) await client.targets(many).create({ target });
    const small = createAdminClient({
      baseUrls: [adminUrl ?? ''],
      paging: { pageSize: 50, maxPages: 10 },
    });
    const listed = (await small.targets(many).list()).map(({ target }) => target);
    await small.close();
    expect(listed.toSorted()).toEqual(addresses.toSorted());
  });

  test('health is read, and a mark is taken', async () => {
    const target = '127.0.0.1:9';
    const read = async () =>
      (await client.readHealth(name)).targets.find((view) => view.target === target);
    await waitFor(async () => (await read())?.health === 'HEALTHY');
    expect(await read()).toMatchObject({
      nodeWeight: 3,
      addresses: [{ ip: '127.0.0.1', port: 9 }],
    });
    await client.setHealth({ upstream: name, target, healthy: false });
    await waitFor(async () => (await read())?.health === 'UNHEALTHY');
    await client.setHealth({ upstream: name, target, healthy: true });
    await waitFor(async () => (await read())?.health === 'HEALTHY');
    await expect(
      client.setHealth({ upstream: name, target: '127.0.0.1:99', healthy: true }),
    ).rejects.toMatchObject({ code: 'KONG_NOT_FOUND' });
  });

  test.each(
    REFUSALS.map((exchange) => ({ exchange, body: JSON.stringify(exchange.request.json) })),
  )('refuses $body as recorded', async ({ exchange }) => {
    const json = exchange.response.json as { code: number; fields: unknown };
    const error = await client.upstreams
      .create(exchange.request.json as object)
      .then(({ id }) => client.upstreams.delete(id))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 400, kongCode: json.code });
    expect(error).toBeInstanceOf(KongError);
    expect((error as KongError).fields).toEqual(flattenFields(json.fields));
  });

  test('a configuration is applied; the second time nothing is written', async () => {
    const config = configFor(`${PREFIX}-c`, '127.0.0.1:9');
    const first = await applyConfig(client, config);
    expect(first.writes.map(({ action, kind }) => `${action} ${kind}`)).toEqual([
      'create upstreams',
      'create targets',
      'create services',
      'create routes',
      'create plugins',
    ]);
    expect(first.notTaken).toEqual([]);
    expect(await applyConfig(client, config)).toEqual({ writes: [], notTaken: [] });
  });

  test.skipIf(proxyUrl === undefined)('what was applied is proxied', async () => {
    const backend = createServer((_request, response) => response.end('from the target'));
    const { host } = new URL(await listen(backend));
    await applyConfig(client, configFor(`${PREFIX}-d`, host));
    const ask = () => fetch(`${proxyUrl}/${PREFIX}-d`).then((response) => response.text());
    try {
      await waitFor(async () => (await ask()) === 'from the target');
      expect(await ask()).toBe('from the target');
    } finally {
      await closeServer(backend);
    }
  });
});

function configFor(name: string, target: string) {
  return {
    upstreams: [
      {
        name,
        algorithm: 'least-connections',
        tags: ['two', 'one'],
        healthchecks: {
          threshold: 0,
          active: { timeout: 0.5, healthy: { interval: 0, http_statuses: [200, 204] } },
          passive: { unhealthy: { http_statuses: [500, 502], http_failures: 5 } },
        },
        targets: [{ target, weight: 7, tags: ['one'] }],
      },
    ],
    services: [
      {
        name,
        url: `http://${name}/`,
        read_timeout: 1_500,
        routes: [{ name, paths: [`/${name}`], methods: ['POST', 'GET'], strip_path: true }],
        plugins: [
          {
            name: 'http-log',
            config: { http_endpoint: 'http://127.0.0.1:9/x', queue: { max_batch_size: 200 } },
          },
        ],
      },
    ],
  };
}

/** Kong takes up to some seconds until a change is in effect. */
async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error('did not come about within ten seconds');
}
