/**
 * One try: a request to one target, with Kong's three time-outs, and what became of it.
 *
 * The time-outs are nginx's: connecting, then between two reads (or, while a streamed body goes out,
 * two writes); each restarts with progress. They run on node's own timers, which are exact to about
 * a millisecond; undici's coarse ones are off.
 *
 * Exactly one of `onEnd` and `onFailure` is called, exactly once, unless the try is cancelled.
 */

import type { Readable } from 'node:stream';

import type { Dispatcher } from 'undici';

import type { ConnectionPool, Peer, PooledConnection } from './connection-pool.ts';
import type { HeaderList } from './header-list.ts';

export interface AttemptRequest {
  readonly peer: Peer;
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  /** A whole body can be sent again; a stream goes once. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null;
  /** Milliseconds. */
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
}

export interface AttemptFailure {
  readonly kind: 'error' | 'timeout';
  /** The connection stood, so something may have been sent. */
  readonly wasSent: boolean;
  /** It was a kept-alive connection, so the target may just have closed it. */
  readonly wasReused: boolean;
}

export interface AttemptEvents {
  onConnected(): void;
  onHeaders(status: number, headers: HeaderList, statusText: string): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(failure: AttemptFailure): void;
}

/** A try in progress. */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly #pool: ConnectionPool;
  readonly #request: AttemptRequest;
  readonly #events: AttemptEvents;
  readonly #connection: PooledConnection;
  readonly #wasReused: boolean;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(pool: ConnectionPool, request: AttemptRequest, events: AttemptEvents) {
    this.#pool = pool;
    this.#request = request;
    this.#events = events;
    this.#connection = pool.acquire(request.peer);
    this.#wasReused = this.#connection.isConnected;
  }

  start(): void {
    const { method, path, headers, body } = this.#request;
    if (this.#wasReused) {
      this.#whenConnected();
    } else {
      this.#connection.onConnected = () => this.#whenConnected();
      this.#arm(this.#request.connectTimeoutMs);
    }
    const options: Dispatcher.DispatchOptions = {
      path,
      method,
      headers,
      body: body as Buffer | Readable | null,
      reset: false,
    };
    try {
      this.#connection.client.dispatch(options, this);
    } catch {
      this.#fail('error');
    }
  }

  /** Gives the try up without an event, closing its connection. */
  cancel(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#discard();
  }

  /** Holds the answer back while the client is slow; the read time-out rests meanwhile. */
  pause(): void {
    this.#controller?.pause();
    this.#disarm();
  }

  resume(): void {
    if (this.#isOver) return;
    this.#arm(this.#request.readTimeoutMs);
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onBodySent(): void {
    this.#timer?.refresh();
  }

  onRequestSent(): void {
    if (!this.#isOver && this.#isStreaming()) this.#arm(this.#request.readTimeoutMs);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    if (this.#isOver || status < 200) return;
    this.#timer?.refresh();
    this.#events.onHeaders(status, textOf(controller.rawHeaders), statusText ?? '');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    this.#timer?.refresh();
    this.#events.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#pool.release(this.#connection);
    this.#events.onEnd();
  }

  onResponseError(): void {
    this.#fail('error');
  }

  #whenConnected(): void {
    if (this.#isOver) return;
    const { readTimeoutMs, writeTimeoutMs } = this.#request;
    this.#arm(this.#isStreaming() ? writeTimeoutMs : readTimeoutMs);
    this.#events.onConnected();
  }

  #isStreaming(): boolean {
    return this.#request.body !== null && !Buffer.isBuffer(this.#request.body);
  }

  #fail(kind: 'error' | 'timeout'): void {
    if (this.#isOver) return;
    // undici reports the error before the disconnection, so this still says how far the try came.
    const wasSent = this.#connection.isConnected;
    this.#finish();
    this.#discard();
    this.#events.onFailure({ kind, wasSent, wasReused: this.#wasReused });
  }

  #finish(): void {
    this.#isOver = true;
    this.#disarm();
  }

  #discard(): void {
    this.#connection.isConnected = false;
    this.#pool.release(this.#connection);
  }

  #arm(timeoutMs: number): void {
    this.#disarm();
    this.#timer = setTimeout(() => this.#fail('timeout'), timeoutMs);
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function textOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  const headers: HeaderList = [];
  for (const part of Array.isArray(raw) ? raw : []) {
    headers.push(typeof part === 'string' ? part : part.toString('latin1'));
  }
  return headers;
}
