/**
 * The listeners clients connect to. Each connection belongs to one worker for its whole life, as in
 * nginx, and carries at most 10,000 requests (fact 95).
 *
 * Requests that are no HTTP get Kong's error page; protocol upgrades are ignored, so that the client
 * gets the plain HTTP answer; `CONNECT` and `TRACE` are refused.
 */

import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

import { assert } from '../../lib/assert.ts';
import type { ConnectionCounts } from '../runtime-port.ts';
import { Exchange } from './exchange.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { errorPageBody } from './kong-answers.ts';
import { createRequestIds } from './request-id.ts';
import { KONG_VERSION } from './request-headers.ts';
import type { TrustedSenders } from './trusted-senders.ts';

/** nginx's `keepalive_requests` and `keepalive_timeout` as Kong sets them. */
const MAX_REQUESTS_PER_CONNECTION = 10_000;
const KEEP_ALIVE_MS = 75_000;
/** nginx's `client_header_timeout` and four header buffers of 8 KiB. */
const HEADER_TIMEOUT_MS = 60_000;
const MAX_HEADER_BYTES = 32 * 1024;
/** How long `close` waits for exchanges under way. */
const DRAIN_MS = 5_000;

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface ProxyServer {
  listen(address: ListenAddress): Promise<AddressInfo>;
  connections(): ConnectionCounts;
  /** Stops listening, lets exchanges under way finish for a moment, then cuts them off. */
  close(): Promise<void>;
}

interface ClientConnection {
  readonly worker: number;
  requestCount: number;
  /** Requests being answered. */
  openCount: number;
  latest: http.IncomingMessage | null;
  /** What came after the requests being answered is no HTTP: the status to end with. */
  refusedWith: number | null;
}

export interface ProxyServerOptions {
  readonly workers: number;
  readonly trusted: TrustedSenders;
  /** Everything an exchange needs but what this server knows itself. */
  readonly world: Omit<ExchangeWorld, 'mayKeepAlive' | 'httpDate'>;
}

export function createProxyServer(options: ProxyServerOptions): ProxyServer {
  return new Proxy(options);
}

class Proxy implements ProxyServer {
  readonly #workers: number;
  readonly #trusted: TrustedSenders;
  readonly #world: ExchangeWorld;
  readonly #servers: http.Server[] = [];
  readonly #clients = new WeakMap<net.Socket, ClientConnection>();
  readonly #nextRequestId = createRequestIds();
  readonly #counts = { accepted: 0, active: 0, writing: 0, totalRequests: 0 };
  #isClosing = false;

  constructor({ workers, trusted, world }: ProxyServerOptions) {
    this.#workers = workers;
    this.#trusted = trusted;
    this.#world = {
      ...world,
      httpDate: createHttpDate(() => world.nowMs()),
      mayKeepAlive: ({ socket }) =>
        !this.#isClosing &&
        (this.#clients.get(socket)?.requestCount ?? 0) < MAX_REQUESTS_PER_CONNECTION,
    };
  }

  async listen({ host, port }: ListenAddress): Promise<AddressInfo> {
    const server = this.#createServer();
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address();
    assert(address !== null && typeof address !== 'string', 'a TCP listener has an address');
    return address;
  }

  connections(): ConnectionCounts {
    const { accepted, active, writing, totalRequests } = this.#counts;
    const waiting = Math.max(0, active - writing);
    return { accepted, handled: accepted, active, reading: 0, writing, waiting, totalRequests };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#servers.map(closeServer));
  }

