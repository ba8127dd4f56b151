import http from 'node:http';
import net from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  ask,
  eventually,
  exchangeBytes,
  type Harness,
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

async function serveHttp(handler: http.RequestListener): Promise<void> {
  const target = await startTarget(handler);
  closers.push(() => target.close());
  gateway.serve('x', { targets: [target.port] });
}

async function serveRaw(onConnection: (socket: net.Socket) => void): Promise<void> {
  const target = await startRawTarget(onConnection);
  closers.push(() => target.close());
  gateway.serve('x', { targets: [target.port] });
}

/** A target that answers every request head with these bytes. */
function answering(text: string): (socket: net.Socket) => void {
  return (socket) => socket.on('data', () => socket.write(text));
}

describe('what is no proper request', () => {
  test.each([
    { what: 'nonsense', bytes: 'hello\r\n\r\n', status: 400, message: 'Bad request' },
    {
      what: 'two lengths',
      bytes:
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      status: 400,
      message: 'Bad request',
    },
    {
      what: 'a header of 40 KiB',
      bytes: `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`,
      status: 494,
      message: 'Request header or cookie too large',
    },
    {
      what: 'TRACE',
      bytes: 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n',
      status: 405,
      message: 'Method not allowed',
    },
    {
      what: 'CONNECT',
      bytes: 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n',
      status: 405,
      message: 'Method not allowed',
    },
  ])('$what is answered $status', async ({ bytes, status, message }) => {
    const received = await exchangeBytes(gateway.port, bytes);

    expect(received.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(received).toMatch(new RegExp(`\r\n\r\n${message}\nrequest_id: [0-9a-f]{32}\n$`));
  });

  test('pipelined requests are answered in their order', async () => {
    await serveHttp((request, response) => {
      setTimeout(() => response.end(`[${request.url ?? ''}]`), request.url === '/1' ? 30 : 0);
    });
    const head = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const received = await exchangeBytes(
      gateway.port,
      head('/x/1') + head('/x/2') + head('/x/3'),
      (text) => text.includes('[/3]'),
    );
    expect(received.match(/\[\/\d\]/g)).toEqual(['[/1]', '[/2]', '[/3]']);
  });

  test('nonsense after a request is answered after it', async () => {
    await serveHttp((_request, response) => {
      setTimeout(() => response.end('[done]'), 30);
    });
    const received = await exchangeBytes(
      gateway.port,
      'GET /x HTTP/1.1\r\nHost: x\r\n\r\n]]]]\r\n\r\n',
    );

    expect(received.match(/HTTP\/1\.1 \d+|\[done\]/g)).toEqual([
      'HTTP/1.1 200',
      '[done]',
      'HTTP/1.1 400',
    ]);
  });

  test('an upgrade is ignored: the answer is plain HTTP', async () => {
    let upgrade: string | undefined;
    await serveHttp((request, response) => {
      upgrade = request.headers.upgrade;
      response.writeHead(426).end('no');
    });
    const answer = await ask(gateway.port, '/x', {
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'a' },
    });
    expect(answer).toMatchObject({ status: 426, body: 'no' });
    expect(upgrade).toBeUndefined();
  });
});

