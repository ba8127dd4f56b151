/**
 * The demo's page and its data over HTTP, on loopback. Nobody but the page may press its buttons:
 * a request from another origin, or for another host name (DNS rebinding), is refused.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Live } from './live.ts';
import { isScenarioName } from './scenarios.ts';

/** Pages open at the same time. */
const MAX_STREAMS = 16;
const MAX_BODY_BYTES = 1_024;
/** A page that does not read is dropped when this much waits for it. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Where the build puts the page, seen from the source and from the built package. */
const PAGE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../web', import.meta.url),
);

export async function createLiveServer(live: Live): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  let streams = 0;

  server.addHook('onRequest', async (request, reply) => {
    if (!isOwnHost(request)) await refuse(reply, 'this server answers on loopback names only');
    else if (request.method === 'POST' && !isOwnOrigin(request)) {
      await refuse(reply, 'another origin may not break things here');
    }
  });
  server.get('/api/state', () => live.state());
  server.get('/api/stream', (_request, reply) => {
    if (streams >= MAX_STREAMS) {
      return reply.code(503).send({ message: `at most ${MAX_STREAMS} pages at a time` });
    }
    streams += 1;
    stream(live, reply, () => {
      streams -= 1;
    });
    return reply;
  });
  server.post<{ Params: { name: string } }>('/api/faults/:name', async (request, reply) => {
    const { name } = request.params;
    if (!isScenarioName(name)) {
      return reply.code(404).send({ message: `there is no fault called ${name}` });
    }
    await live.begin(name);
    return reply.code(202).send(live.state());
  });
  server.post('/api/heal', async (_request, reply) => {
    await live.heal();
    return reply.code(202).send(live.state());
  });
  await servePage(server);
  return server;
}

async function servePage(server: FastifyInstance): Promise<void> {
  if (existsSync(PAGE)) {
    await server.register(fastifyStatic, { root: PAGE });
    return;
  }
  server.get('/', (_request, reply) =>
    reply
      .type('text/plain')
      .send('The page is not built. Run: npm run build. The data is at /api/state.\n'),
  );
}

/** Server-sent events: the state at once, then each second's until the page goes away. */
function stream(live: Live, reply: FastifyReply, onClose: () => void): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (state: unknown) => {
    if (raw.writableLength > MAX_WAITING_BYTES) raw.destroy();
    else raw.write(`data: ${JSON.stringify(state)}\n\n`);
  };
  send(live.state());
  const unsubscribe = live.subscribe(send);
  raw.on('close', () => {
    unsubscribe();
    onClose();
  });
  raw.on('error', () => raw.destroy());
}

async function refuse(reply: FastifyReply, message: string): Promise<void> {
  await reply.code(403).send({ message });
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

function isOwnHost({ hostname }: FastifyRequest): boolean {
  return LOOPBACK_NAMES.has(hostname);
}

/** Requests without an origin do not come from a page of someone else's: browsers send it. */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}
