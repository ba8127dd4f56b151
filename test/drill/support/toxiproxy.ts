/**
 * A stand-in for Toxiproxy: its HTTP API as its own source has it (Shopify/toxiproxy, api.go: paths,
 * statuses and bodies), in front of real connections that it really refuses, resets or delays.
 */

import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { findFreePort } from '../../../src/demo/ports.ts';

interface Toxiproxy {
  /** Of its HTTP API. */
  readonly url: string;
  /** Adds an enabled proxy; resolves to where it listens, as `host:port`. */
  add(name: string, upstream: string): Promise<string>;
  /** Method and path of what was asked, oldest first. */
  readonly asked: readonly string[];
  /** As its API tells them. */
  stateOf(name: string): { readonly enabled: boolean; readonly toxics: readonly Toxic[] };
  close(): Promise<void>;
}

interface Toxic {
  readonly name: string;
  readonly type: string;
  readonly stream: 'upstream' | 'downstream';
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, number>>;
}

interface Proxy {
  readonly name: string;
  readonly port: number;
  readonly upstream: string;
  enabled: boolean;
  toxics: Toxic[];
  server: Server | null;
  readonly sockets: Set<Socket>;
}

const TYPES = [
  'latency',
  'timeout',
  'reset_peer',
  'bandwidth',
  'slow_close',
  'slicer',
  'limit_data',
];

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export async function startToxiproxy(): Promise<Toxiproxy> {
  const proxies = new Map<string, Proxy>();
  const asked: string[] = [];
  const api = createHttpServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    asked.push(`${method} ${url}`);
    void textOf(request)
      .then((text) => answerTo(proxies, { method, path: url.split('/').slice(1), text }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const address = api.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const of = (name: string): Proxy => {
    const found = proxies.get(name);
    if (found === undefined) throw new Error(`no proxy ${name}`);
    return found;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async add(name, upstream) {
      const listens = await findFreePort();
      const fresh = { enabled: true, toxics: [], server: null, sockets: new Set<Socket>() };
      const proxy: Proxy = { name, port: listens, upstream, ...fresh };
      proxies.set(name, proxy);
      await open(proxy);
      return `127.0.0.1:${listens}`;
    },
    stateOf(name) {
      const { enabled, toxics } = of(name);
      return { enabled, toxics };
    },
    async close() {
      await Promise.all([...proxies.values()].map(shut));
      api.closeAllConnections();
      await new Promise((resolve) => api.close(resolve));
    },
  };
}

interface Question {
  readonly method: string;
  readonly path: readonly string[];
  readonly text: string;
}

async function answerTo(
  proxies: ReadonlyMap<string, Proxy>,
  { method, path, text }: Question,
): Promise<Answer> {
  const [root, name = '', toxics, toxic = ''] = path.map(decodeURIComponent);
  const proxy = proxies.get(name);
  if (root !== 'proxies') return failure(404, 'not found');
  if (proxy === undefined) return failure(404, 'proxy not found');
  if (toxics === undefined) {
    if (method === 'GET') return { status: 200, body: shown(proxy) };
    const { enabled = proxy.enabled } = JSON.parse(text) as Partial<Proxy>;
    if (enabled !== proxy.enabled) await (enabled ? open(proxy) : shut(proxy));
    return { status: 200, body: shown(proxy) };
  }
  const found = proxy.toxics.find((one) => one.name === toxic);
  if (toxic === '')
    return method === 'POST' ? addToxic(proxy, text) : { status: 200, body: proxy.toxics };
  if (found === undefined) return failure(404, 'toxic not found');
  if (method !== 'DELETE') return { status: 200, body: found };
  proxy.toxics = proxy.toxics.filter((one) => one !== found);
  return { status: 204 };
}

function addToxic(proxy: Proxy, text: string): Answer {
  const input = JSON.parse(text) as Partial<Toxic>;
  const { type = '', stream = 'downstream', toxicity = 1, attributes = {} } = input;
  const { name = `${type}_${stream}` } = input;
  if (!TYPES.includes(type)) return failure(400, 'invalid toxic type');
  if (proxy.toxics.some((one) => one.name === name)) return failure(409, 'toxic already exists');
  const toxic = { name, type, stream, toxicity, attributes };
  proxy.toxics.push(toxic);
  // Links that are open feel it too.
  for (const socket of proxy.sockets) afflict(socket, proxy);
  return { status: 200, body: toxic };
}

function failure(status: number, error: string): Answer {
  return { status, body: { error, status } };
}

function shown({ name, port, upstream, enabled, toxics }: Proxy) {
  return { name, listen: `127.0.0.1:${port}`, upstream, enabled, toxics };
}

async function open(proxy: Proxy): Promise<void> {
  const server = createServer((client) => {
    const [host = '', port = ''] = proxy.upstream.split(':');
    const target = connect(Number(port), host);
    for (const socket of [client, target]) {
      proxy.sockets.add(socket);
      socket.on('close', () => {
        proxy.sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    client.pipe(target);
    target.on('data', (chunk: Buffer) => {
      const delayMs = proxy.toxics.find(({ type }) => type === 'latency')?.attributes['latency'];
      if (delayMs === undefined) client.write(chunk);
      else setTimeout(() => client.writable && client.write(chunk), delayMs);
    });
    afflict(client, proxy);
  });
  proxy.server = server;
  await new Promise<void>((resolve) => server.listen(proxy.port, '127.0.0.1', resolve));
  proxy.enabled = true;
}

/** `reset_peer`: the connection ends with a RST after its timeout, at once when that is 0. */
function afflict(socket: Socket, { toxics }: Proxy): void {
  const reset = toxics.find(({ type }) => type === 'reset_peer');
  if (reset === undefined) return;
  setTimeout(() => socket.resetAndDestroy(), reset.attributes['timeout'] ?? 0);
}

/** As `enabled: false` does: nobody listens, and what is open is dropped. */
async function shut(proxy: Proxy): Promise<void> {
  proxy.enabled = false;
  const { server } = proxy;
  proxy.server = null;
  for (const socket of proxy.sockets) socket.destroy();
  await new Promise<void>((resolve) =>
    server === null ? resolve() : server.close(() => resolve()),
  );
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
