import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mostSpecific } from '../../../src/gateway/plugins/plugin-plan.ts';
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

function serve(name: string): { service: { id: string }; route: { id: string } } {
  const route = gateway.serve(name, { targets: [target.port] });
  return { route: { id: route.id }, service: route['service'] as { id: string } };
}

describe('of several instances of a plugin', () => {
  test('the most specific one runs, and only where it applies', () => {
    const { service, route } = serve('a');
    const other = serve('b');
    const config = (minute: number) => ({
      name: 'rate-limiting',
      config: { minute, policy: 'local' },
    });
    gateway.add('plugins', config(1));
    const chosen = (of: { route: { id: string } }) => {
      const asked = gateway.store.routes().find(({ id }) => id === of.route.id) ?? null;
      return mostSpecific(gateway.store.plugins(), 'rate-limiting', asked)?.config['minute'];
    };
    expect([chosen({ route }), chosen(other)]).toEqual([1, 1]);
    gateway.add('plugins', { ...config(2), service });
    expect([chosen({ route }), chosen(other)]).toEqual([2, 1]);
    gateway.add('plugins', { ...config(3), route });
    expect([chosen({ route }), chosen(other)]).toEqual([3, 1]);
    gateway.add('plugins', { ...config(4), route, service });
    expect([chosen({ route }), chosen(other)]).toEqual([4, 1]);
    expect(mostSpecific(gateway.store.plugins(), 'rate-limiting', null)?.config['minute']).toBe(1);
  });

  test('a disabled one does not run', async () => {
    serve('a');
    const config = { status_code: 418 };
    gateway.add('plugins', { name: 'request-termination', enabled: false, config });
    expect((await ask(gateway.port, '/a')).status).toBe(200);
  });
});

describe('rate-limiting', () => {
  test('counts per service and window and says what is left', async () => {
    const { service } = serve('limited');
    serve('free');
    const config = { hour: 2, day: 10, policy: 'local' };
    gateway.add('plugins', { name: 'rate-limiting', service, config });

    const answers = [];
    for (let turn = 0; turn < 3; turn += 1) answers.push(await ask(gateway.port, '/limited'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers['x-ratelimit-remaining-hour'])).toEqual([
      '1',
      '0',
      '0',
    ]);
    expect(answers.map(({ headers }) => headers['x-ratelimit-remaining-day'])).toEqual([
      '9',
      '8',
      '8',
    ]);
    expect(answers[2]?.headers).toMatchObject({
      'ratelimit-limit': '2',
      'ratelimit-remaining': '0',
      'retry-after': answers[2]?.headers['ratelimit-reset'],
    });
    expect((await ask(gateway.port, '/free')).status).toBe(200);
  });

  test('goes on counting when something else in the configuration changes', async () => {
    const { service } = serve('limited');
    const config = { hour: 1, policy: 'local', hide_client_headers: true };
    gateway.add('plugins', { name: 'rate-limiting', service, config });
    expect((await ask(gateway.port, '/limited')).status).toBe(200);
    serve('another');
    const refused = await ask(gateway.port, '/limited');
    expect(refused.status).toBe(429);
    expect(refused.headers).not.toHaveProperty('ratelimit-limit');
  });
});

describe('request-termination', () => {
  test.each([
    { config: { status_code: 503 }, body: '{"message":"Service unavailable"}' },
    { config: { status_code: 403, message: 'no' }, body: '{"message":"no"}' },
    { config: { status_code: 200, body: 'hi', content_type: 'text/plain' }, body: 'hi' },
  ])('answers $config', async ({ config, body }) => {
    serve('a');
    gateway.add('plugins', { name: 'request-termination', config });
    expect(await ask(gateway.port, '/a')).toMatchObject({ status: config.status_code, body });
  });

  test('with a trigger only when asked', async () => {
    serve('a');
    const config = { status_code: 418, trigger: 'x-stop' };
    gateway.add('plugins', { name: 'request-termination', config });
    const statuses = [
      (await ask(gateway.port, '/a')).status,
      (await ask(gateway.port, '/a', { headers: { 'x-stop': '1' } })).status,
      (await ask(gateway.port, '/a?x-stop=1')).status,
    ];
    expect(statuses).toEqual([200, 418, 418]);
  });

  test('and response-transformer together make a shed answer (fact 107)', async () => {
    const { id } = gateway.add('services', { name: 'shed', host: 'nowhere' });
    gateway.add('routes', { hosts: ['127.0.0.2'], service: { id } });
    const config = { status_code: 503, message: 'shed' };
    gateway.add('plugins', { name: 'request-termination', service: { id }, config });
    gateway.add('plugins', {
      name: 'response-transformer',
      service: { id },
      config: { add: { headers: ['Retry-After:2'] } },
    });
    const answer = await ask(gateway.port, '/', { headers: { host: '127.0.0.2:8000' } });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  });
});

describe('headers', () => {
  test('are changed on the way to the target and back', async () => {
    serve('a');
    gateway.add('plugins', {
      name: 'request-transformer',
      config: {
        remove: { headers: ['x-out'] },
        add: { headers: ['x-in:1', 'x-kept:other'] },
        replace: { headers: ['x-absent:1', 'x-old:new'] },
      },
    });
    gateway.add('plugins', {
      name: 'response-transformer',
      config: { remove: { headers: ['content-type'] }, add: { headers: ['x-added:a: b'] } },
    });
    const headers = { 'x-out': '1', 'x-kept': 'mine', 'x-old': 'old' };

    const answer = await ask(gateway.port, '/a', { headers });

    const seen = target.requests[0]?.headers ?? {};
    expect(seen).toMatchObject({ 'x-in': '1', 'x-kept': 'mine', 'x-old': 'new' });
    expect(seen).not.toHaveProperty('x-out');
    expect(seen).not.toHaveProperty('x-absent');
    expect(answer.headers['x-added']).toBe('a: b');
    expect(answer.headers).not.toHaveProperty('content-type');
  });

  test('correlation-id gives each request an id and echoes it', async () => {
    serve('a');
    const config = {
      header_name: 'X-Correlation',
      generator: 'uuid#counter',
      echo_downstream: true,
    };
    gateway.add('plugins', { name: 'correlation-id', config });
    const first = await ask(gateway.port, '/a');
    const own = await ask(gateway.port, '/a', { headers: { 'x-correlation': 'mine' } });
    expect(first.headers['x-correlation']).toMatch(/^[0-9a-f-]{36}#1$/);
    expect(target.requests[0]?.headers['x-correlation']).toBe(first.headers['x-correlation']);
    expect(own.headers['x-correlation']).toBe('mine');
  });
});
