/**
 * Fields of a body that stand for others. Traps kept as they are (kong-facts C1): naming `hash_on`
 * sets the algorithm, and naming the algorithm least-connections or latency clears `hash_on`.
 */

import { isRecord } from './records.ts';
import { PLUGIN_SCHEMAS } from './schemas/plugins.ts';
import type { Kind } from './types.ts';

type Body = Readonly<Record<string, unknown>>;

export function expandShorthands(kind: Kind, body: Body): Record<string, unknown> {
  switch (kind) {
    case 'upstreams':
      return expandHashing(body);
    case 'services':
      return expandUrl(body);
    case 'plugins':
      return expandConfig(body);
    case 'routes':
    case 'targets':
      return { ...body };
  }
}

function expandHashing(body: Body): Record<string, unknown> {
  const expanded = { ...body };
  const { algorithm } = expanded;
  if (algorithm === 'least-connections' || algorithm === 'latency') expanded['hash_on'] = null;
  const { hash_on: hashOn } = expanded;
  if (hashOn === undefined) return expanded;
  if (hashOn === null) return { ...expanded, hash_on: 'none' };
  if (hashOn === 'none') return { ...expanded, algorithm: 'round-robin' };
  return { ...expanded, algorithm: 'consistent-hashing' };
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

function expandUrl(body: Body): Record<string, unknown> {
  const { url, ...rest } = body;
  if (typeof url !== 'string') return { ...body };
  const match = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?)?([^?#]*)/.exec(
    url,
  );
  const [, scheme, host, port, path] = match ?? [];
  const protocol = scheme ?? (port === '443' ? 'https' : 'http');
  return {
    ...rest,
    protocol,
    host: host === undefined || host === '' ? null : host,
    port: port === undefined ? (DEFAULT_PORTS[protocol] ?? 80) : Number(port),
    path: path === undefined || path === '' ? null : path,
  };
}

/** Moves a plugin's deprecated flat fields to where they belong now. */
function expandConfig(body: Body): Record<string, unknown> {
  const { name, config } = body;
  const shorthands = shorthandsOf(name);
  if (shorthands === undefined || !isRecord(config)) return { ...body };
  const expanded = { ...config };
  for (const [flat, [group, field]] of Object.entries(shorthands)) {
    const value = expanded[flat];
    if (value === undefined) continue;
    delete expanded[flat];
    const before = expanded[group];
    expanded[group] = { ...(isRecord(before) ? before : {}), [field]: value };
  }
  return { ...body, config: expanded };
}

/** Adds the deprecated flat fields with the values of the new ones, as Kong shows them. */
export function showShorthands(name: unknown, config: unknown): unknown {
  const shorthands = shorthandsOf(name);
  if (shorthands === undefined || !isRecord(config)) return config;
  const flat = Object.entries(shorthands).map(([field, [group, inner]]) => {
    const record = config[group];
    return [field, isRecord(record) ? (record[inner] ?? null) : null] as const;
  });
  return { ...config, ...Object.fromEntries(flat) };
}

function shorthandsOf(
  name: unknown,
): Readonly<Record<string, readonly [string, string]>> | undefined {
  return typeof name === 'string' ? PLUGIN_SCHEMAS.get(name)?.shorthands : undefined;
}
