/** The last strokes of a record, and what it tells the balancer. */

import type { TryReport } from '../../balancer/contract.ts';
import type { ExchangeRecord } from './exchange-record.ts';

export function finishRecord(
  record: ExchangeRecord,
  end: { readonly endedMs: number; readonly answeredMs: number; readonly bytesSent: number },
): void {
  record.requestMs = Math.floor(end.endedMs) - Math.floor(record.startedMs);
  record.receiveMs = Math.max(0, Math.floor(end.endedMs) - Math.floor(end.answeredMs));
  record.responseBytes = end.bytesSent;
}

/**
 * The final try counts as an HTTP status whatever happened to it (kong-facts B4): with `retries` 0 a
 * refused connection is a 502, never a TCP failure.
 */
export function passiveOutcome(record: ExchangeRecord): TryReport {
  const status = record.tries.at(-1)?.status ?? record.status;
  return status === 504 ? { kind: 'timeout' } : { kind: 'status', status };
}

/**
 * What Kong's `latency` algorithm learns: connect plus response time of the only try. After a retry
 * nginx's variable is a list, which Kong reads as nothing (kong-facts A4).
 */
export function responseTimeOf(record: ExchangeRecord): number | null {
  const [only, second] = record.tries;
  if (only === undefined || second !== undefined || only.responseMs === null) return null;
  return (only.connectMs ?? 0) + only.responseMs;
}

/** nginx's `$upstream_status`: the status of each try, `-` for none. */
export function upstreamStatus(record: ExchangeRecord): string {
  const tried = record.tries.filter((one) => one.ip !== null);
  const text = tried.map((one) => one.status ?? '-').join(', ');
  return record.hadNoPeerOnRetry ? `${text} : ` : text;
}
