/**
 * The health routes on sockets: what DNS is told is what a client would get. 200 while any target is
 * left, 503 when none is, 404 on a gateway of another region, whatever other routes there are.
 */

import { createServer, request, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { startGateway, type RunningGateway } from '../../src/gateway/index.ts';
import { healthRoutePath } from '../../src/generate/health-routes.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import type { GatewayAdmin } from '../../src/kong/gateway-admin.ts';
import { applyConfig, createGatewayAdmin } from '../../src/kong/index.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { makeGateway, makeService, makeStrategy, silentLogger } from '../telemetry/fixtures.ts';
import { findFreePort } from '../../src/demo/ports.ts';

describe.each(['flat', 'two-level'] as const)('in the %s layout', (layout) => {
  const servers: Server[] = [];
  const down = new Set<string>();
  let kong: RunningGateway;
  let admin: GatewayAdmin;
  const seen: string[] = [];

  beforeAll(async () => {
    const west = await startTarget('west');
    const north = await startTarget('north');
    const port = await findFreePort();
    kong = await startGateway({ proxy: `127.0.0.1:${port}`, admin: '127.0.0.1:0', seed: 1 });
    const gateway = makeGateway('kong', {
      region: 'west',
      adminUrls: [kong.adminUrl],
      loopbackUrl: `http://127.0.0.1:${port}`,
    });
    const service = makeService('shop', [west, north], {
      // As greedy as a user's route can be: it must not take the health requests.
      routes: [{ paths: ['/'], methods: ['GET'], hosts: ['api.test'], stripPath: false }],
      path: '/api/v1',
    });
    const targets = service.targets.map((target, index) => ({
      ...target,
      region: ['west', 'north'][index] ?? '',
    }));
    const strategy = {
      ...makeStrategy([{ ...service, targets }], { url: 'http://127.0.0.1:9/' }),
      layout,
      regions: ['west', 'north'].map((name, priority) => ({ name, priority, rttMs: {} })),
      gateways: [gateway],
    };
    admin = createGatewayAdmin(gateway, { logger: silentLogger });
    const [node] = admin.nodes;
    if (node === undefined) throw new TypeError('no node');
    const config = renderKongConfig(strategy, gateway, { hopKey: 'a-key-of-this-test' });
    await applyConfig(node, mergeForDbless(config));
  });

  afterEach(() => {
    down.clear();
    seen.length = 0;
  });

  afterAll(async () => {
    await admin?.close();
    await kong?.close();
    await Promise.all(servers.map(closeServer));
  });

  async function startTarget(region: string): Promise<string> {
    const server = createServer((incoming, response) => {
      if (down.has(region)) return void incoming.socket.destroy();
      seen.push(`${region} ${incoming.url ?? ''}`);
      response.end('ok');
    });
    servers.push(server);
    return new URL(await listen(server)).host;
  }

  const ask = async (path: string) => (await fetch(`${kong.proxyUrl}${path}`)).status;

  /** `fetch` does not let a Host header be set. */
  const askAs = (host: string, path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${kong.proxyUrl}${path}`, { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });

  test('a gateway that can serve says 200, through the path that probes use', async () => {
    expect(await ask(healthRoutePath('west', 'shop'))).toBe(200);
    expect(seen.some((line) => line === 'west /health')).toBe(true);
  });

  test('a user’s route for the host and every path does not take the request', async () => {
    expect(await askAs('api.test', healthRoutePath('west', 'shop'))).toBe(200);
    expect(seen.filter((line) => line.includes('/ballast/'))).toEqual([]);
    expect(await askAs('api.test', '/ballast/health')).toBe(200);
    expect(seen.some((line) => line.endsWith('/api/v1/ballast/health'))).toBe(true);
  });

  test('one region is enough', async () => {
    down.add('west');
    await expect.poll(() => ask(healthRoutePath('west', 'shop')), { timeout: 10_000 }).toBe(200);
  });

  test('with no target left it is an error, within the 2 s that Route 53 waits', async () => {
    down.add('west');
    down.add('north');
    const beganMs = performance.now();
    expect(await ask(healthRoutePath('west', 'shop'))).toBeGreaterThanOrEqual(500);
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });

  test('a checker that reached the gateway of another region is told so', async () => {
    expect(await ask(healthRoutePath('north', 'shop'))).toBe(404);
    expect(await ask(`${healthRoutePath('west', 'shop')}/admin`)).toBe(404);
  });
});
