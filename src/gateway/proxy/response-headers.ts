/**
 * The headers of the answer to the client: the target's without the hop-by-hop ones, plus what Kong
 * adds after its plugins have run.
 */

import type { ExchangeRecord } from './exchange-record.ts';
import {
  connectionNames,
  headerValue,
  type HeaderList,
  joinedHeader,
  setHeader,
} from './header-list.ts';
import { KONG_VERSION } from './request-headers.ts';

const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What of the target's headers goes on to the client. */
export function relayedHeaders(raw: readonly string[]): HeaderList {
  const named = connectionNames(joinedHeader(raw, 'connection'));
  const headers: HeaderList = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const lowered = name.toLowerCase();
    if (DROPPED.has(lowered) || named.includes(lowered)) continue;
    headers.push(name, raw[index + 1] ?? '');
  }
  return headers;
}

/** Kong's own headers, last of all; `record` has its status and latencies by now. */
export function addKongHeaders(headers: HeaderList, record: ExchangeRecord): void {
  if (record.wasProxied) {
    setHeader(headers, 'X-Kong-Upstream-Latency', String(record.proxyMs));
    setHeader(headers, 'X-Kong-Proxy-Latency', String(record.kongMs));
    const via = joinedHeader(headers, 'via');
    setHeader(headers, 'Via', via === null ? `1.1 ${KONG_VERSION}` : `${via}, 1.1 ${KONG_VERSION}`);
    if (headerValue(headers, 'server') === null) headers.push('Server', KONG_VERSION);
  } else {
    setHeader(headers, 'X-Kong-Response-Latency', String(record.kongMs));
    setHeader(headers, 'Server', KONG_VERSION);
  }
  setHeader(headers, 'X-Kong-Request-Id', record.requestId);
}
