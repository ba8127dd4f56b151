import http from 'node:http';
import net from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  ask,
  eventually,
  type Harness,
  refusingPort,
  startHarness,
  startRawTarget,
  startTarget,
} from './harness.ts';

let gateway: Harness;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  gateway = await startHarness();
});

afterEach(async () => {
  await gateway.close();
  for (const close of closers.splice(0)) await close();
});

async function goodTarget(): Promise<Awaited<ReturnType<typeof startTarget>>> {
  const target = await startTarget();
  closers.push(() => target.close());
  return target;
}

async function rawTarget(onConnection: (socket: net.Socket) => void): Promise<number> {
  const target = await startRawTarget(onConnection);
  closers.push(() => target.close());
  return target.port;
}

const PASSIVE = (unhealthy: Record<string, unknown>) => ({
  healthchecks: { passive: { unhealthy } },
});

describe('retries', () => {
  test.each(['GET', 'POST'])('a refused %s goes to the next target', async (method) => {
    const good = await goodTarget();
    gateway.serve('r', { targets: [await refusingPort(), good.port] });

    for (let turn = 0; turn < 4; turn += 1) {
      const body = method === 'GET' ? '' : 'a';
      expect((await ask(gateway.port, '/r', { method, body })).status).toBe(200);
    }
    expect(good.requests).toHaveLength(4);
  });

  test.each([
    { method: 'GET', tries: 3, status: 502 },
    { method: 'PUT', tries: 3, status: 502 },
    { method: 'POST', tries: 1, status: 502 },
    { method: 'PATCH', tries: 1, status: 502 },
  ])('a $method cut off before its answer is tried $tries times', async ({ method, ...want }) => {
    let connections = 0;
    const port = await rawTarget((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    });
    gateway.serve('cut', { targets: [port], service: { retries: 2 } });

    const answer = await ask(gateway.port, '/cut', { method, body: method === 'GET' ? '' : 'a' });

    expect({ tries: connections, status: answer.status }).toEqual(want);
  });

  test.each([500, 502, 503, 504])('an answer of %i is passed on, never retried', async (status) => {
    const failing = await startTarget((_request, response) => {
      response.writeHead(status).end('mine');
    });
    closers.push(() => failing.close());
    gateway.serve('f', { targets: [failing.port], service: { retries: 5 } });

    expect(await ask(gateway.port, '/f')).toMatchObject({ status, body: 'mine' });
    expect(failing.requests).toHaveLength(1);
  });

  test('a body of up to 8 MiB is sent again whole', async () => {
    let seenBytes = 0;
    const good = await startTarget((request, response) => {
      request.on('data', (chunk: Buffer) => {
        seenBytes += chunk.length;
      });
      request.on('end', () => response.end('ok'));
    });
    closers.push(() => good.close());
    gateway.serve('big', { targets: [await refusingPort(), good.port] });

    const body = Buffer.alloc(4 * 1024 * 1024, 'x');
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await ask(gateway.port, '/big', { method: 'PUT', body })).status).toBe(200);
    }
    expect(seenBytes).toBe(2 * body.length);
  });

  test('a kept-alive connection that the target has closed costs no try', async () => {
    const port = await rawTarget((socket) => {
      let count = 0;
      socket.on('data', () => {
        count += 1;
        if (count > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    gateway.serve('stale', { targets: [port], service: { retries: 0 } });

    for (let turn = 0; turn < 5; turn += 1) {
      expect((await ask(gateway.port, '/stale')).status).toBe(200);
    }
  });
});

describe('time-outs', () => {
  test('a target that never answers is a 504 after the read time-out of each try', async () => {
    let connections = 0;
    const port = await rawTarget((socket) => {
      connections += 1;
      socket.resume();
    });
    gateway.serve('hold', { targets: [port], service: { retries: 1, read_timeout: 80 } });

    const startedMs = performance.now();
    const answer = await ask(gateway.port, '/hold');

    expect(answer.status).toBe(504);
    expect(answer.body).toMatch(/^The upstream server is timing out\nrequest_id: [0-9a-f]{32}\n$/);
    expect(connections).toBe(2);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(158);
  });

  test('progress restarts the read time-out', async () => {
    const port = await rawTarget((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n');
        let sent = 0;
        const timer = setInterval(() => {
          sent += 1;
          socket.write('x');
          if (sent === 6) clearInterval(timer);
        }, 40);
      });
    });
    gateway.serve('drip', { targets: [port], service: { read_timeout: 160 } });

    expect((await ask(gateway.port, '/drip')).body).toBe('xxxxxx');
  });

  test('a connection that does not come about is retried whatever the method', async () => {
    let connections = 0;
    const port = await rawTarget(() => {
      connections += 1; // Accepts and never answers the TLS handshake.
    });
    const service = { protocol: 'https', retries: 2, connect_timeout: 40 };
    gateway.serve('tls', { targets: [port], service });

    const answer = await ask(gateway.port, '/tls', { method: 'POST', body: 'a' });

    expect({ status: answer.status, connections }).toEqual({ status: 504, connections: 3 });
  });
});

describe('passive checks', () => {
  test('count refused tries as TCP failures and eject the target', async () => {
    const good = await goodTarget();
    const refusing = await refusingPort();
    const upstream = PASSIVE({ tcp_failures: 2 });
    gateway.serve('p', { targets: [refusing, good.port], upstream });

    for (let turn = 0; turn < 6; turn += 1) await ask(gateway.port, '/p');

    expect(healthOf('u-p', refusing)).toBe('UNHEALTHY');
    expect(healthOf('u-p', good.port)).toBe('HEALTHY');
  });

  test.each([
    { what: 'tcp_failures', unhealthy: { tcp_failures: 1 }, health: 'HEALTHY' },
    {
      what: 'http_failures on 502',
      unhealthy: { http_failures: 1, http_statuses: [502] },
      health: 'UNHEALTHY',
    },
  ])('with retries 0 a refusal is a 502 for $what', async ({ unhealthy, health }) => {
    const port = await refusingPort();
    gateway.serve('q', { targets: [port], service: { retries: 0 }, upstream: PASSIVE(unhealthy) });

    expect((await ask(gateway.port, '/q')).status).toBe(502);
    expect(healthOf('u-q', port)).toBe(health);
  });

  test('count a 504 as a time-out', async () => {
    const port = await rawTarget((socket) => socket.resume());
    const service = { retries: 0, read_timeout: 30 };
    gateway.serve('t', { targets: [port], service, upstream: PASSIVE({ timeouts: 1 }) });

    await ask(gateway.port, '/t');

    expect(healthOf('u-t', port)).toBe('UNHEALTHY');
  });

  test('count answers by their status', async () => {
    const failing = await startTarget((_request, response) => response.writeHead(500).end());
    closers.push(() => failing.close());
    gateway.serve('s', { targets: [failing.port], upstream: PASSIVE({ http_failures: 3 }) });

    const statuses: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      statuses.push((await ask(gateway.port, '/s')).status);
    }
    expect(statuses).toEqual([500, 500, 500, 503, 503]);
  });
});

