/**
 * An Admin API call as the rest of Ballast makes it: one time limit over all tries, bounded retry
 * with jittered back-off, the next node when one cannot be reached, and only good answers returned.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../lib/random.ts';
import { errorOfAnswer, KongError } from './errors.ts';
import { parseRetryAfterMs, retryDelayMs, type RetryPolicy } from './retry.ts';
import {
  type Answer,
  type BaseUrl,
  type Exchange,
  type Transport,
  wasNeverSent,
} from './transport.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Limit of the whole call, its retries included; the client's own when not given. */
  readonly timeoutMs?: number | undefined;
}

export interface Caller {
  readonly transport: Transport;
  readonly bases: readonly BaseUrl[];
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly random: Random;
}

/** Makes the call and returns an answer below 300, or 304; throws `KongError` for anything else. */
export async function call(
  caller: Caller,
  exchange: Exchange,
  options: CallOptions = {},
): Promise<Answer> {
  const limit = startLimit(options.timeoutMs ?? caller.timeoutMs, options.signal);
  try {
    return await tryUntilDone(caller, exchange, limit);
  } finally {
    limit.release();
  }
}

async function tryUntilDone(caller: Caller, exchange: Exchange, limit: Limit): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    // A node that cannot be reached is passed over at the next try.
    const base = caller.bases[(attempt - 1) % caller.bases.length];
    if (base === undefined) throw new TypeError('an Admin client needs at least one URL');
    const outcome = await tryOnce(caller.transport, { base, exchange, signal: limit.signal });
    if ('answer' in outcome) return outcome.answer;
    const { error, retryAfterMs } = outcome;
    const failure = {
      method: exchange.method,
      status: error.status,
      neverSent: wasNeverSent(error),
      retryAfterMs,
    };
    const random = caller.random();
    const delayMs = FINAL.has(error.code)
      ? null
      : retryDelayMs(caller.retry, failure, { attempt, random });
    if (delayMs === null || delayMs >= limit.remainingMs()) throw error;
    try {
      await sleep(delayMs, undefined, { signal: limit.signal });
    } catch {
      throw error;
    }
  }
}

/** Codes for which no further try is made, whatever the method. */
const FINAL: ReadonlySet<string> = new Set([
  'KONG_ABORTED',
  'KONG_TIMEOUT',
  'KONG_TLS',
  'KONG_ANSWER_TOO_LARGE',
  'KONG_BAD_ANSWER',
]);

type Outcome =
  { readonly answer: Answer } | { readonly error: KongError; readonly retryAfterMs: number | null };

async function tryOnce(
  transport: Transport,
  { base, exchange, signal }: { base: BaseUrl; exchange: Exchange; signal: AbortSignal },
): Promise<Outcome> {
  try {
    const answer = await transport.send(base, exchange, signal);
    const { status, headers } = answer;
    if ((status >= 200 && status < 300) || status === 304) return { answer };
    const retryAfter = headers['retry-after'];
    const error = errorOfAnswer({ ...exchange, origin: base.origin }, answer);
    return {
      error,
      retryAfterMs: parseRetryAfterMs(
        typeof retryAfter === 'string' ? retryAfter : retryAfter?.[0],
        Date.now(),
      ),
    };
  } catch (error) {
    if (error instanceof KongError) return { error, retryAfterMs: null };
    throw error;
  }
}

interface Limit {
  readonly signal: AbortSignal;
  remainingMs(): number;
  release(): void;
}

/** Joins the caller's signal and the time limit; released so that neither outlives the call. */
function startLimit(timeoutMs: number, signal: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  const endsAtMs = performance.now() + timeoutMs;
  const timer = setTimeout(() => controller.abort('KONG_TIMEOUT'), timeoutMs);
  const onAbort = () => controller.abort('KONG_ABORTED');
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    remainingMs: () => endsAtMs - performance.now(),
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
