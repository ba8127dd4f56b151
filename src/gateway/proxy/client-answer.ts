/**
 * The answer to the client, whoever makes it: Kong itself or the target. Adds the headers of plugins
 * and of Kong, decides whether the connection may go on, and lets a slow client slow the target down.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';

import type { PluginPlan } from '../plugins/plugin-plan.ts';
import type { ShortCircuit } from '../plugins/request-plugin.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { type HeaderList, headerValue, joinedHeader } from './header-list.ts';
import { answerBody, errorPageBody } from './kong-answers.ts';
import { hostWithoutPort } from './request-headers.ts';
import { addKongHeaders, relayedHeaders } from './response-headers.ts';

/** nginx's `send_timeout`: how long a client may take no bytes. */
const SEND_TIMEOUT_MS = 60_000;
/** Bodies up to here go out in one write with their head. */
const MAX_JOINED_BYTES = 4_096;

interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Its length is known, so the connection can go on after it. */
  readonly isDelimited: boolean;
}

export class ClientAnswer {
  /** Headers that plugins want on the answer. */
  readonly extraHeaders: HeaderList = [];
  /** Global plugins until a route is known. */
  plan: PluginPlan;
  readonly #world: ExchangeWorld;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #record: ExchangeRecord;
  #hasData = false;
  #sendTimer: NodeJS.Timeout | null = null;

  constructor(
    world: ExchangeWorld,
    http: { readonly request: IncomingMessage; readonly response: ServerResponse },
    record: ExchangeRecord,
  ) {
    this.#world = world;
    this.#request = http.request;
    this.#response = http.response;
    this.#record = record;
    this.plan = world.config().plans.planOf(null);
  }

  /** Kong's own answer while the request is still in its hands. */
  refuse(status: number, message: string, extra: HeaderList = []): void {
    const { requestHeaders, requestId } = this.#record;
    const accept = joinedHeader(requestHeaders, 'accept');
    this.#send(status, answerBody(message, { accept, requestId }), extra);
  }

  demandHttps(status: number): void {
    if (status === 426) {
      const extra = ['Upgrade', 'TLS/1.2, HTTP/1.1'];
      return this.refuse(426, 'Please use HTTPS protocol', extra);
    }
    const host = hostWithoutPort(this.#request.headers.host ?? '');
    const location = `https://${host}${this.#record.uri}`;
    this.#send(status, { contentType: '', body: '' }, ['Location', location]);
  }

  shortCircuit({ status, content, headers }: ShortCircuit): void {
    if (content.kind === 'error') this.refuse(status, content.message, headers);
    else this.#send(status, content, headers);
  }

  /** nginx's error page, given after proxying failed. */
  errorPage(status: number): void {
    const { requestHeaders, requestId } = this.#record;
    const accept = joinedHeader(requestHeaders, 'accept');
    const contentType = headerValue(requestHeaders, 'content-type');
    this.#send(status, errorPageBody(status, { accept, contentType, requestId }), []);
  }

  relayHead(status: number, statusText: string, raw: HeaderList): void {
    const headers = relayedHeaders(raw);
    const isDelimited = headerValue(headers, 'content-length') !== null;
    this.#writeHead({ status, statusText, headers, isDelimited });
  }

  /** Returns whether the client keeps up; if not, `onReady` is called when it has. */
  relayData(chunk: Buffer, onReady: () => void): boolean {
    const isFirst = !this.#hasData && chunk.length <= MAX_JOINED_BYTES;
    this.#hasData = true;
    // As text, node sends head and body in one write: a tenth of the cost of a small answer.
    const isTaken = isFirst
      ? this.#response.write(chunk.toString('latin1'), 'latin1')
      : this.#response.write(chunk);
    if (isTaken) return true;
    this.#sendTimer = setTimeout(() => this.#response.destroy(), SEND_TIMEOUT_MS);
    this.#response.once('drain', () => {
      this.closed();
      onReady();
    });
    return false;
  }

  /** Nothing more is waited for. */
  closed(): void {
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
  }

  #send(status: number, content: { contentType: string; body: string }, extra: HeaderList): void {
    if (this.#response.destroyed || this.#response.headersSent) return;
    const record = this.#record;
    record.source = 'kong';
    if (!record.wasProxied) {
      record.kongMs = Math.floor(this.#world.nowMs()) - Math.floor(record.startedMs);
    }
    const headers: HeaderList = [];
    if (content.contentType !== '') headers.push('Content-Type', content.contentType);
    headers.push('Content-Length', String(Buffer.byteLength(content.body)), ...extra);
    this.#writeHead({ status, statusText: '', headers, isDelimited: true });
    this.#response.end(content.body);
  }

  #writeHead({ status, statusText, headers, isDelimited }: Head): void {
    const record = this.#record;
    record.status = status;
    headers.push(...this.extraHeaders);
    for (const change of this.plan.headerFilter) change(headers);
    addKongHeaders(headers, record);
    const isOpen = this.#world.mayKeepAlive(this.#request) && this.#response.shouldKeepAlive;
    const canKeep = isOpen && (isDelimited || this.#request.httpVersion === '1.1');
    headers.push('Connection', canKeep ? 'keep-alive' : 'close');
    if (!isDelimited && this.#mayChunk(status)) headers.push('Transfer-Encoding', 'chunked');
    record.responseHeaders = headers;
    this.#response.sendDate = false;
    // nginx adds the date of its own answers after plugins and logs have seen the headers.
    const sent = record.source === 'kong' ? ['Date', this.#world.httpDate(), ...headers] : headers;
    if (statusText === '') this.#response.writeHead(status, sent);
    else this.#response.writeHead(status, statusText, sent);
  }

  #mayChunk(status: number): boolean {
    if (this.#record.method === 'HEAD' || status === 204 || status === 304) return false;
    return this.#request.httpVersion === '1.1';
  }
}