describe('broken off', () => {
  test('an answer cut short by the target is cut short for the client', async () => {
    const port = await rawTarget((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
      });
    });
    gateway.serve('half', { targets: [port] });

    await expect(ask(gateway.port, '/half')).rejects.toThrow('aborted');
  });

  test('a client that leaves takes its request to the target with it', async () => {
    let isTargetClosed = false;
    const port = await rawTarget((socket) => {
      socket.resume();
      socket.on('close', () => {
        isTargetClosed = true;
      });
    });
    gateway.serve('gone', { targets: [port] });

    const request = http.get({
      host: '127.0.0.1',
      port: gateway.port,
      path: '/gone',
      agent: false,
    });
    request.on('error', () => undefined);
    await eventually(() => gateway.node.connections().writing === 1);
    request.destroy();
    await eventually(() => gateway.node.connections().writing === 0);
    await eventually(() => isTargetClosed);

    expect(isTargetClosed).toBe(true);
  });

  test('requests that were given up free their place under least-connections', async () => {
    const first = await startTarget((request, response) => {
      if (request.url !== '/hang') response.end('ok');
    });
    const second = await goodTarget();
    closers.push(() => first.close());
    const upstream = { algorithm: 'least-connections' };
    gateway.serve('lc', { targets: [first.port, second.port], upstream });
    for (let turn = 0; turn < 10; turn += 1) {
      const path = '/lc/hang';
      const request = http.get({ host: '127.0.0.1', port: gateway.port, path, agent: false });
      request.on('error', () => undefined);
      await eventually(() => gateway.node.connections().totalRequests === turn + 1);
      await new Promise((resolve) => setImmediate(resolve));
      request.destroy();
      await eventually(() => gateway.node.connections().writing === 0);
    }
    const before = first.requests.length;

    for (let turn = 0; turn < 10; turn += 1) await ask(gateway.port, '/lc/x');

    expect(first.requests.length - before).toBe(5);
  });

  test('a client that leaves while sending its body reaches no target', async () => {
    const target = await goodTarget();
    gateway.serve('up', { targets: [target.port] });

    const socket = net.connect(gateway.port, '127.0.0.1');
    socket.write('POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await eventually(() => gateway.node.connections().writing === 1);
    socket.destroy();

    await eventually(() => gateway.node.connections().writing === 0);
    expect(target.requests).toHaveLength(0);
  });

  test('a host name that does not resolve is a 503', async () => {
    const { id } = gateway.add('services', { name: 'nx', host: 'no-such-host.invalid' });
    gateway.add('routes', { paths: ['/nx'], service: { id } });

    const answer = await ask(gateway.port, '/nx');

    expect(answer.status).toBe(503);
    expect(answer.body).toContain('name resolution failed');
  });
});

function healthOf(upstream: string, port: number): string | undefined {
  const targets = gateway.node.targetHealth(upstream) ?? [];
  return targets.find(({ target }) => target === `127.0.0.1:${port}`)?.health;
}
