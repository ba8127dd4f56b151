/**
 * Calls to the HTTP API of a running Ballast: one bounded request with a time-out, and every way in
 * which it can fail as an `OperationError`. The token goes into a header and nowhere else.
 *
 * Answers are taken as the types of `/v1` say: the path's version is the contract, and what a later
 * version adds is ignored. Nothing is retried: what changes something may have been done, and a
 * person or the next refresh asks again.
 */

import { Agent, request } from 'undici';

import type { Language } from '../lib/locale.ts';
import type { Said } from '../lib/said.ts';
import { OperationError, operationError, type OperationErrorCode } from './operation-error.ts';
import { operationEnglish, sayOperation } from './speech.ts';

export interface RemoteOptions {
  /** Where the API is served, with its path prefix if it has one: `https://ballast:9901`. */
  readonly url: string;
  /** `null` only for an API that lets loopback in without. */
  readonly token: string | null;
  /** PEM text of the authority that signed its certificate; absent: the system's. */
  readonly ca?: string;
  /** PEM texts, where the API asks for a client certificate. */
  readonly cert?: string;
  readonly key?: string;
  /** Of sentences; English unless said. */
  readonly language?: Language;
  /** For each call; default 15 s. */
  readonly timeoutMs?: number;
}

export interface RemoteTransport {
  call<T>(call: RemoteCall): Promise<T>;
  close(): Promise<void>;
}

export interface RemoteCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base, its parts encoded: `/v1/status`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly timeoutMs?: number;
  /** Hangs up, which ends what can be ended. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 15_000;
/** A snapshot of 1,000 services is about 3 MB. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const CONNECTIONS = 8;

export function createRemoteTransport(options: RemoteOptions): RemoteTransport {
  const base = baseOf(options);
  const { ca, cert, key, token } = options;
  const agent = new Agent({
    connections: CONNECTIONS,
    maxResponseSize: MAX_ANSWER_BYTES,
    connect: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
  });
  const own = {
    'accept-language': options.language ?? 'en',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    async call<T>({ method = 'GET', path, query = {}, body, timeoutMs, signal }: RemoteCall) {
      const url = new URL(`${base}${path}`);
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      const limitMs = timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const how = { method, body, limitMs, signal, agent, own };
      const { status, text } = await exchange(url, how);
      if (status >= 200 && status < 300) return parseAnswer(text, base) as T;
      throw failureOf(status, text, base);
    },
    close: () => agent.close(),
  };
}

function baseOf({ url, token }: RemoteOptions): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.search !== '') {
    const message = sayOperation('no-api-url', { url: JSON.stringify(url) });
    throw operationError('invalid', { message, fix: sayOperation('fix-no-api-url') });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    const message = sayOperation('url-with-password');
    throw operationError('invalid', { message, fix: sayOperation('fix-url-with-password') });
  }
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  if (token !== null && parsed.protocol === 'http:' && !isLoopback) {
    const message = sayOperation('token-in-the-open');
    throw operationError('invalid', { message, fix: sayOperation('fix-token-in-the-open') });
  }
  return parsed.href.replace(/\/+$/, '');
}

interface Exchange {
  readonly method: string;
  readonly body: unknown;
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
  readonly agent: Agent;
  /** Headers of every call. */
  readonly own: Readonly<Record<string, string>>;
}

async function exchange(
  url: URL,
  { method, body, limitMs, signal, agent, own }: Exchange,
): Promise<{ status: number; text: string }> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    const answer = await request(url, {
      method,
      dispatcher: agent,
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      headers: {
        accept: 'application/json',
        ...own,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: limitMs,
      bodyTimeout: limitMs,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (error) {
    if (signal?.aborted === true) {
      const message = sayOperation('ended-before-answer');
      throw operationError('conflict', { message, fix: sayOperation('fix-ask-again') });
    }
    const reason = reasonOf(error);
    throw operationError('unavailable', {
      message: sayOperation('no-answer', { origin: url.origin, reason }),
      fix: sayOperation('fix-no-answer'),
      details: { reason: typeof reason === 'string' ? reason : operationEnglish(reason) },
    });
  }
}

function reasonOf(error: unknown): string | Said {
  if (!(error instanceof Error)) return sayOperation('reason-unknown');
  if (error.name === 'TimeoutError') return sayOperation('reason-timed-out');
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.message;
}

function parseAnswer(text: string, base: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notBallast(base);
  }
}

function notBallast(base: string): OperationError {
  const message = sayOperation('not-the-api', { base });
  return operationError('unavailable', { message, fix: sayOperation('fix-not-the-api') });
}

const CODES: readonly OperationErrorCode[] = [
  'invalid',
  'forbidden',
  'not-found',
  'refused',
  'conflict',
  'unavailable',
];

/** The problem document (RFC 9457) as the error it was on the other side. */
function failureOf(status: number, text: string, base: string): OperationError {
  const problem = problemIn(text);
  if (problem === null) return notBallast(base);
  const { detail, fix, code, details } = problem;
  return new OperationError(codeOf(status, code), detail, { fix, details: { ...details } });
}

function codeOf(status: number, code: string): OperationErrorCode {
  const known = CODES.find((one) => one === code);
  if (known !== undefined) return known;
  if (status === 401) return 'forbidden';
  return status === 429 || status >= 500 ? 'unavailable' : 'invalid';
}

function problemIn(text: string) {
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    if (typeof value !== 'object' || value === null) return null;
    const { detail, fix, code, details } = value;
    if (typeof detail !== 'string' || typeof code !== 'string') return null;
    return {
      detail,
      code,
      fix: typeof fix === 'string' ? fix : 'Look at the log of the Ballast that answered.',
      details: typeof details === 'object' && details !== null ? details : {},
    };
  } catch {
    return null;
  }
}
