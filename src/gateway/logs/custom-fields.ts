/**
 * `custom_fields_by_lua`, as far as this gateway understands it. There is no Lua here: an expression
 * is one of a few fixed forms, and anything else is refused when the plugin is configured.
 *
 * - `return nil`: leaves the field out (`request.headers`, `response.headers`, …)
 * - `return "text"`, `return 'text'`, `return 12.5`, `return true`, `return false`
 * - `return ngx.var.NAME` with one of `VARIABLES`
 *
 * A field name with dots reaches into the entry.
 */

import type { ExchangeRecord, TryRecord } from '../proxy/exchange-record.ts';
import { upstreamStatus } from '../proxy/exchange-summary.ts';
import type { LogEntry } from './log-entry.ts';

type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly read: (record: ExchangeRecord) => string | null };

/** nginx's variables, each a list with one item per try where nginx has one. */
const VARIABLES: Readonly<Record<string, (record: ExchangeRecord) => string | null>> = {
  upstream_addr: (record) => perTry(record, (one) => `${one.ip}:${one.port}`),
  upstream_status: (record) => upstreamStatus(record),
  upstream_response_time: (record) => perTry(record, (one) => seconds(one.responseMs)),
  upstream_connect_time: (record) => perTry(record, (one) => seconds(one.connectMs)),
  upstream_header_time: (record) => perTry(record, (one) => seconds(one.headerMs)),
  request_time: (record) => seconds(record.requestMs),
  request_id: (record) => record.requestId,
  request_length: (record) => String(record.requestBytes),
  request_method: (record) => record.method,
  bytes_sent: (record) => String(record.responseBytes),
  remote_addr: (record) => record.clientIp,
  server_port: (record) => String(record.serverPort),
  status: (record) => String(record.status),
};

export interface CustomFields {
  apply(entry: LogEntry, record: ExchangeRecord): LogEntry;
}

/** Why an expression is not understood, in words for the user; `null` when it is. */
export function customFieldProblem(lua: string): string | null {
  if (parseExpression(lua) !== null) return null;
  return (
    'the embedded gateway runs no Lua: use return nil, return "text", return 1, return true or ' +
    `return ngx.var.NAME with NAME one of ${Object.keys(VARIABLES).join(', ')}`
  );
}

/** Fields that are not understood are left alone; `customFieldProblem` refuses them beforehand. */
export function customFields(fields: Readonly<Record<string, unknown>> | null): CustomFields {
  const steps = Object.entries(fields ?? {}).flatMap(([name, lua]) => {
    const expression = typeof lua === 'string' ? parseExpression(lua) : null;
    return expression === null ? [] : [{ path: name.split('.'), expression }];
  });
  return {
    apply(entry, record) {
      for (const { path, expression } of steps) {
        const value = expression.kind === 'literal' ? expression.value : expression.read(record);
        setAt(entry, path, value);
      }
      return entry;
    },
  };
}

function parseExpression(lua: string): Expression | null {
  const body = /^\s*return\s+(.+?)\s*;?\s*$/.exec(lua)?.[1];
  if (body === undefined) return null;
  if (body === 'nil') return { kind: 'literal', value: null };
  if (body === 'true' || body === 'false') return { kind: 'literal', value: body === 'true' };
  if (/^-?\d+(\.\d+)?$/.test(body)) return { kind: 'literal', value: Number(body) };
  const text = /^"([^"\\]*)"$/.exec(body) ?? /^'([^'\\]*)'$/.exec(body);
  if (text !== null) return { kind: 'literal', value: text[1] ?? '' };
  const variable = /^ngx\.var\.(\w+)$/.exec(body)?.[1] ?? '';
  const read = Object.hasOwn(VARIABLES, variable) ? VARIABLES[variable] : undefined;
  return read === undefined ? null : { kind: 'variable', read };
}

/** Sets or, with `null`, removes a field; entities on the way are copied, being shared. */
function setAt(entry: LogEntry, path: readonly string[], value: unknown): void {
  let place = entry;
  for (const name of path.slice(0, -1)) {
    const inner = place[name];
    if (typeof inner !== 'object' || inner === null) {
      if (value === null) return;
      place[name] = {};
    } else if (name === 'service' || name === 'route') {
      place[name] = { ...inner };
    }
    place = place[name] as LogEntry;
  }
  const last = path.at(-1) ?? '';
  if (value === null) delete place[last];
  else place[last] = value;
}

function perTry(record: ExchangeRecord, read: (one: TryRecord) => string): string | null {
  const tried = record.tries.filter((one) => one.ip !== null);
  return tried.length === 0 ? null : tried.map(read).join(', ');
}

/** nginx writes seconds with three decimals, and `-` for what was not reached. */
function seconds(durationMs: number | null): string {
  return durationMs === null ? '-' : (durationMs / 1_000).toFixed(3);
}
