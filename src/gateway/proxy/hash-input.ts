/**
 * The value consistent hashing hashes on, with Kong 3.8–3.9's bug kept: a header name with a hyphen
 * is never found (kong-facts A5, fact 78), so every such request goes to one target.
 */

import { randomUUID } from 'node:crypto';

import type { KongUpstreamSettings } from '../../model/kong.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import { headerValue } from './header-list.ts';

export interface HashInput {
  /** `null` when the request has nothing to hash on. */
  readonly value: string | null;
  /** A cookie to be set on the answer, when hashing made one up. */
  readonly setCookie: string | null;
}

const NOTHING: HashInput = { value: null, setCookie: null };

export function hashInput(settings: KongUpstreamSettings, record: ExchangeRecord): HashInput {
  if (settings.algorithm !== 'consistent-hashing' || settings.hash_on === 'none') return NOTHING;
  const first = readInput(settings.hash_on, record, {
    header: settings.hash_on_header,
    cookie: settings.hash_on_cookie,
    queryArg: settings.hash_on_query_arg,
    capture: settings.hash_on_uri_capture,
  });
  if (first !== null) return { value: first, setCookie: null };
  if (settings.hash_on === 'cookie') return newCookie(settings);
  const second = readInput(settings.hash_fallback, record, {
    header: settings.hash_fallback_header,
    cookie: settings.hash_on_cookie,
    queryArg: settings.hash_fallback_query_arg,
    capture: settings.hash_fallback_uri_capture,
  });
  if (second === null && settings.hash_fallback === 'cookie') return newCookie(settings);
  return { value: second, setCookie: null };
}

interface Names {
  readonly header: string | null;
  readonly cookie: string | null;
  readonly queryArg: string | null;
  readonly capture: string | null;
}

function readInput(
  kind: KongUpstreamSettings['hash_on'],
  record: ExchangeRecord,
  names: Names,
): string | null {
  switch (kind) {
    case 'ip':
      return record.clientIp;
    case 'header':
      if (names.header === null || names.header.includes('-')) return null;
      return headerValue(record.requestHeaders, names.header);
    case 'cookie':
      return cookieValue(record, names.cookie ?? '');
    case 'path':
      return record.match?.path ?? null;
    case 'query_arg':
      return new URLSearchParams(record.uri.split('?')[1]).get(names.queryArg ?? '');
    case 'uri_capture':
      return record.match?.captures[names.capture ?? ''] ?? null;
    case 'none':
    case 'consumer':
      return null;
  }
}

function newCookie(settings: KongUpstreamSettings): HashInput {
  const value = randomUUID();
  const name = settings.hash_on_cookie ?? '';
  return { value, setCookie: `${name}=${value}; Path=${settings.hash_on_cookie_path}` };
}

function cookieValue(record: ExchangeRecord, name: string): string | null {
  for (const part of (headerValue(record.requestHeaders, 'cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
