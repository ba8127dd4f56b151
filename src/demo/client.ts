/**
 * The client of the demo and the benchmarks: sends at the times of a schedule, whatever comes
 * back, and counts what really came back. Open loop: an answer that is late delays no later
 * request, so there is no coordinated omission. Latency is from the *intended* send time.
 *
 * A request failed unless the complete expected answer (2xx, the body whole, from the right
 * service) is there before the deadline, counted from the intended send time.
 */

import { performance } from 'node:perf_hooks';
import { Pool, type Dispatcher } from 'undici';
import type { Arrival } from './arrivals.ts';
import { SERVED_BY_HEADER } from './backend.ts';

export interface RequestRecord {
  /** Intended send time, since the start of the traffic. */
  readonly intendedMs: number;
  readonly service: string;
  readonly ok: boolean;
  /** From the intended send time to the end of the answer, or to the failure. */
  readonly latencyMs: number;
  /** `null` when no answer began. */
  readonly status: number | null;
  /** `null` when no target's answer came through. */
  readonly region: string | null;
  readonly target: string | null;
}

export interface ClientOptions {
  /** Of the gateway's proxy, such as `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly services: readonly { readonly name: string; readonly path: string }[];
  readonly arrivals: Iterator<Arrival>;
  /** `performance.now()` at which the schedule's 0 lies. */
  readonly startMs: number;
  readonly deadlineMs: number;
  /** Called once for each request, when its fate is known. */
  readonly onRecord: (record: RequestRecord) => void;
}

export interface Client {
  /** Sends no more; resolves when the fate of every request sent is known. */
  finish(): Promise<void>;
  /** Drops everything at once. */
  abandon(): Promise<void>;
}

/** A request under way. */
interface Flight {
  readonly arrival: Arrival;
  readonly service: string;
  isOver: boolean;
  controller: Dispatcher.DispatchController | null;
  status: number | null;
  servedBy: string | null;
  body: string;
}

const MAX_BODY_CHARS = 4_096;

const POOL_OPTIONS = {
  connections: null, // A queue here would close the loop.
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 60_000,
} as const;

/** The longest sleep: how late a deadline may be noticed. */
const TICK_MS = 20;

export function startClient(options: ClientOptions): Client {
  const { arrivals, startMs, deadlineMs } = options;
  const pool = new Pool(options.url, { ...POOL_OPTIONS, connectTimeout: deadlineMs });
  const flights = createFlights(options);
  let next = arrivals.next().value;
  let isStopping = false;
  let drained: (() => void) | null = null;
  let timer: NodeJS.Timeout | null = null;

  const send = (arrival: Arrival) => {
    const service = options.services[arrival.service];
    if (service === undefined) return;
    const flight = newFlight(arrival, service.name);
    flights.add(flight);
    const headers = { host: 'demo.local', key: `k${arrival.key}` };
    const path = `${service.path}/${arrival.key}`;
    pool.dispatch({ method: 'GET', path, headers }, handlerOf(flight, flights.finish));
  };
  /** Sends all that is due, so a late timer delays the sending but loses nothing. */
  const tick = () => {
    const nowMs = performance.now() - startMs;
    while (!isStopping && next.atMs <= nowMs) {
      send(next);
      next = arrivals.next().value;
    }
    flights.expire(nowMs);
    if (isStopping && flights.isEmpty()) {
      drained?.();
      return;
    }
    const waitMs = isStopping ? TICK_MS : Math.min(next.atMs - nowMs, TICK_MS);
    timer = setTimeout(tick, Math.max(0, waitMs));
  };
  const stopSending = () => {
    isStopping = true;
    if (timer !== null) clearTimeout(timer);
  };
  tick();

  return {
    async finish() {
      stopSending();
      await new Promise<void>((resolve) => {
        drained = resolve;
        tick();
      });
      await pool.destroy();
    },
    async abandon() {
      stopSending();
      if (!pool.destroyed) await pool.destroy();
    },
  };
}

interface Flights {
  add(flight: Flight): void;
  /** The answer is there, or the connection failed. */
  readonly finish: (flight: Flight, isComplete: boolean) => void;
  /** Gives up those whose deadline has passed. */
  expire(nowMs: number): void;
  isEmpty(): boolean;
}

function createFlights({ startMs, deadlineMs, onRecord }: ClientOptions): Flights {
  /** In order of intended send time, so also of deadline: all have the same. */
  let flights: Flight[] = [];

  const finish = (flight: Flight, isComplete: boolean) => {
    if (flight.isOver) return;
    flight.isOver = true;
    flight.controller = null;
    const latencyMs = performance.now() - startMs - flight.arrival.atMs;
    onRecord(recordOf(flight, { isInTime: isComplete && latencyMs <= deadlineMs, latencyMs }));
  };
  return {
    add: (flight) => flights.push(flight),
    finish,
    expire(nowMs) {
      let count = 0;
      for (const flight of flights) {
        if (!flight.isOver && flight.arrival.atMs + deadlineMs > nowMs) break;
        count += 1;
        const { controller } = flight;
        finish(flight, false);
        controller?.abort(new Error('deadline'));
      }
      if (count > 0) flights = flights.slice(count);
    },
    isEmpty: () => flights.length === 0,
  };
}

function newFlight(arrival: Arrival, service: string): Flight {
  return {
    arrival,
    service,
    isOver: false,
    controller: null,
    status: null,
    servedBy: null,
    body: '',
  };
}

function handlerOf(
  flight: Flight,
  finish: (flight: Flight, isComplete: boolean) => void,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      if (flight.isOver) controller.abort(new Error('deadline'));
      else flight.controller = controller;
    },
    onResponseStart(_controller, statusCode, headers) {
      flight.status = statusCode;
      const servedBy = headers[SERVED_BY_HEADER];
      if (typeof servedBy === 'string') flight.servedBy = servedBy;
    },
    onResponseData(_controller, chunk) {
      if (flight.body.length < MAX_BODY_CHARS) flight.body += chunk.toString('utf8');
    },
    onResponseEnd() {
      finish(flight, true);
    },
    onResponseError() {
      finish(flight, false);
    },
  };
}

function recordOf(
  flight: Flight,
  { isInTime, latencyMs }: { isInTime: boolean; latencyMs: number },
): RequestRecord {
  const [region = null, target = null] = flight.servedBy?.split('/') ?? [];
  const isSuccess = flight.status !== null && flight.status >= 200 && flight.status < 300;
  const isExpected =
    flight.body.includes(`"service":"${flight.service}"`) && flight.body.endsWith('}');
  return {
    intendedMs: flight.arrival.atMs,
    service: flight.service,
    ok: isInTime && isSuccess && isExpected,
    latencyMs,
    status: flight.status,
    region,
    target,
  };
}
