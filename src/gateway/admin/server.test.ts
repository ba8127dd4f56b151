import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createEntityStore } from '../entities/store.ts';
import type { GatewayRuntime, HealthMark } from '../runtime-port.ts';
import { createConfigState } from './config-state.ts';
import { createAdminServer } from './server.ts';

const marks: HealthMark[] = [];
const RUNTIME: GatewayRuntime = {
  targetHealth: () => null,
  balancerHealth: () => null,
  setHealth: (mark) => {
    marks.push(mark);
    return 'done';
  },
  metricsText: () => 'kong_up 1\n',
  connections: () => ({
    accepted: 1,
    handled: 1,
    active: 1,
    reading: 0,
    writing: 1,
    waiting: 0,
    totalRequests: 7,
  }),
  timers: () => ({ running: 0, pending: 0 }),
};

function start(database: 'memory' | 'off') {
  const nowMs = (): number => 1_700_000_000_000;
  const uuid = (): string => crypto.randomUUID();
  const store = createEntityStore({ database, nowMs, uuid });
  return createAdminServer({
    store,
    runtime: RUNTIME,
    node: {
      nodeId: 'node',
      hostname: 'host',
      proxyListen: [],
      adminListen: [],
      pid: 1,
      workers: 2,
    },
    config: createConfigState({ store, nowMs, uuid }),
    onError: (error) => {
      throw error;
    },
  });
}

let server: ReturnType<typeof start>;
beforeEach(() => {
  server = start('memory');
});
afterEach(async () => {
  await server.close();
});

function call(
  method: InjectOptions['method'],
  url: string,
  json?: object,
): Promise<LightMyRequestResponse> {
  return server.inject({
    ...(method === undefined ? {} : { method }),
    url,
    ...(json === undefined ? {} : { payload: json }),
  });
}

describe('the server', () => {
  it('answers HEAD as GET, without a body', async () => {
    const reply = await call('HEAD', '/upstreams');
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
  });

  it('tells the methods of an endpoint', async () => {
    const reply = await call('OPTIONS', '/upstreams');
    expect(reply.statusCode).toBe(204);
    expect(reply.headers['allow']).toBe('GET, HEAD, OPTIONS, POST');
  });

  it('takes a slash at the end', async () => {
    expect((await call('GET', '/upstreams/')).statusCode).toBe(200);
  });

  it('does not know HTTP methods that Kong does not know', async () => {
    expect((await call('DELETE', '/upstreams')).statusCode).toBe(405);
  });

  it('refuses a page of another origin, and takes one of its own', async () => {
    const from = (origin: string) =>
      server.inject({ url: '/', headers: { origin, host: '127.0.0.1:8001' } });
    expect((await from('https://evil.example')).statusCode).toBe(403);
    expect((await from('null')).statusCode).toBe(403);
    expect((await from('http://127.0.0.1:8001')).statusCode).toBe(200);
  });

  it('refuses a broken escape in the path without failing', async () => {
    expect((await call('GET', '/upstreams/%zz')).statusCode).toBe(400);
  });

  it('gives the metrics of the runtime as text', async () => {
    const reply = await call('GET', '/metrics');
    expect([reply.body, reply.headers['content-type']]).toEqual([
      'kong_up 1\n',
      'text/plain; charset=UTF-8',
    ]);
  });

  it('says what it is', async () => {
    const { version, edition, tagline } = (await call('GET', '/')).json<Record<string, string>>();
    expect([version, edition]).toEqual(['3.9.3', 'community']);
    expect(tagline).toContain('Not for production');
  });
});

