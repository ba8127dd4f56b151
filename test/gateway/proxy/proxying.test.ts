import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { ask, type Harness, startHarness, startTarget, type TestTarget } from './harness.ts';

let gateway: Harness;
let target: TestTarget;

beforeEach(async () => {
  gateway = await startHarness();
  target = await startTarget();
});

afterEach(async () => {
  await gateway.close();
  await target.close();
});

describe('a proxied request', () => {
  test('reaches the target with the route stripped and Kong’s headers added', async () => {
    gateway.serve('ok', { targets: [target.port], service: { path: '/api/v1' } });

    const answer = await ask(gateway.port, '/ok/path?x=1&y=2', {
      headers: { 'x-user': 'u', connection: 'close, x-hop', 'x-hop': '1', te: 'trailers' },
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toBe('t1\n');
    expect(answer.headers).toMatchObject({
      'content-length': '3',
      server: 'kong/3.9.3',
      via: '1.1 kong/3.9.3',
      connection: 'close',
    });
    expect(answer.headers['x-kong-upstream-latency']).toMatch(/^\d+$/);
    expect(answer.headers['x-kong-proxy-latency']).toMatch(/^\d+$/);
    expect(answer.headers['x-kong-request-id']).toMatch(/^[0-9a-f]{32}$/);
    const [seen] = target.requests;
    expect(seen?.url).toBe('/api/v1/path?x=1&y=2');
    expect(seen?.headers).toMatchObject({
      host: `127.0.0.1:${target.port}`,
      'x-user': 'u',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': '127.0.0.1',
      'x-forwarded-port': String(gateway.port),
      'x-forwarded-path': '/ok/path',
      'x-forwarded-prefix': '/ok',
      via: '1.1 kong/3.9.3',
      'x-kong-request-id': answer.headers['x-kong-request-id'],
    });
    expect(seen?.headers).not.toHaveProperty('x-hop');
    expect(seen?.headers).not.toHaveProperty('te');
  });

  test('without a matching route is a 404 in JSON', async () => {
    const answer = await ask(gateway.port, '/nothing-here');

    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const id = answer.headers['x-kong-request-id'];
    expect(answer.body).toBe(
      `{\n  "message":"no Route matched with those values",\n  "request_id":"${String(id)}"\n}`,
    );
    expect(answer.headers).toHaveProperty('x-kong-response-latency');
    expect(answer.headers).not.toHaveProperty('x-kong-upstream-latency');
  });

  test.each([
    { name: 'an empty upstream', targets: [] },
    { name: 'an upstream whose only target has weight 0', targets: null },
  ])('to $name is a 503', async ({ targets }) => {
    gateway.serve('none', { targets: targets ?? [] });
    if (targets === null) gateway.addTarget('u-none', '127.0.0.1:9', 0);

    const answer = await ask(gateway.port, '/none');

    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({
      message: 'failure to get a peer from the ring-balancer',
    });
    expect(answer.headers).toHaveProperty('x-kong-response-latency');
  });

  test('carries its body, and gets its answer chunked when the target’s was', async () => {
    const echo = await startTarget((request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain' });
      request.pipe(response);
    });
    gateway.serve('echo', { targets: [echo.port] });

    const answer = await ask(gateway.port, '/echo', { method: 'POST', body: 'x'.repeat(300_000) });

    expect(answer.status).toBe(201);
    expect(answer.body).toHaveLength(300_000);
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    expect(echo.requests[0]?.headers['content-length']).toBe('300000');
    await echo.close();
  });

  test('keeps the Host of the client when the route says so', async () => {
    gateway.serve('host', { targets: [target.port], route: { preserve_host: true } });

    await ask(gateway.port, '/host', { headers: { host: 'shop.example:81' } });

    expect(target.requests[0]?.headers.host).toBe('shop.example:81');
    expect(target.requests[0]?.headers['x-forwarded-host']).toBe('shop.example');
  });

  test('to a service whose host is an address needs no upstream', async () => {
    const { id } = gateway.add('services', { name: 'd', host: '127.0.0.1', port: target.port });
    gateway.add('routes', { paths: ['/direct'], service: { id } });

    expect((await ask(gateway.port, '/direct')).status).toBe(200);
  });
});
