/**
 * Calls to the HTTP API of the Ballast that served this page. Paths are relative to the page, so that
 * it works behind any path prefix. The token goes into a header and nowhere else; an answer of 401
 * ends the session. Nothing is retried here: pages ask again, people press again.
 */

import { language } from '../state/preferences.ts';
import { endSession, token } from '../state/session.ts';

/** RFC 9457, as the API tells what it could not or would not do. */
export interface Problem {
  readonly status: number;
  /** Of `OperationError`, or `unreachable` when nothing answered. */
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
  readonly reasons: readonly string[];
  /** Not done but kept: what it waits under for a second person. */
  readonly confirmation?: string;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below `v1/`, its parts encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 15_000;

export async function call<T>(request: Call): Promise<T> {
  const response = await exchange(request);
  if (response.ok) {
    const text = await response.text();
    // The path's version is the contract between page and server, which come from one build.
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const problem = await problemOf(response);
  if (response.status === 401) endSession(problem.message);
  throw new ApiError(problem);
}

/** All list answers are `{ items }`. */
export async function callForItems<T>(request: Call): Promise<readonly T[]> {
  const { items } = await call<{ items: readonly T[] }>(request);
  return items;
}

function urlOf({ path, query = {} }: Pick<Call, 'path' | 'query'>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `v1/${path}${text === '' ? '' : `?${text}`}`;
}

/** Headers of every call: whose it is, and in which language sentences are told. */
export function ownHeaders(): Readonly<Record<string, string>> {
  return {
    'accept-language': language.value,
    ...(token.value === null ? {} : { authorization: `Bearer ${token.value}` }),
  };
}

async function exchange(request: Call): Promise<Response> {
  const { method = 'GET', body, timeoutMs = TIMEOUT_MS, signal } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(urlOf(request), {
      method,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        accept: 'application/json',
        ...ownHeaders(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new ApiError({ status: 0, code: 'unreachable', message, fix: null, reasons: [] });
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const told = asRecord(await response.json().catch(() => null));
  const details = asRecord(told['details']);
  const reasons = Array.isArray(details['reasons']) ? details['reasons'] : [];
  const confirmation = textOf(details['confirmation']);
  return {
    status,
    code: textOf(told['code']) ?? String(status),
    message: textOf(told['detail']) ?? textOf(told['title']) ?? response.statusText,
    fix: textOf(told['fix']),
    reasons: reasons.flatMap((reason) => sentenceOf(reason) ?? []),
    ...(confirmation === null ? {} : { confirmation }),
  };
}

function sentenceOf(reason: unknown): string | null {
  return textOf(reason) ?? textOf(asRecord(reason)['sentence']);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
