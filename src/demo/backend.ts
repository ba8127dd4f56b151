/**
 * One target of the demo: a small HTTP server with the limits real ones have. A few workers, a
 * lognormal service time, a FIFO queue and 503 when that is full, so that overload, slowness and
 * cold starts cost requests here as they do in production. Its faults are switched at run time.
 *
 * Service times are kept in ideal time: a worker that takes the next request starts it when the
 * one before should have ended, so timer jitter does not eat capacity. `/health` never queues.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { lognormal, type Random } from '../lib/random.ts';
import { HEALTHY, type FaultState } from './fault-state.ts';
import { listenOn } from './ports.ts';

export interface BackendOptions {
  readonly service: string;
  readonly region: string;
  /** Unique within the service and region, such as `productAPI-1`. */
  readonly name: string;
  readonly workers: number;
  readonly queueLimit: number;
  /** Median and deviation of the logarithm of the service time. */
  readonly medianMs: number;
  readonly sigma: number;
  /** Added to every answer: the way to a region that is not the gateway's own. */
  readonly rttMs: number;
  readonly random: Random;
}

export interface Backend {
  readonly service: string;
  readonly region: string;
  readonly name: string;
  /** `127.0.0.1:port`; the same for the whole life, also after having refused. */
  readonly address: string;
  /** Requests per second that it can serve when well. */
  readonly capacityRps: number;
  readonly faults: FaultState;
  /** Changes what is named, keeps the rest; resolves when the listener is closed or open again. */
  setFaults(change: Partial<FaultState>): Promise<void>;
  close(): Promise<void>;
}

/** Tells which target served; the client counts by it. Value: `region/name`. */
export const SERVED_BY_HEADER = 'x-served-by';

/** A failing answer takes this part of the normal service time. */
const FAILING_TIME_RATIO = 0.2;

/** Requests per second of a target that is well: workers / mean of the lognormal. */
export function capacityRpsOf(options: {
  readonly workers: number;
  readonly medianMs: number;
  readonly sigma: number;
}): number {
  return (1_000 * options.workers) / (options.medianMs * Math.exp(options.sigma ** 2 / 2));
}

export async function startBackend(options: BackendOptions): Promise<Backend> {
  const sockets = new Set<Socket>();
  const answers = answersOf(options);
  const workers = createWorkers(options, answers);
  let faults = HEALTHY;

  const server = createServer((request, response) => {
    if (faults.reachability === 'black-hole') return; // Accepted, read, never answered.
    if (request.url === '/health') afterRtt(options, () => answers.health(response));
    else workers.take(response);
    drop(request);
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  const port = await listenOn(server, null);

  const resetSockets = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const stopListening = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    resetSockets();
    await closed;
  };

  return {
    service: options.service,
    region: options.region,
    name: options.name,
    address: `127.0.0.1:${port}`,
    capacityRps: capacityRpsOf(options),
    get faults() {
      return faults;
    },
    async setFaults(change) {
      faults = { ...faults, ...change };
      workers.setFaults(faults);
      if (faults.reachability === 'refuse') {
        workers.forget();
        await stopListening();
      } else if (!server.listening) {
        await listenOn(server, port);
      }
    },
    async close() {
      workers.forget();
      await stopListening();
    },
  };
}

interface Answers {
  ok(response: ServerResponse): void;
  failing(response: ServerResponse): void;
  full(response: ServerResponse): void;
  health(response: ServerResponse): void;
}

function answersOf({ service, region, name }: BackendOptions): Answers {
  const answer = (status: number, content: object) => {
    const body = Buffer.from(JSON.stringify(content));
    const headers = {
      'content-type': 'application/json',
      'content-length': String(body.length),
      [SERVED_BY_HEADER]: `${region}/${name}`,
    };
    return (response: ServerResponse) => {
      if (response.destroyed) return;
      response.writeHead(status, headers);
      response.end(body);
    };
  };
  return {
    ok: answer(200, { service, region, target: name, complete: true }),
    failing: answer(500, { service, error: 'the demo broke this answer on purpose' }),
    full: answer(503, { service, error: 'queue full' }),
    health: answer(200, { status: 'healthy' }),
  };
}

interface Workers {
  take(response: ServerResponse): void;
  setFaults(faults: FaultState): void;
  /** Drops everything queued and in service, as a process that dies does. */
  forget(): void;
}

function createWorkers(options: BackendOptions, answers: Answers): Workers {
  const { random, medianMs, sigma, queueLimit } = options;
  let faults = HEALTHY;
  let queue: ServerResponse[] = [];
  let busy = 0;
  let generation = 0;

  let warmAtMs: number | null = null;
  const slowFactorAt = (nowMs: number) => {
    if (faults.cold === null) return faults.slowFactor;
    warmAtMs ??= nowMs + faults.cold.forMs;
    return nowMs < warmAtMs ? faults.slowFactor * faults.cold.slowFactor : faults.slowFactor;
  };
  const start = (response: ServerResponse, startMs: number) => {
    busy += 1;
    const drawnMs = lognormal(random, medianMs, sigma) * slowFactorAt(startMs);
    const isFailing = random() < faults.errorRatio;
    const serviceMs = isFailing ? drawnMs * FAILING_TIME_RATIO : drawnMs;
    // A small target answers as fast as a big one, but its workers then pause.
    const freeMs = startMs + serviceMs / faults.capacityRatio;
    const mine = generation;
    at(startMs + serviceMs, () => {
      if (mine !== generation || faults.reachability === 'black-hole') return;
      afterRtt(options, () => (isFailing ? answers.failing(response) : answers.ok(response)));
    });
    at(freeMs, () => {
      if (mine !== generation) return;
      busy -= 1;
      const next = queue.shift();
      if (next !== undefined) start(next, freeMs);
    });
  };

  return {
    take(response) {
      if (busy < options.workers) start(response, performance.now());
      else if (queue.length < queueLimit) queue.push(response);
      else afterRtt(options, () => answers.full(response));
    },
    setFaults(next) {
      if (next.cold !== faults.cold) warmAtMs = null;
      faults = next;
    },
    forget() {
      generation += 1;
      busy = 0;
      queue = [];
    },
  };
}

function at(timeMs: number, action: () => void): void {
  setTimeout(action, Math.max(0, timeMs - performance.now())).unref();
}

function afterRtt(options: BackendOptions, action: () => void): void {
  if (options.rttMs === 0) action();
  else setTimeout(action, options.rttMs).unref();
}

/** Reads a request body to its end and forgets it, so that the connection can be used again. */
function drop(request: IncomingMessage): void {
  request.resume();
}