describe('answers', () => {
  test('HEAD has the length but no body, and the connection goes on', async () => {
    await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-length': 5 }).end('12345');
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const head = await ask(gateway.port, '/x', { method: 'HEAD', agent });
    const get = await ask(gateway.port, '/x', { agent });
    agent.destroy();

    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe('5');
    expect(get.body).toBe('12345');
    expect(gateway.node.connections().accepted).toBe(1);
  });

  test.each([204, 304])('%i has no body, and the connection goes on', async (status) => {
    await serveHttp((request, response) => {
      if (request.url === '/none') response.writeHead(status, { etag: '"1"' }).end();
      else response.end('next');
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const none = await ask(gateway.port, '/x/none', { agent });
    const next = await ask(gateway.port, '/x/next', { agent });
    agent.destroy();

    expect(none).toMatchObject({ status, body: '' });
    expect(none.headers).not.toHaveProperty('transfer-encoding');
    expect(next.body).toBe('next');
  });

  test('interim answers are not passed on', async () => {
    await serveRaw(
      answering(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' +
          'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      ),
    );
    const received = await exchangeBytes(
      gateway.port,
      'GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(received.startsWith('HTTP/1.1 200 OK\r\n')).toBe(true);
    expect(received.endsWith('\r\n\r\nok')).toBe(true);
  });

  test('without a length they end with the target’s connection, for HTTP/1.0 too', async () => {
    await serveRaw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end'));
    });
    const modern = await ask(gateway.port, '/x');
    const old = await exchangeBytes(
      gateway.port,
      'GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    );
    expect(modern.body).toBe('to the end');
    expect(modern.headers['transfer-encoding']).toBe('chunked');
    expect(old).toMatch(/Connection: close\r\n\r\nto the end$/);
    expect(old).not.toMatch(/transfer-encoding/i);
  });

  test('trailers are dropped, chunks arrive', async () => {
    await serveRaw(
      answering(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n' +
          '2\r\nab\r\n3\r\ncde\r\n0\r\nX-Sum: 1\r\n\r\n',
      ),
    );
    const received = await exchangeBytes(
      gateway.port,
      'GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(received.replaceAll(/[^]*?\r\n\r\n/g, '')).not.toContain('X-Sum');
    expect(received).toContain('ab');
    expect(received).not.toContain('X-Sum');
  });

  test('headers repeat, keep their case, and lose what is hop by hop', async () => {
    await serveRaw(
      answering(
        'HTTP/1.1 200 Fine\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nConnection: X-Hop\r\nX-Hop: 1\r\n' +
          'Keep-Alive: timeout=5\r\nServer: mine\r\nVia: 1.1 other\r\nContent-Length: 0\r\n\r\n',
      ),
    );
    const received = await exchangeBytes(
      gateway.port,
      'GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(received).toMatch(/^HTTP\/1\.1 200 Fine\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n/);
    expect(received).toContain('\r\nServer: mine\r\n');
    expect(received).toContain('\r\nVia: 1.1 other, 1.1 kong/3.9.3\r\n');
    expect(received).not.toMatch(/x-hop|keep-alive: timeout/i);
  });

  test('nonsense from the target is a 502', async () => {
    await serveRaw(answering('SMTP ready\r\n'));
    expect((await ask(gateway.port, '/x', { method: 'POST', body: 'a' })).status).toBe(502);
  });
});

describe('bodies', () => {
  test('are asked for with 100 Continue when the client waits for it', async () => {
    await serveHttp((request, response) => {
      request.pipe(response);
    });
    const body = await new Promise<string>((resolve, reject) => {
      const request = http.request({
        host: '127.0.0.1',
        port: gateway.port,
        path: '/x',
        method: 'POST',
        headers: { expect: '100-continue', 'content-length': 5 },
        agent: false,
      });
      request.on('continue', () => request.end('hello'));
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve(text));
      });
      request.flushHeaders();
    });
    expect(body).toBe('hello');
  });

  test('that come in chunks go on with a length', async () => {
    let seen: http.IncomingHttpHeaders = {};
    await serveHttp((request, response) => {
      seen = request.headers;
      request.pipe(response);
    });
    const received = await exchangeBytes(
      gateway.port,
      'POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n',
    );
    expect(received).toContain('abcde');
    expect(seen).toMatchObject({ 'content-length': '5' });
    expect(seen).not.toHaveProperty('transfer-encoding');
  });

  test.each([
    { what: 'with a length', headers: { 'content-length': String(12 * 1024 * 1024) } },
    { what: 'in chunks', headers: { 'transfer-encoding': 'chunked' } },
  ])('above 8 MiB stream through, $what', async ({ headers }) => {
    let bytes = 0;
    await serveHttp((request, response) => {
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      request.on('end', () => response.end('done'));
    });
    const body = Buffer.alloc(12 * 1024 * 1024, 'x');

    const answer = await ask(gateway.port, '/x', { method: 'PUT', headers, body });

    expect({ status: answer.status, bytes }).toEqual({ status: 200, bytes: body.length });
  });

  test('the target waits for a client that does not read', async () => {
    let writtenBytes = 0;
    await serveHttp((_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(256 * 1024);
      const more = () => {
        while (!response.destroyed && writtenBytes < 256 * 1024 * 1024) {
          writtenBytes += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    });
    const socket = net.connect(gateway.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.pause();
    let before = -1;
    await eventually(() => {
      const isStill = writtenBytes > 0 && writtenBytes === before;
      before = writtenBytes;
      return isStill;
    });
    expect(writtenBytes).toBeLessThan(64 * 1024 * 1024);
    socket.destroy();
    await eventually(() => gateway.node.connections().writing === 0);
  });
});

test('a client connection is closed after 10,000 requests', async () => {
  const { id } = gateway.add('services', { name: 's', host: 'nowhere' });
  gateway.add('routes', { paths: ['/end'], service: { id } });
  gateway.add('plugins', { name: 'request-termination', config: { status_code: 200 } });

  const received = await exchangeBytes(
    gateway.port,
    'GET /end HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10_050),
  );

  expect(received.match(/HTTP\/1\.1 200 /g)).toHaveLength(10_000);
  expect(received.match(/^Connection: close\r$/gm)).toHaveLength(1);
});
