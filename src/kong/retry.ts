/**
 * Whether and when a failed Admin API call is tried again.
 *
 * Only where a second try can help and cannot harm: the connection failed, Kong asked to wait
 * (429), or failed inside (5xx). A POST may have been carried out although its answer was lost, so
 * it is repeated only when it surely was not: the connection was never made, or Kong refused it
 * before working on it (429, 503). Pure: the caller sleeps and draws the random number.
 */

export interface CallFailure {
  readonly method: string;
  /** HTTP status; `null` when there was no answer. */
  readonly status: number | null;
  /** The connection was never made, so Kong cannot have seen the request. */
  readonly neverSent: boolean;
  /** What Kong asked for; `null` when it did not. */
  readonly retryAfterMs: number | null;
}

export interface RetryPolicy {
  /** Further tries after the first (0–10). */
  readonly retries: number;
  /** First wait; doubles with each try. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { retries: 2, baseDelayMs: 50, maxDelayMs: 2_000 };

/** How long to wait before try number `attempt + 1`; `null` = give up. `random` is in [0, 1). */
export function retryDelayMs(
  policy: RetryPolicy,
  failure: CallFailure,
  { attempt, random }: { readonly attempt: number; readonly random: number },
): number | null {
  if (attempt > policy.retries || !isWorthRetrying(failure)) return null;
  const backoffMs = Math.min(policy.baseDelayMs * 2 ** (attempt - 1), policy.maxDelayMs);
  // Half fixed, half random: callers that failed together do not come back together.
  return Math.max(backoffMs * (0.5 + random / 2), failure.retryAfterMs ?? 0);
}

function isWorthRetrying({ method, status, neverSent, retryAfterMs }: CallFailure): boolean {
  if (status === null) return neverSent || method !== 'POST';
  // A 429 without Retry-After is a limit, not a wait: trying again only feeds it.
  if (status === 429) return retryAfterMs !== null;
  if (method === 'POST') return status === 503;
  return status >= 500;
}

/** `Retry-After` in seconds or as a date → ms from now; `null` when absent or unreadable. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
