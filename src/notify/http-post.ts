/** One JSON request to somebody else's server: bounded, timed out by its signal, errors told apart. */

import { errors, request } from 'undici';
import { DeliveryError } from './delivery-error.ts';

export interface JsonRequest {
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const ANSWER_BYTES_MAX = 64 * 1_024;
/** A server that wants more patience than this is asked again anyway. */
const RETRY_AFTER_MAX_MS = 300_000;

/** The answer's text, cut at a limit. Redirects are not followed: they would carry secrets along. */
export async function sendJson(options: JsonRequest): Promise<string> {
  const { host, origin } = new URL(options.url);
  const answer = await exchanged(options, host);
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  throw statusError(answer, origin);
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

async function exchanged(options: JsonRequest, host: string): Promise<Answer> {
  const { method, url, body, signal } = options;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'ballast',
    ...options.headers,
  };
  try {
    const answer = await request(url, { method, headers, body, signal });
    const text = await boundedText(answer.body);
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      text,
    };
  } catch (error) {
    throw networkError(error, { host, isAborted: signal.aborted });
  }
}

async function boundedText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function networkError(
  error: unknown,
  { host, isAborted }: { readonly host: string; readonly isAborted: boolean },
): DeliveryError {
  if (isAborted || error instanceof errors.HeadersTimeoutError) {
    return new DeliveryError(`${host} did not answer in time`, {
      isTemporary: true,
      fix: `See whether ${host} is up, and whether a firewall drops what Ballast sends.`,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  const isCertificate = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code);
  return new DeliveryError(`${host} cannot be reached (${code})`, {
    isTemporary: true,
    fix: isCertificate
      ? `Trust the certificate authority of ${host} (NODE_EXTRA_CA_CERTS), or correct its certificate.`
      : `Check the host and port, its DNS name, and that Ballast may connect to ${host}.`,
  });
}

function statusError({ status, retryAfter }: Answer, origin: string): DeliveryError {
  return new DeliveryError(`${origin} answered ${status}`, {
    isTemporary: status === 408 || status === 425 || status === 429 || status >= 500,
    retryAfterMs: parseRetryAfter(retryAfter),
    fix: fixOf(status, origin),
  });
}

function fixOf(status: number, origin: string): string {
  if (status === 401 || status === 403) {
    return `Check the token or the secret: ${origin} does not accept it.`;
  }
  if (status === 404 || status === 410) {
    return 'Check the address: there is no such receiver (a webhook that was revoked, a missing path).';
  }
  if (status >= 300 && status < 400) return 'Write the address it redirects to; none is followed.';
  if (status === 429) return 'It is told too much: send it fewer events, or a higher severity.';
  if (status >= 500) return `See what is wrong at ${origin}; Ballast tries again for 15 minutes.`;
  return `It does not take what Ballast sends: check that ${origin} is what the strategy says it is.`;
}

/** Seconds, or a date; `null` for none or nonsense. */
function parseRetryAfter(text: string | null): number | null {
  if (text === null) return null;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), RETRY_AFTER_MAX_MS) : null;
}
