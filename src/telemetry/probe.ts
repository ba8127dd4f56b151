/**
 * One probe of one target, as a client would ask it: a new connection each time, since a kept one
 * hides a listener that no longer accepts.
 */

import { Client, errors } from 'undici';
import type { HealthExpectation } from '../model/strategy.ts';
import { failureOf, type ProbeAnswer } from './expectation.ts';

export interface ProbeRequest {
  readonly protocol: 'http' | 'https';
  /** `host:port`. */
  readonly target: string;
  readonly health: HealthExpectation;
}

export interface ProbeResult {
  /** `null` when healthy. */
  readonly reason: string | null;
  readonly latencyMs: number;
}

/** Of the body; what lies behind is not looked at. */
const MAX_BODY_BYTES = 64 * 1024;

/** Never rejects: what goes wrong is the result. Takes `health.timeoutMs` at most. */
export async function probeTarget(
  { protocol, target, health }: ProbeRequest,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const startedAtMs = performance.now();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, health.timeoutMs);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  const limit = controller.signal;
  let client: Client | undefined;
  try {
    client = new Client(`${protocol}://${target}`, {
      pipelining: 0, // connection: close
      allowH2: false,
      headersTimeout: 0, // the signal limits everything
      bodyTimeout: 0,
      // Kong does not verify its targets either unless told to; health is asked, nothing is sent.
      connect: { timeout: health.timeoutMs, rejectUnauthorized: false },
    });
    const { statusCode, body } = await client.request({
      method: 'GET',
      path: health.path,
      headers: { 'user-agent': 'ballast-probe', accept: '*/*' },
      signal: limit,
    });
    const answer = await readAnswer(statusCode, body);
    return { reason: failureOf(answer, health.expect), latencyMs: elapsedMs(startedAtMs) };
  } catch (error) {
    return { reason: reasonOf(error, limit), latencyMs: elapsedMs(startedAtMs) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    // Not awaited: the connection closes by itself, and the next probe has its own.
    void client?.destroy().catch(() => undefined);
  }
}

async function readAnswer(status: number, body: AsyncIterable<Buffer>): Promise<ProbeAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  const text = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8');
  return { status, body: text, isCut: size > MAX_BODY_BYTES };
}

function elapsedMs(startedAtMs: number): number {
  return performance.now() - startedAtMs;
}

/** In one or two words, since it is shown beside the target. */
function reasonOf(error: unknown, limit: AbortSignal): string {
  if (limit.aborted || error instanceof errors.ConnectTimeoutError) return 'timeout';
  if (error instanceof errors.HTTPParserError) return 'not HTTP';
  const code = codeOf(error);
  if (/^(ERR_TLS|ERR_SSL|CERT_)/.test(code)) return 'tls';
  return REASONS[code] ?? (code === '' ? 'failed' : code.toLowerCase());
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}
