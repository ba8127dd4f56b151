import net, { type AddressInfo } from 'node:net';
import { once } from 'node:events';

import { describe, expect, test } from 'vitest';

import { GatewayStartError, startGateway } from '../../../src/gateway/index.ts';
import { ask, eventually, startTarget } from './harness.ts';

const ANY_PORT = { proxy: '127.0.0.1:0', admin: '127.0.0.1:0', status: '127.0.0.1:0' };

function configText(port: number): string {
  return `
_format_version: "3.0"
services:
  - name: shop
    host: shop
    routes: [{ name: shop, paths: [/shop] }]
upstreams:
  - name: shop
    targets: [{ target: "127.0.0.1:${port}", weight: 100 }]
`;
}

describe('startGateway', () => {
  test.each(['memory', 'off'] as const)(
    'serves its configuration, database %s',
    async (database) => {
      const target = await startTarget();
      const gateway = await startGateway({
        ...ANY_PORT,
        database,
        config: configText(target.port),
      });

      expect((await ask(gateway.proxyPort, '/shop')).body).toBe('t1\n');
      const health = await ask(gateway.adminPort, '/upstreams/shop/health');
      expect(JSON.parse(health.body)).toMatchObject({
        data: [{ health: 'HEALTHCHECKS_OFF', data: { nodeWeight: 100 } }],
      });
      expect((await ask(gateway.statusPort ?? 0, '/metrics')).body).toContain('kong_node_info');
      expect((await ask(gateway.statusPort ?? 0, '/services')).status).toBe(404);
      expect(gateway.warning).toContain('Not for production');

      await gateway.close();
      await gateway.close();
      await target.close();
    },
  );

  test('a weight written over the Admin API steers the next request', async () => {
    const [first, second] = [await startTarget(), await startTarget()];
    const gateway = await startGateway({ ...ANY_PORT, config: configText(first.port), workers: 1 });
    const body = JSON.stringify({ target: `127.0.0.1:${second.port}`, weight: 0 });
    const headers = { 'content-type': 'application/json' };
    await ask(gateway.adminPort, '/upstreams/shop/targets', { method: 'POST', headers, body });
    const patch = async (port: number, weight: number) => {
      const path = `/upstreams/shop/targets/127.0.0.1:${port}`;
      const answer = await ask(gateway.adminPort, path, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ weight }),
      });
      expect(answer.status).toBe(200);
    };

    for (let turn = 0; turn < 5; turn += 1) await ask(gateway.proxyPort, '/shop');
    expect([first.requests.length, second.requests.length]).toEqual([5, 0]);
    await patch(second.port, 100);
    await patch(first.port, 0);
    for (let turn = 0; turn < 5; turn += 1) await ask(gateway.proxyPort, '/shop');
    expect([first.requests.length, second.requests.length]).toEqual([5, 5]);

    await gateway.close();
    await first.close();
    await second.close();
  });

  test('active checks take a refusing target out and bring it back', async () => {
    const text = configText(1)
      .replace('name: shop\n    targets', 'name: shop\n    healthchecks: HC\n    targets')
      .replace(
        'HC',
        '{ active: { healthy: { interval: 0.1, successes: 1 }, unhealthy: { interval: 0.1, tcp_failures: 1 } } }',
      );
    const gateway = await startGateway({ ...ANY_PORT, config: text });
    const healthNow = async () => {
      const { body } = await ask(gateway.adminPort, '/upstreams/shop/health');
      return (JSON.parse(body) as { data: { health: string }[] }).data[0]?.health;
    };
    let health: string | undefined;
    await eventually(() => {
      void healthNow().then((now) => {
        health = now;
      });
      return health === 'UNHEALTHY';
    });
    expect((await ask(gateway.proxyPort, '/shop')).status).toBe(503);
    await gateway.close();
  });

  test.each([
    {
      what: 'an address others can reach',
      options: { proxy: '0.0.0.0:0' },
      code: 'remote-refused',
    },
    { what: 'no address', options: { admin: 'here' }, code: 'invalid-address' },
    { what: 'a broken configuration', options: { config: 'services: 1' }, code: 'invalid-config' },
  ])('refuses $what', async ({ options, code }) => {
    const error = await startGateway({ ...ANY_PORT, ...options }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(GatewayStartError);
    expect(error).toMatchObject({ code });
  });

  test('names the listener whose port is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const error = await startGateway({ ...ANY_PORT, admin: `127.0.0.1:${port}` }).catch(
      (cause: unknown) => cause,
    );

    expect(error).toMatchObject({ code: 'listen-failed', listener: 'admin' });
    taken.close();
  });
});
