/**
 * The headers of the request towards the target: the client's without the hop-by-hop ones, plus
 * what Kong adds (`X-Forwarded-*`, `X-Real-IP`, `Via`, the request id). What a trusted sender says in
 * `X-Forwarded-*` is passed on (kong/runloop/handler.lua, 3.9.3).
 *
 * `Expect` and `TE` are answered by the gateway itself; `Content-Length` and `Transfer-Encoding`
 * are written anew by the client library, which knows the body.
 */

import type { ExchangeRecord } from './exchange-record.ts';
import { connectionNames, type HeaderList, joinedHeader } from './header-list.ts';

export const KONG_VERSION = 'kong/3.9.3';

const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-path',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-kong-request-id',
  'x-real-ip',
]);

export interface ForwardedAs {
  /** Host header for the target. */
  readonly host: string;
  /** The client's Host without its port. */
  readonly clientHost: string;
  readonly httpVersion: string;
}

export function upstreamRequestHeaders(record: ExchangeRecord, as: ForwardedAs): HeaderList {
  const { requestHeaders } = record;
  const named = connectionNames(joinedHeader(requestHeaders, 'connection'));
  const headers: HeaderList = ['Host', as.host];
  let forwardedFor = '';
  let via = '';
  for (let index = 0; index < requestHeaders.length; index += 2) {
    const name = requestHeaders[index] ?? '';
    const value = requestHeaders[index + 1] ?? '';
    const lowered = name.toLowerCase();
    if (lowered === 'x-forwarded-for') forwardedFor += `${value}, `;
    else if (lowered === 'via') via += `${value}, `;
    else if (!DROPPED.has(lowered) && !named.includes(lowered)) headers.push(name, value);
  }
  const query = record.uri.indexOf('?');
  const path = query === -1 ? record.uri : record.uri.slice(0, query);
  const said = (name: string) =>
    record.isFromTrusted ? joinedHeader(requestHeaders, `x-forwarded-${name}`) : null;
  headers.push(
    'X-Real-IP',
    record.clientIp,
    'X-Forwarded-For',
    forwardedFor === '' ? record.clientIp : forwardedFor + record.senderIp,
    'X-Forwarded-Proto',
    said('proto') ?? 'http',
    'X-Forwarded-Host',
    said('host') ?? as.clientHost,
    'X-Forwarded-Port',
    said('port') ?? String(record.serverPort),
    'X-Forwarded-Path',
    said('path') ?? path,
    'Via',
    `${via}${as.httpVersion} ${KONG_VERSION}`,
    'X-Kong-Request-Id',
    record.requestId,
  );
  const matched = record.match?.route.strip_path === true ? (record.match.matched ?? '/') : '/';
  const prefix = said('prefix') ?? matched;
  if (prefix !== '/') headers.push('X-Forwarded-Prefix', prefix);
  return headers;
}

/** `example.com:8000` → `example.com`, lower-case, as nginx's `$host`. */
export function hostWithoutPort(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** Host header by the target's name or address: its port is left out when it is the scheme's own. */
export function targetHost(hostname: string, port: number, protocol: string): string {
  const isDefault = protocol === 'https' ? port === 443 : port === 80;
  return isDefault ? hostname : `${hostname}:${port}`;
}
