/** A gateway node on loopback for tests, with targets that do as they are told. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

import { createEntityStore, type EntityStore } from '../../../src/gateway/entities/store.ts';
import type { Entity } from '../../../src/gateway/entities/types.ts';
import { createGatewayNode, type GatewayNode } from '../../../src/gateway/runtime/gateway-node.ts';
import { systemClock } from '../../../src/gateway/runtime/system-clock.ts';
import { seededRandom } from '../../../src/lib/random.ts';

export interface Harness {
  readonly node: GatewayNode;
  readonly store: EntityStore;
  readonly port: number;
  add(kind: 'services' | 'routes' | 'upstreams' | 'plugins', body: Record<string, unknown>): Entity;
  addTarget(upstream: string, target: string, weight?: number): void;
  /** An upstream with its targets, a service and a route `/NAME`. */
  serve(name: string, options: ServeOptions): Entity;
  close(): Promise<void>;
}

interface ServeOptions {
  readonly targets?: readonly (string | number)[];
  readonly upstream?: Record<string, unknown>;
  readonly service?: Record<string, unknown>;
  readonly route?: Record<string, unknown>;
}

const WORKSPACE = { id: '0dc6f45b-8f8d-40d2-a504-473544ee190b', name: 'default' };

export async function startHarness(options: { workers?: number } = {}): Promise<Harness> {
  const clock = systemClock();
  const store = createEntityStore({
    database: 'memory',
    nowMs: () => clock.nowMs(),
    uuid: randomUUID,
  });
  const node = createGatewayNode({
    store,
    clock,
    nodeId: randomUUID(),
    version: '3.9.3',
    workspace: WORKSPACE,
    workers: options.workers ?? 1,
    random: seededRandom(1),
  });
  const { port } = await node.listen({ host: '127.0.0.1', port: 0 });

  function add(kind: Parameters<Harness['add']>[0], body: Record<string, unknown>): Entity {
    const result = store.insert(kind, body);
    if (!result.ok) throw new Error(JSON.stringify(result));
    return result.value;
  }

  const harness: Harness = {
    node,
    store,
    port,
    add,
    addTarget(upstream, target, weight = 100) {
      const id = store.find('upstreams', upstream)?.id ?? '';
      const result = store.insert('targets', { upstream: { id }, target, weight });
      if (!result.ok) throw new Error(JSON.stringify(result));
    },
    serve(name, { targets = [], upstream, service, route }) {
      add('upstreams', { name: `u-${name}`, ...upstream });
      for (const target of targets) {
        harness.addTarget(`u-${name}`, typeof target === 'number' ? `127.0.0.1:${target}` : target);
      }
      const { id } = add('services', { name, host: `u-${name}`, ...service });
      return add('routes', {
        name: `${name}-route`,
        paths: [`/${name}`],
        service: { id },
        ...route,
      });
    },
    close: () => node.close(),
  };
  return harness;
}

export interface TestTarget {
  readonly port: number;
  readonly requests: http.IncomingMessage[];
  /** Connections accepted so far. */
  connectionCount(): number;
  close(): Promise<void>;
}

export async function startTarget(
  handler: (request: http.IncomingMessage, response: http.ServerResponse) => void = (
    _,
    response,
  ) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 3 });
    response.end('t1\n');
  },
): Promise<TestTarget> {
  const requests: http.IncomingMessage[] = [];
  let connections = 0;
  const server = http.createServer((request, response) => {
    requests.push(request);
    handler(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    requests,
    connectionCount: () => connections,
    close: () => closed(server, () => server.closeAllConnections()),
  };
}

/** A target on the level of bytes. */
export async function startRawTarget(
  onConnection: (socket: net.Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    close: () =>
      closed(server, () => {
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port where connections are refused. */
export async function refusingPort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await closed(server, () => undefined);
  return port;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly agent?: http.Agent | false;
}

export function ask(port: number, path: string, options: AskOptions = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, agent = false } = options;
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Writes bytes and resolves to everything that came back by the time the connection closed. */
export async function exchangeBytes(
  port: number,
  text: string,
  until: (received: string) => boolean = () => false,
): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  let received = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (until(received)) socket.destroy();
  });
  socket.write(text, 'latin1');
  await once(socket, 'close');
  return received;
}

/** Resolves when the condition holds; fails after two seconds. */
export async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 2 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function portOf(server: net.Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: net.Server, cut: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cut();
  });
}
