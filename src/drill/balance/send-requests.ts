/**
 * GET requests at a steady rate, whatever the answers take (an open loop), a bounded number at once;
 * each with a key of its own, so that no cache answers and hashes spread.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Agent, request } from 'undici';

export interface SendOptions {
  readonly url: string;
  /** `Host` header; `null` for that of the URL. */
  readonly host: string | null;
  readonly count: number;
  /** Per second. */
  readonly rate: number;
  readonly signal: AbortSignal;
}

export interface Sent {
  readonly sent: number;
  readonly answered: number;
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

const ANSWER_MS = 10_000;
const MAX_AT_ONCE = 64;

export async function sendRequests(
  { url, host, count, rate, signal }: SendOptions,
  onAnswer: (headers: AnswerHeaders) => void,
): Promise<Sent> {
  const agent = new Agent({ connections: MAX_AT_ONCE });
  const name = `check-${randomUUID().slice(0, 8)}`;
  const flying = new Set<Promise<void>>();
  const statuses = new Map<number, number>();
  const startMs = performance.now();
  let sent = 0;
  const one = async (key: string) => {
    try {
      const glue = url.includes('?') ? '&' : '?';
      const { statusCode, headers, body } = await request(`${url}${glue}ballast-check=${key}`, {
        dispatcher: agent,
        headers: { 'x-request-id': key, ...(host === null ? {} : { host }) },
        headersTimeout: ANSWER_MS,
        bodyTimeout: ANSWER_MS,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      await body.dump();
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      onAnswer(headers);
    } catch {
      // Not answered: the figures say how many were.
    }
  };
  try {
    while (sent < count && !signal.aborted) {
      const waitMs = startMs + (sent * 1_000) / rate - performance.now();
      if (waitMs > 1) await sleep(waitMs, null, { signal }).catch(() => null);
      if (flying.size >= MAX_AT_ONCE) await Promise.race(flying);
      if (signal.aborted) break;
      const flight: Promise<void> = one(`${name}-${sent}`).finally(() => flying.delete(flight));
      flying.add(flight);
      sent += 1;
    }
    await Promise.all(flying);
  } finally {
    await agent.destroy();
  }
  const answered = [...statuses.values()].reduce((sum, answers) => sum + answers, 0);
  return { sent, answered, statuses };
}
