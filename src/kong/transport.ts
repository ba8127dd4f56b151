/**
 * One HTTP exchange with an Admin API and nothing above it: connection pool, token header, body
 * limit, cancellation, and the translation of network failures into `KongError`.
 */

import { Agent, errors, request } from 'undici';
import { KongError, type KongErrorCode } from './errors.ts';
import { withoutOwnSecrets } from './own-secrets.ts';

export interface TlsSettings {
  /** PEM texts. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Exchange {
  readonly method: string;
  /** Path and query below the base URL. */
  readonly path: string;
  /** Sent as JSON; a string is sent as YAML text (only `/config` takes that). */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; `undefined` when it is empty or not JSON. */
  readonly json: unknown;
}

export interface TransportOptions {
  readonly tls: TlsSettings;
  readonly token: () => string | null;
  readonly connectTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

export interface Transport {
  send(base: BaseUrl, exchange: Exchange, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** An Admin URL taken apart: credentials in it become a header and appear nowhere else. */
export interface BaseUrl {
  readonly origin: string;
  /** Path prefix without a slash at the end; mostly empty. */
  readonly prefix: string;
  readonly authorization: string | null;
}

export function parseBaseUrl(text: string): BaseUrl {
  const url = new URL(text);
  const { username, password } = url;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    origin: url.origin,
    prefix: url.pathname.replace(/\/+$/, ''),
    authorization: username === '' ? null : `Basic ${Buffer.from(pair).toString('base64')}`,
  };
}

export function createTransport(options: TransportOptions): Transport {
  const agent = new Agent({
    connections: 8, // per node; a controller makes a handful of calls at a time
    pipelining: 1,
    allowH2: false,
    connect: { ...options.tls, timeout: options.connectTimeoutMs },
    // The caller's signal bounds the whole call; these would only fire later and coarser.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    close: () => agent.destroy(),
    async send(base, exchange, signal) {
      const token = options.token();
      try {
        const { statusCode, headers, body } = await request(
          `${base.origin}${base.prefix}${exchange.path}`,
          {
            dispatcher: agent,
            method: exchange.method,
            headers: headersOf({ base, exchange, token }),
            body: bodyOf(exchange.body),
            signal,
          },
        );
        const answer = await readLimited(body, options.maxAnswerBytes);
        const { authorization } = base;
        const text =
          statusCode < 300 ? answer : withoutOwnSecrets(answer, { token, authorization });
        return { status: statusCode, headers, text, json: parseJson(text) };
      } catch (error) {
        throw translate(error, { base, exchange, signal });
      }
    },
  };
}

function headersOf(parts: {
  readonly base: BaseUrl;
  readonly exchange: Exchange;
  readonly token: string | null;
}): Record<string, string> {
  const { base, exchange, token } = parts;
  const isText = typeof exchange.body === 'string';
  return {
    accept: 'application/json',
    ...(exchange.body === undefined
      ? {}
      : { 'content-type': isText ? 'text/yaml' : 'application/json' }),
    ...(base.authorization === null ? {} : { authorization: base.authorization }),
    ...(token === null ? {} : { 'kong-admin-token': token }),
  };
}

function bodyOf(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

async function readLimited(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop by an exception destroys the stream and its connection.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLarge(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function translate(
  error: unknown,
  call: { readonly base: BaseUrl; readonly exchange: Exchange; readonly signal: AbortSignal },
): KongError {
  const code = networkCode(error);
  const details = {
    method: call.exchange.method,
    path: call.exchange.path,
    origin: call.base.origin,
  };
  if (call.signal.aborted) {
    // The caller gave a KongErrorCode as reason when its own time limit ended the call.
    const timedOut = call.signal.reason === 'KONG_TIMEOUT';
    return new KongError({
      ...details,
      code: timedOut ? 'KONG_TIMEOUT' : 'KONG_ABORTED',
      message: timedOut ? 'no complete answer in time' : 'cancelled',
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new KongError({
    ...details,
    code: kongCodeOf(error, code),
    message: code === '' || message.includes(code) ? message : `${message} (${code})`,
    cause: { code },
  });
}

function kongCodeOf(error: unknown, code: string): KongErrorCode {
  if (error instanceof AnswerTooLarge) return 'KONG_ANSWER_TOO_LARGE';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'KONG_TLS';
  if (error instanceof errors.HTTPParserError) return 'KONG_BAD_ANSWER';
  return 'KONG_UNREACHABLE';
}

/** The code of an error or of what caused it: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return networkCode(error.errors[0]);
  return networkCode(error.cause);
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether the connection was never made, so that Kong cannot have seen the request. */
export function wasNeverSent({ cause }: KongError): boolean {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return false;
  return NEVER_SENT.has(String(cause.code));
}
