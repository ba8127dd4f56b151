/**
 * The Kong plugins Ballast needs: http-log (which target answered what, per request), prometheus (one
 * global instance) and rate-limiting where the strategy asks for it. No plugin is Ballast's own.
 *
 * Kong's metrics name no target (kong-recordings 70), so the log is the only per-target signal. What
 * Ballast does not need is removed at the source: headers, cookies, query strings and client
 * addresses never leave Kong.
 */

import type { DeclarativePlugin } from '../model/kong-declarative.ts';
import type { Protect, TelemetrySettings } from '../model/strategy.ts';
import { BASE_TAG } from './tags.ts';
import { LOGS_TUNING } from './tuning.ts';

/** Environment variable of Kong that holds the log token (Kong's `env` vault reads it). */
export const LOG_TOKEN_VARIABLE = 'BALLAST_LOG_TOKEN';
const LOG_TOKEN_HEADER = 'x-ballast-token';
const LOG_TOKEN_REFERENCE = '{vault://env/ballast-log-token}';

/** Sent with each log entry: addresses and seconds of every try, as nginx counts them. */
const ADDED_FIELDS: readonly string[] = ['upstream_addr', 'upstream_response_time'];

/** Personal or secret: removed in Kong. `upstream_uri` and the URLs carry the query string. */
const REMOVED_FIELDS: readonly string[] = [
  'authenticated_entity',
  'client_ip',
  'consumer',
  'request.headers',
  'request.querystring',
  'request.uri',
  'request.url',
  'response.headers',
  'upstream_uri',
];

export function renderHttpLog(logs: TelemetrySettings['logs'], tag: string): DeclarativePlugin {
  const fields = [
    ...ADDED_FIELDS.map((name) => [name, `return ngx.var.${name}`]),
    ...REMOVED_FIELDS.map((name) => [name, 'return nil']),
  ];
  return {
    name: 'http-log',
    config: {
      http_endpoint: logs.url,
      method: 'POST',
      timeout: LOGS_TUNING.timeoutMs,
      keepalive: LOGS_TUNING.keepaliveMs,
      ...(logs.tokenFile === null ? {} : { headers: { [LOG_TOKEN_HEADER]: LOG_TOKEN_REFERENCE } }),
      queue: {
        max_batch_size: LOGS_TUNING.batchEntries,
        max_coalescing_delay: LOGS_TUNING.coalescingSeconds,
        max_entries: LOGS_TUNING.queueEntries,
        max_bytes: LOGS_TUNING.queueBytes,
        initial_retry_delay: LOGS_TUNING.retryDelaySeconds,
        max_retry_delay: LOGS_TUNING.retryDelayMaxSeconds,
        max_retry_time: LOGS_TUNING.retryTimeSeconds,
      },
      custom_fields_by_lua: Object.fromEntries(fields),
    },
    tags: [tag],
  };
}

export function renderPrometheus(): DeclarativePlugin {
  return {
    name: 'prometheus',
    config: {
      status_code_metrics: true,
      latency_metrics: true,
      upstream_health_metrics: true,
      bandwidth_metrics: false,
      per_consumer: false,
    },
    tags: [BASE_TAG],
  };
}

export function renderRateLimit(limit: NonNullable<Protect['rateLimit']>): DeclarativePlugin {
  const { second, minute, hour, day } = limit;
  const limits = Object.entries({ second, minute, hour, day }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return {
    name: 'rate-limiting',
    config: { ...Object.fromEntries(limits), policy: 'local', limit_by: 'service' },
    tags: [BASE_TAG],
  };
}
