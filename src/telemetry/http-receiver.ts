/**
 * The listener for Kong's http-log: one entry or an array per POST, counted before it is answered,
 * so that what Kong got an answer for is in the very next reading.
 *
 * Kong sends a batch again until it gets a status below 300, and its queue waits meanwhile. So bad
 * entries inside a batch are counted and dropped under a 204; only what a sender has to repair
 * (address, token, size, encoding, no JSON at all) is refused.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readJsonBody } from './body.ts';
import type { RefusalReason, TelemetryCounters } from './counters.ts';

export interface HttpReceiverOptions {
  readonly isAllowed: (remoteAddress: string) => boolean;
  readonly hasToken: (headers: IncomingMessage['headers']) => boolean;
  readonly counters: TelemetryCounters;
  readonly onEntry: (value: unknown, sender: string) => void;
  readonly limits?: ReceiverLimits;
}

export interface ReceiverLimits {
  /** Of one delivery, packed and unpacked. */
  readonly maxBodyBytes: number;
  readonly maxEntries: number;
  /** Deliveries read at the same time; with `maxBodyBytes` this bounds the memory. */
  readonly maxConcurrent: number;
}

const DEFAULT_LIMITS: ReceiverLimits = {
  maxBodyBytes: 8 * 1024 * 1024,
  maxEntries: 10_000,
  maxConcurrent: 32,
};

export function createHttpReceiver(options: HttpReceiverOptions): Server {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const load = { active: 0 };
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, options);
    if (refusal !== null) {
      refuse(response, { reason: refusal, counters: options.counters });
      return;
    }
    if (load.active >= limits.maxConcurrent) {
      refuse(response, { reason: 'busy', counters: options.counters });
      return;
    }
    load.active += 1;
    receive({ request, response }, { ...options, limits })
      .catch(() => response.destroy()) // the sender went away; nothing to answer
      .finally(() => {
        load.active -= 1;
      });
  });
  server.maxConnections = 1_024;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 75_000; // above the 60 s for which Kong keeps its connections
  return server;
}

function refusalOf(request: IncomingMessage, options: HttpReceiverOptions): RefusalReason | null {
  if (!options.isAllowed(request.socket.remoteAddress ?? '')) return 'address';
  if (!options.hasToken(request.headers)) return 'token';
  return METHODS.has(request.method ?? '') ? null : 'method';
}

/** Those that http-log can be set to. */
const METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

async function receive(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  options: HttpReceiverOptions & { readonly limits: ReceiverLimits },
): Promise<void> {
  const { counters, limits, onEntry } = options;
  const body = await readJsonBody(request, limits.maxBodyBytes);
  if (body === 'bad-json') {
    counters.malformed['bad-json'] += 1;
    answer(response, { status: 400, message: 'the body is not JSON' });
    return;
  }
  if (typeof body === 'string') {
    refuse(response, { reason: body, counters });
    return;
  }
  const values: unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  const sender = request.socket.remoteAddress ?? '';
  for (const value of values.slice(0, limits.maxEntries)) onEntry(value, sender);
  counters.malformed['too-many-entries'] += Math.max(0, values.length - limits.maxEntries);
  response.writeHead(204).end();
}

const REFUSALS: Readonly<Record<RefusalReason, { status: number; message: string }>> = {
  address: { status: 403, message: 'this address is not in telemetry.logs.allow' },
  token: {
    status: 401,
    message: 'send the token as "Authorization: Bearer …" or "X-Ballast-Token"',
  },
  'too-large': { status: 413, message: 'too large: lower max_batch_size of the http-log plugin' },
  encoding: { status: 415, message: 'cannot unpack: use gzip, deflate, br or none' },
  method: { status: 405, message: "POST entries of Kong's http-log plugin here" },
  busy: { status: 503, message: 'too many deliveries at once: try again' },
};

function refuse(
  response: ServerResponse,
  { reason, counters }: { readonly reason: RefusalReason; readonly counters: TelemetryCounters },
): void {
  counters.refused[reason] += 1;
  // Read and dropped (within requestTimeout), or the sender would see a reset, not the answer.
  response.req.resume();
  answer(response, REFUSALS[reason]);
}

function answer(
  response: ServerResponse,
  { status, message }: { readonly status: number; readonly message: string },
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ message })}\n`);
}
