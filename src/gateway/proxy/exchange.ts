/**
 * One request through the gateway: route, plugins, balancer, tries, answer, log.
 *
 * Retries follow nginx's rules (facts 67): a try that failed before its answer began is repeated
 * with the next peer while tries are left, unless something was sent and the method is not
 * idempotent. A kept-alive connection that turns out closed costs no try. An answer, whatever its
 * status, is never retried. What the client then sees depends on how the last try failed.
 *
 * The exchange is logged exactly once, when the client has the whole answer or is gone.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { Attempt, type AttemptEvents, type AttemptFailure } from './attempt.ts';
import { ClientAnswer } from './client-answer.ts';
import type { ExchangeRecord, TryRecord } from './exchange-record.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { finishRecord, passiveOutcome, responseTimeOf } from './exchange-summary.ts';
import type { KongService } from '../entities/types.ts';
import { type HeaderList, joinedHeader } from './header-list.ts';
import type { NextPeer, PeerSource } from './peer-source.ts';
import { hasBody, readBody, type RequestBody } from './request-body.ts';
import { hostWithoutPort, targetHost, upstreamRequestHeaders } from './request-headers.ts';
import { upstreamPath } from './upstream-uri.ts';

type Peer = Extract<NextPeer, { kind: 'peer' }>;

/** Closed kept-alive connections forgiven per request; each costs no try. */
const MAX_STALE_CONNECTIONS = 16;
const NOT_IDEMPOTENT: ReadonlySet<string> = new Set(['POST', 'PATCH', 'LOCK']);

export class Exchange implements AttemptEvents {
  readonly #world: ExchangeWorld;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #record: ExchangeRecord;
  readonly #bytesWrittenBefore: number;
  readonly #answer: ClientAnswer;
  #peers: PeerSource | null = null;
  #body: RequestBody = { kind: 'none' };
  #upstreamHeaders: HeaderList = [];
  #attempt: Attempt | null = null;
  #staleConnections = 0;
  #balancedMs = 0;
  #answeredMs = 0;
  #isReadingBody = false;