describe('bodies', () => {
  it('as forms have the types of the schema', async () => {
    const reply = await server.inject({
      method: 'POST',
      url: '/services',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=s&url=http://u:8080/base&retries=2&enabled=false&tags[1]=a&tags[2]=b&path=',
    });
    expect(reply.json()).toMatchObject({
      host: 'u',
      port: 8080,
      path: '/base',
      retries: 2,
      enabled: false,
      tags: ['a', 'b'],
    });
  });

  it('as forms reach the fields of a plugin', async () => {
    const reply = await server.inject({
      method: 'POST',
      url: '/plugins',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=http-log&config.http_endpoint=http://h/&config.queue.max_batch_size=5',
    });
    expect(reply.json()).toMatchObject({ config: { queue: { max_batch_size: 5 } } });
  });

  it('cannot reach a prototype', async () => {
    await server.inject({
      method: 'POST',
      url: '/services',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '__proto__.polluted=1&host=h',
    });
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('entities under a parent', () => {
  it('are written and read there, and only there', async () => {
    await call('POST', '/services', { name: 's', host: 'u' });
    await call('POST', '/services', { name: 'other', host: 'u' });
    await call('PUT', '/services/s/routes/r', { paths: ['/a'] });
    expect((await call('GET', '/services/s/routes/r')).statusCode).toBe(200);
    expect((await call('GET', '/services/other/routes/r')).statusCode).toBe(404);
    expect((await call('GET', '/routes/r/service')).json()).toMatchObject({ name: 's' });
    await call('DELETE', '/services/other/routes/r');
    expect((await call('GET', '/routes/r')).statusCode).toBe(200);
    const patch = await call('PATCH', '/services/s/routes/r', { strip_path: false });
    expect(patch.json()).toMatchObject({ strip_path: false });
    await call('DELETE', '/services/s/routes/r');
    expect((await call('GET', '/routes/r')).statusCode).toBe(404);
  });

  it('take plugins of a route', async () => {
    await call('POST', '/routes', { name: 'r', paths: ['/a'] });
    const plugin = await call('POST', '/routes/r/plugins', { name: 'prometheus' });
    const { id } = plugin.json<{ id: string }>();
    expect((await call('GET', `/plugins/${id}/route`)).json()).toMatchObject({ name: 'r' });
    expect((await call('GET', `/plugins/${id}/service`)).statusCode).toBe(404);
    expect((await call('GET', '/routes/r/plugins')).json()).toMatchObject({ data: [{ id }] });
  });
});

describe('pages', () => {
  it('give every entity once, whatever their size', async () => {
    for (let index = 0; index < 7; index += 1) {
      await call('POST', '/upstreams', { name: `u${index}`, tags: ['t/x'.replace('/', '-')] });
    }
    for (const size of [1, 2, 3, 7]) {
      const names: string[] = [];
      let next: string | null = `/upstreams?size=${size}&tags=t-x`;
      while (next !== null) {
        const page: LightMyRequestResponse = await call('GET', next);
        const body = page.json<{ data: { name: string }[]; next: string | null }>();
        names.push(...body.data.map(({ name }) => name));
        next = body.next;
      }
      expect(names.sort()).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6']);
    }
  });

  it('of tags name entity and kind', async () => {
    await call('POST', '/services', { name: 's', host: 'h', tags: ['a', 'b'] });
    const { data } = (await call('GET', '/tags')).json<{ data: unknown[] }>();
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({ tag: 'a', entity_name: 'services' });
  });

  it('refuse a filter of more than five tags', async () => {
    expect((await call('GET', '/upstreams?tags=a,b,c,d,e,f')).statusCode).toBe(400);
  });
});

describe('a health mark', () => {
  it('reaches the runtime with the stored names', async () => {
    await call('POST', '/upstreams', { name: 'u' });
    const target = await call('POST', '/upstreams/u/targets', { target: 'a.example' });
    const { id } = target.json<{ id: string }>();
    marks.length = 0;
    await call('PUT', `/upstreams/u/targets/${id}/unhealthy`);
    await call('PUT', '/upstreams/u/targets/a.example:8000/10.0.0.1/healthy');
    expect(marks).toEqual([
      { upstream: 'u', target: 'a.example:8000', healthy: false },
      { upstream: 'u', target: 'a.example:8000', healthy: true, ipPort: '10.0.0.1:8000' },
    ]);
  });

  it('of a target of another upstream is 404', async () => {
    await call('POST', '/upstreams', { name: 'u' });
    await call('POST', '/upstreams', { name: 'v' });
    const target = await call('POST', '/upstreams/u/targets', { target: 'a:1' });
    const { id } = target.json<{ id: string }>();
    expect((await call('PUT', `/upstreams/v/targets/${id}/unhealthy`)).statusCode).toBe(404);
  });
});

describe('schemas', () => {
  it.each(['services', 'routes', 'upstreams', 'targets', 'plugins'])(
    'of %s are told',
    async (kind) => {
      expect((await call('GET', `/schemas/${kind}`)).json()).toHaveProperty('fields');
    },
  );

  it('of what does not exist are 404', async () => {
    expect((await call('GET', '/schemas/consumers')).json()).toEqual({
      message: "No entity named 'consumers'",
    });
    expect((await call('POST', '/schemas/consumers/validate', {})).statusCode).toBe(404);
  });

  it('hold a plugin to its own', async () => {
    const bad = await call('POST', '/schemas/plugins/validate', { name: 'tcp-log', config: {} });
    expect(bad.json()).toMatchObject({ fields: { config: { host: 'required field missing' } } });
  });
});

it('a DB-less node with a bad configuration keeps the old one', async () => {
  await server.close();
  server = start('off');
  const good = { _format_version: '3.0', upstreams: [{ name: 'u' }] };
  expect((await call('POST', '/config', good)).statusCode).toBe(201);
  expect((await call('POST', '/config', { ...good, x: 1 })).statusCode).toBe(400);
  expect((await call('GET', '/upstreams/u')).statusCode).toBe(200);
});