  #createServer(): http.Server {
    const server = http.createServer({
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADER_TIMEOUT_MS,
      requestTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
      requireHostHeader: false,
    });
    const serve = (request: http.IncomingMessage, response: http.ServerResponse) => {
      this.#serve(request, response);
    };
    server.on('connection', (socket) => this.#accept(socket));
    server.on('request', serve);
    server.on('checkContinue', serve);
    server.on('checkExpectation', serve);
    server.on('connect', (_request, socket: net.Socket) => this.#refuse(socket, 405));
    server.on('clientError', (error: NodeJS.ErrnoException, socket: net.Socket) => {
      this.#refuse(socket, statusOfParseError(error.code));
    });
    return server;
  }

  #accept(socket: net.Socket): void {
    const counts = this.#counts;
    this.#clients.set(socket, {
      worker: counts.accepted % this.#workers,
      requestCount: 0,
      openCount: 0,
      latest: null,
      refusedWith: null,
    });
    counts.accepted += 1;
    counts.active += 1;
    socket.setNoDelay(true);
    socket.once('close', () => {
      counts.active -= 1;
    });
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const client = this.#clients.get(request.socket);
    assert(client !== undefined, 'a request comes on a connection that was accepted');
    client.requestCount += 1;
    client.openCount += 1;
    client.latest = request;
    this.#counts.totalRequests += 1;
    this.#counts.writing += 1;
    const { socket } = request;
    response.once('close', () => {
      this.#counts.writing -= 1;
      client.openCount -= 1;
      if (client.refusedWith !== null) this.#refuse(socket, client.refusedWith);
    });
    response.on('error', ignore);
    request.on('error', ignore);
    const requestId = this.#nextRequestId();
    if (request.method === 'TRACE') {
      response.sendDate = false;
      response.writeHead(405, refusalHeaders(this.#world.httpDate(), 405, requestId));
      response.end(refusalBody(405, requestId));
      return;
    }
    const { worker } = client;
    const startedMs = this.#world.nowMs();
    const sender = senderOf(request, this.#trusted);
    const record = newRecord(request, { requestId, worker, startedMs, ...sender });
    new Exchange(this.#world, { request, response }, record).run();
  }

  /** Answers what is no request, after the requests before it, and closes. */
  #refuse(socket: net.Socket, status: number): void {
    socket.on('error', ignore);
    const client = this.#clients.get(socket);
    // A request whose own body is broken is never answered, so there is nothing to wait for.
    if (client !== undefined && client.openCount > 0 && client.latest?.complete === true) {
      client.refusedWith = status;
      return;
    }
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const requestId = this.#nextRequestId();
    const headers = refusalHeaders(this.#world.httpDate(), status, requestId);
    let head = `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? 'Bad Request'}\r\n`;
    for (let index = 0; index < headers.length; index += 2) {
      head += `${headers[index] ?? ''}: ${headers[index + 1] ?? ''}\r\n`;
    }
    socket.end(`${head}\r\n${refusalBody(status, requestId)}`);
  }
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

type Sender = Pick<ExchangeRecord, 'clientIp' | 'senderIp' | 'isFromTrusted'>;

function senderOf({ socket, rawHeaders }: http.IncomingMessage, trusted: TrustedSenders): Sender {
  const senderIp = plainAddress(socket.remoteAddress ?? '');
  return {
    senderIp,
    clientIp: trusted.clientIpOf(senderIp, rawHeaders),
    isFromTrusted: trusted.isTrusted(senderIp),
  };
}

function newRecord(
  request: http.IncomingMessage,
  start: Sender & Pick<ExchangeRecord, 'requestId' | 'worker' | 'startedMs'>,
): ExchangeRecord {
  const { method = 'GET', url = '/', rawHeaders, socket } = request;
  return {
    ...start,
    method,
    uri: url,
    requestHeaders: rawHeaders,
    clientPort: socket.remotePort ?? 0,
    serverPort: socket.localPort ?? 0,
    requestBytes: headBytes(method, url, rawHeaders),
    match: null,
    upstreamUri: '',
    tries: [],
    hadNoPeerOnRetry: false,
    wasProxied: false,
    status: 0,
    responseHeaders: [],
    responseBytes: 0,
    source: 'kong',
    kongMs: 0,
    proxyMs: -1,
    receiveMs: 0,
    requestMs: 0,
  };
}

/** `GET /x HTTP/1.1` and the headers, each line with its end, and the empty line. */
function headBytes(method: string, url: string, rawHeaders: readonly string[]): number {
  let bytes = method.length + url.length + 12 + 2;
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes;
}

/** `::ffff:10.0.0.1` → `10.0.0.1`. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

function statusOfParseError(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 494;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function refusalBody(status: number, requestId: string): string {
  return errorPageBody(status, { accept: null, contentType: null, requestId }).body;
}

function refusalHeaders(date: string, status: number, requestId: string): string[] {
  const length = Buffer.byteLength(refusalBody(status, requestId));
  return [
    'Date',
    date,
    'Content-Type',
    'text/plain; charset=utf-8',
    'Connection',
    'close',
    'Content-Length',
    String(length),
    'X-Kong-Response-Latency',
    '0',
    'Server',
    KONG_VERSION,
    'X-Kong-Request-Id',
    requestId,
  ];
}

/** The `Date` header, rendered once a second. */
function createHttpDate(nowMs: () => number): () => string {
  let second = 0;
  let text = '';
  return () => {
    const now = Math.floor(nowMs() / 1_000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1_000).toUTCString();
    }
    return text;
  };
}

function ignore(): void {
  // The exchange learns of a lost client by the response's `close`.
}