  constructor(
    world: ExchangeWorld,
    http: { readonly request: IncomingMessage; readonly response: ServerResponse },
    record: ExchangeRecord,
  ) {
    this.#world = world;
    this.#request = http.request;
    this.#response = http.response;
    this.#record = record;
    this.#bytesWrittenBefore = http.request.socket.bytesWritten;
    this.#answer = new ClientAnswer(world, http, record);
    http.response.on('close', () => this.#closed());
  }

  /** Starts the exchange; everything after is driven by sockets and timers. */
  run(): void {
    const record = this.#record;
    const { router, plans } = this.#world.config();
    const [path = '/'] = record.uri.split('?', 1);
    record.match = router.match({
      method: record.method,
      path: path.startsWith('/') ? path : '/',
      host: this.#clientHost(),
      header: (name) => joinedHeader(record.requestHeaders, name),
    });
    if (record.match === null)
      return this.#answer.refuse(404, 'no Route matched with those values');
    const { route, service } = record.match;
    this.#answer.plan = plans.planOf(route);
    if (!route.protocols.includes('http')) {
      return this.#answer.demandHttps(route.https_redirect_status_code);
    }
    if (service === null) return this.#answer.refuse(503, 'no Service found with those values');
    this.#prepare(service);
    for (const access of this.#answer.plan.access) {
      const answer = access({
        record,
        nowMs: this.#world.nowMs(),
        upstreamHeaders: this.#upstreamHeaders,
        answerHeaders: this.#answer.extraHeaders,
      });
      if (answer !== null) return this.#answer.shortCircuit(answer);
    }
    this.#findPeers(service);
  }

  #prepare(service: KongService): void {
    const record = this.#record;
    const match = record.match;
    if (match === null) return;
    const path = upstreamPath({
      path: match.path,
      prefix: match.prefix,
      matched: match.matched,
      stripPath: match.route.strip_path,
      servicePath: service.path,
      pathHandling: match.route.path_handling,
    });
    const query = record.uri.indexOf('?');
    record.upstreamUri = query === -1 ? path : path + record.uri.slice(query);
    this.#upstreamHeaders = upstreamRequestHeaders(record, {
      host: this.#clientHost() ?? '',
      clientHost: hostWithoutPort(this.#clientHost() ?? ''),
      httpVersion: this.#request.httpVersion,
    });
  }

  #findPeers(service: KongService): void {
    const found = this.#world.peersOf(service, this.#record);
    if (found.setCookie !== null) this.#answer.extraHeaders.push('Set-Cookie', found.setCookie);
    if (!(found.peers instanceof Promise)) return this.#balance(service, found.peers);
    found.peers.then(
      (peers) => this.#balance(service, peers),
      () => this.#answer.refuse(503, 'name resolution failed'),
    );
  }

  /** The first choice is made before the request's body is read, as in Kong's access phase. */
  #balance(service: KongService, peers: PeerSource): void {
    if (this.#response.destroyed) return;
    this.#peers = peers;
    const startedMs = this.#world.nowMs();
    const first = peers.next(startedMs);
    if (first.kind === 'none') return this.#answer.refuse(first.status, first.message);
    this.#record.wasProxied = true;
    const pickNs = (this.#world.nowMs() - startedMs) * 1e6;
    if (!hasBody(this.#request)) return this.#try(service, first, pickNs);
    this.#isReadingBody = true;
    if (this.#request.headers.expect !== undefined) this.#response.writeContinue();
    const isBuffered = this.#record.match?.route.request_buffering !== false;
    const onChunk = (sizeBytes: number) => {
      this.#record.requestBytes += sizeBytes;
    };
    readBody(this.#request, { isBuffered, onChunk }, (body) => {
      this.#isReadingBody = body.kind === 'aborted';
      this.#body = body;
      if (body.kind === 'timeout') this.#answer.errorPage(408);
      else if (body.kind !== 'aborted') this.#try(service, first, pickNs);
    });
  }

  #try(service: KongService, peer: Peer, pickNs: number): void {
    const record = this.#record;
    this.#balancedMs = this.#world.nowMs();
    record.kongMs = Math.floor(this.#balancedMs) - Math.floor(record.startedMs);
    record.tries.push({
      ip: peer.ip,
      port: peer.port,
      startMs: this.#balancedMs,
      pickNs,
      status: null,
      failedCode: null,
      connectMs: null,
      headerMs: null,
      responseMs: null,
    });
    if (record.match?.route.preserve_host !== true) {
      this.#upstreamHeaders[1] = targetHost(peer.hostname, peer.port, service.protocol);
    }
    const isTls = service.protocol === 'https';
    this.#attempt = new Attempt(
      this.#world.pool,
      {
        peer: {
          ip: peer.ip,
          port: peer.port,
          tls: isTls ? { servername: peer.hostname, verify: service.tls_verify === true } : null,
        },
        method: record.method,
        path: record.upstreamUri,
        headers: this.#upstreamHeaders,
        body: bodyToSend(this.#body),
        connectTimeoutMs: service.connect_timeout,
        readTimeoutMs: service.read_timeout,
        writeTimeoutMs: service.write_timeout,
      },
      this,
    );
    this.#attempt.start();
  }

  onConnected(): void {
    const current = this.#currentTry();
    if (current !== null) current.connectMs = this.#world.nowMs() - current.startMs;
  }

  onHeaders(status: number, raw: HeaderList, statusText: string): void {
    const current = this.#currentTry();
    const record = this.#record;
    record.source = 'upstream';
    this.#markProxied(status);
    if (current !== null) {
      current.status = status;
      current.headerMs = this.#answeredMs - current.startMs;
    }
    this.#answer.relayHead(status, statusText, raw);
  }

  onData(chunk: Buffer): void {
    if (this.#answer.relayData(chunk, () => this.#attempt?.resume())) return;
    this.#attempt?.pause();
  }

  onEnd(): void {
    this.#closeTry();
    this.#attempt = null;
    this.#response.end();
  }

  onFailure(failure: AttemptFailure): void {
    this.#attempt = null;
    this.#closeTry();
    if (this.#response.headersSent) {
      this.#response.destroy();
      return;
    }
    const status = failure.kind === 'timeout' ? 504 : 502;
    const current = this.#currentTry();
    if (current !== null) current.status = status;
    const service = this.#record.match?.service ?? null;
    if (service === null || !this.#mayRetry(failure, service)) {
      this.#markProxied(status);
      this.#answer.errorPage(status);
      return;
    }
    if (current !== null) current.failedCode = status;
    this.#peers?.report({ kind: failure.kind === 'timeout' ? 'timeout' : 'tcp-failure' });
    this.#retry(service);
  }

  #retry(service: KongService): void {
    const startedMs = this.#world.nowMs();
    const next = this.#peers?.next(startedMs);
    if (next?.kind === 'peer') {
      this.#try(service, next, (this.#world.nowMs() - startedMs) * 1e6);
      return;
    }
    this.#record.hadNoPeerOnRetry = true;
    this.#record.tries.push(peerlessTry(startedMs));
    const status = next?.status ?? 503;
    this.#balancedMs = startedMs;
    this.#markProxied(status);
    this.#answer.errorPage(status);
  }

  #mayRetry(failure: AttemptFailure, service: KongService): boolean {
    const wasStale = failure.wasReused && failure.wasSent && failure.kind === 'error';
    if (wasStale && this.#staleConnections < MAX_STALE_CONNECTIONS) this.#staleConnections += 1;
    const used = this.#record.tries.length - this.#staleConnections;
    if (used > service.retries) return false;
    if (!failure.wasSent) return true;
    return this.#body.kind !== 'stream' && !NOT_IDEMPOTENT.has(this.#record.method);
  }

  /** The answer is known: latencies, and whether Kong counts its last try as failed (fact 57). */
  #markProxied(status: number): void {
    const record = this.#record;
    this.#answeredMs = this.#world.nowMs();
    record.proxyMs = Math.floor(this.#answeredMs) - Math.floor(this.#balancedMs);
    const current = this.#currentTry();
    const retries = record.match?.service?.retries ?? 0;
    if (status > 499 && current?.ip != null && record.tries.length > retries) {
      current.failedCode = status;
    }
  }

  /** The client has everything, or is gone. */
  #closed(): void {
    this.#answer.closed();
    const record = this.#record;
    if (!this.#response.headersSent) {
      this.#markProxied(0);
      record.status = this.#isReadingBody ? 400 : 499;
      record.source = this.#isReadingBody ? 'kong' : 'upstream';
      if (record.tries.length === 0) record.proxyMs = -1;
      record.responseHeaders = [
        'Connection',
        this.#response.shouldKeepAlive ? 'keep-alive' : 'close',
      ];
    }
    if (this.#attempt !== null) {
      this.#closeTry();
      this.#attempt.cancel();
      this.#attempt = null;
    }
    const endedMs = this.#world.nowMs();
    const { bytesWritten } = this.#request.socket;
    finishRecord(record, {
      endedMs,
      answeredMs:
        record.source === 'upstream' && record.status !== 499 ? this.#answeredMs : endedMs,
      bytesSent: bytesWritten - this.#bytesWrittenBefore,
    });
    if (record.wasProxied) this.#peers?.report(passiveOutcome(record));
    this.#peers?.end({ responseTimeMs: responseTimeOf(record) }, endedMs);
    this.#world.onFinished(record, this.#answer.plan);
  }

  #currentTry(): TryRecord | null {
    return this.#record.tries.at(-1) ?? null;
  }

  #closeTry(): void {
    const current = this.#currentTry();
    if (current !== null) current.responseMs = this.#world.nowMs() - current.startMs;
  }

  #clientHost(): string | null {
    return this.#request.headers.host ?? null;
  }
}

function bodyToSend(body: RequestBody): Buffer | AsyncIterable<Uint8Array> | null {
  if (body.kind === 'whole') return body.bytes;
  return body.kind === 'stream' ? body.stream : null;
}

function peerlessTry(startMs: number): TryRecord {
  return {
    ip: null,
    port: null,
    startMs,
    pickNs: null,
    status: null,
    failedCode: null,
    connectMs: null,
    headerMs: null,
    responseMs: null,
  };
}
