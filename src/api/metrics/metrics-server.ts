/**
 * The HTTP server of `/metrics`, of `/livez` and `/readyz` for whoever watches the process, and of
 * `/leader` for a load balancer that sends Kong's logs to the replica that decides. It only reads. The metrics name hosts but hold no secret and nothing of a request.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EXPOSITION_TYPE } from './exposition.ts';

export interface MetricsServerOptions {
  readonly renderMetrics: () => Promise<string>;
  /** Why the loop does not run; `null` when it does. */
  readonly notAlive: () => string | null;
  readonly isLeading: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** Scrapes at the same time; more than that is no Prometheus. */
const MAX_CONCURRENT = 8;
/** Smaller answers are not worth packing. */
const GZIP_FROM_BYTES = 1_024;

const packed = promisify(gzip);

export function createMetricsServer(options: MetricsServerOptions): Server {
  let active = 0;
  const server = createServer((request, response) => {
    if (active >= MAX_CONCURRENT) {
      answer(response, { status: 503, text: 'too many scrapes at once\n' });
      return;
    }
    active += 1;
    handle(request, response, options)
      .catch((error: unknown) => {
        options.onError(error);
        if (!response.headersSent) answer(response, { status: 500, text: 'failed; see the log\n' });
        else response.destroy();
      })
      .finally(() => {
        active -= 1;
      });
  });
  server.maxConnections = 64;
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  return server;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { renderMetrics, notAlive, isLeading }: MetricsServerOptions,
): Promise<void> {
  request.resume();
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    answer(response, { status: 405, text: 'GET only\n' });
    return;
  }
  const path = (request.url ?? '').replace(/\?.*$/, '');
  if (path === '/metrics') {
    const text = await renderMetrics();
    await answerMetrics(response, text, acceptsGzip(request));
    return;
  }
  if (path === '/livez' || path === '/readyz') {
    const reason = notAlive();
    answer(response, reason === null ? OK : { status: 503, text: `${reason}\n` });
    return;
  }
  if (path === '/leader') {
    answer(response, isLeading() ? OK : { status: 503, text: 'another one leads, or none\n' });
    return;
  }
  answer(response, { status: 404, text: 'try /metrics, /livez, /readyz or /leader\n' });
}

const OK = { status: 200, text: 'ok\n' };

async function answerMetrics(
  response: ServerResponse,
  text: string,
  mayPack: boolean,
): Promise<void> {
  const plain = Buffer.from(text);
  const headers = { 'content-type': EXPOSITION_TYPE, vary: 'accept-encoding' };
  if (!mayPack || plain.length < GZIP_FROM_BYTES) {
    response.writeHead(200, { ...headers, 'content-length': plain.length }).end(plain);
    return;
  }
  const body = await packed(plain, { level: 1 });
  response
    .writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': body.length })
    .end(body);
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|,|$)/.test(
    headers['accept-encoding'] ?? '',
  );
}

function answer(
  response: ServerResponse,
  { status, text }: { readonly status: number; readonly text: string },
): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
