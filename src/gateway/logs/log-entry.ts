/**
 * One request as Kong's log plugins write it (kong-facts D2; recordings telemetry/logs-*.json).
 * Absent is absent: Kong leaves out what it does not know instead of writing `null`.
 */

import type { Entity, KongRoute, KongService } from '../entities/types.ts';
import type { ExchangeRecord, TryRecord } from '../proxy/exchange-record.ts';
import { upstreamStatus } from '../proxy/exchange-summary.ts';
import { headersAsRecord, headerValue } from '../proxy/header-list.ts';
import { hostWithoutPort } from '../proxy/request-headers.ts';

export interface Workspace {
  readonly id: string;
  readonly name: string;
}

export type LogEntry = Record<string, unknown>;

export function logEntry(record: ExchangeRecord, workspace: Workspace): LogEntry {
  const { match } = record;
  const host = hostWithoutPort(headerValue(record.requestHeaders, 'host') ?? '');
  return {
    request: {
      id: record.requestId,
      method: record.method,
      uri: record.uri,
      url: `http://${host}:${record.serverPort}${record.uri}`,
      querystring: queryRecord(record.uri),
      headers: withoutSecrets(headersAsRecord(record.requestHeaders)),
      size: record.requestBytes,
    },
    upstream_uri: record.upstreamUri,
    upstream_status: upstreamStatus(record),
    response: {
      status: record.status,
      headers: headersAsRecord(record.responseHeaders),
      size: record.responseBytes,
    },
    latencies: {
      kong: record.kongMs,
      proxy: record.proxyMs,
      request: record.requestMs,
      receive: record.receiveMs,
    },
    ...(match !== null && {
      tries: record.tries.map(tryEntry),
      route: loggedEntity(match.route, workspace),
      ...(match.service !== null && { service: loggedEntity(match.service, workspace) }),
    }),
    workspace: workspace.id,
    workspace_name: workspace.name,
    client_ip: record.clientIp,
    started_at: Math.floor(record.startedMs),
    source: record.source,
  };
}

function tryEntry(one: TryRecord): LogEntry {
  const start = {
    balancer_start: Math.floor(one.startMs),
    // Steps of 0.1 ms, as the recordings have them.
    balancer_start_ns: Math.round(one.startMs * 10) * 100_000,
  };
  if (one.ip === null) return start;
  return {
    ...start,
    balancer_latency: Math.floor((one.pickNs ?? 0) / 1e6),
    balancer_latency_ns: Math.round((one.pickNs ?? 0) / 256) * 256,
    ip: one.ip,
    port: one.port,
    ...(one.failedCode !== null && { state: 'failed', code: one.failedCode }),
  };
}

const loggedEntities = new WeakMap<object, Entity>();

/** A route or service without its `null`s, which Kong drops, and with its workspace. */
function loggedEntity(entity: KongRoute | KongService, workspace: Workspace): Entity {
  let logged = loggedEntities.get(entity);
  if (logged === undefined) {
    const fields = Object.entries(entity).filter(([, value]) => value !== null);
    logged = { ...Object.fromEntries(fields), id: entity.id, ws_id: workspace.id };
    loggedEntities.set(entity, logged);
  }
  return logged;
}

/** Kong reads at most this many arguments. */
const MAX_ARGUMENTS = 100;

/** `?a=1&b&a=2` → `{ a: ['1', '2'], b: true }`, as Kong's serializer has it. */
function queryRecord(uri: string): Record<string, unknown> {
  const question = uri.indexOf('?');
  const record: Record<string, unknown> = {};
  if (question === -1) return record;
  for (const part of uri.slice(question + 1).split('&', MAX_ARGUMENTS)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decoded(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? true : decoded(part.slice(equals + 1));
    const known = record[name];
    if (known === undefined) record[name] = value;
    else record[name] = Array.isArray(known) ? [...(known as unknown[]), value] : [known, value];
  }
  return record;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function withoutSecrets(headers: Record<string, string | string[]>): Record<string, unknown> {
  for (const name of ['authorization', 'proxy-authorization']) {
    if (headers[name] !== undefined) headers[name] = 'REDACTED';
  }
  return headers;
}
