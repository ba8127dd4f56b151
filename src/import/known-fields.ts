/**
 * Which fields of Kong's entities an import understands, and the defaults (Kong 3.9.3) that mean as
 * much as saying nothing. Everything else that says something is told as a loss.
 */

import type { Collector } from './collector.ts';
import { type Fields, isFields, isNothing } from './read-fields.ts';

/** Of every entity: says nothing of what it does. */
const COMMON = ['id', 'name', 'created_at', 'updated_at', 'ws_id', 'tags', '_comment'];

/** Carried over, or judged elsewhere. */
const HANDLED = {
  service: [
    'host',
    'port',
    'protocol',
    'path',
    'url',
    'retries',
    'connect_timeout',
    'read_timeout',
    'routes',
    'plugins',
    'enabled',
  ],
  route: ['paths', 'methods', 'hosts', 'strip_path', 'service', 'plugins'],
  upstream: [
    'algorithm',
    'hash_on',
    'hash_on_header',
    'hash_on_cookie',
    'hash_on_query_arg',
    'healthchecks',
    'targets',
  ],
} as const;

const DEFAULTS: Readonly<Record<keyof typeof HANDLED, Fields>> = {
  service: { write_timeout: 60_000 },
  route: {
    protocols: ['http', 'https'],
    preserve_host: false,
    regex_priority: 0,
    path_handling: 'v0',
    https_redirect_status_code: 426,
    request_buffering: true,
    response_buffering: true,
  },
  upstream: {
    slots: 10_000,
    hash_fallback: 'none',
    hash_on_cookie_path: '/',
    use_srv_name: false,
  },
};

export function loseUnknownFields(
  kind: keyof typeof HANDLED,
  fields: Fields,
  {
    collector,
    source,
    place,
    known = {},
  }: {
    readonly collector: Collector;
    readonly source: string;
    readonly place: string;
    /** Values that are carried over all the same, by field. */
    readonly known?: Fields;
  },
): void {
  const handled = new Set<string>([...COMMON, ...HANDLED[kind]]);
  for (const [field, value] of Object.entries(fields)) {
    if (handled.has(field) || isNothing(value)) continue;
    if (isSame(value, DEFAULTS[kind][field]) || isSame(value, known[field])) continue;
    // Values of headers may be secrets; their names are enough to find them.
    const told = field === 'headers' && isFields(value) ? Object.keys(value) : value;
    collector.lose('field', { source, place }, { field, value: shown(told) });
  }
}

/** Short enough for one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!Array.isArray(left) || !Array.isArray(right)) return false;
  const sorted = (list: readonly unknown[]) => list.map(String).toSorted().join('\n');
  return sorted(left) === sorted(right);
}
