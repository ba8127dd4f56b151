/**
 * Kong's `http-log`: entries by HTTP, one object per request with `max_batch_size` 1, otherwise
 * always an array. Any answer below 300 is success; redirects are not followed, the endpoint's query
 * string is dropped and TLS certificates are not verified (kong-facts D3).
 */

import { Pool } from 'undici';

import type { KongPlugin } from '../entities/types.ts';
import { numberOr, recordOf, textOr } from '../plugins/plugin-values.ts';
import { createLogQueue, type LogQueue, type QueueClock, type QueueSettings } from './log-queue.ts';

/** Connections to one endpoint: one per worker is all that one batch at a time needs. */
const MAX_CONNECTIONS = 16;
const USER_AGENT = 'lua-resty-http/0.17.2 (Lua) ngx_lua/10026';

export interface HttpLogSink {
  /** Each worker of Kong has a queue of its own. */
  push(worker: number, entry: string): void;
  close(): Promise<void>;
}

export function createHttpLogSink(plugin: KongPlugin, clock: QueueClock): HttpLogSink {
  const { config } = plugin;
  const settings = queueSettings(config);
  const endpoint = new URL(textOr(config['http_endpoint'], 'http://127.0.0.1'));
  const timeoutMs = numberOr(config['timeout'], 10_000);
  const pool = new Pool(endpoint.origin, {
    connections: MAX_CONNECTIONS,
    keepAliveTimeout: numberOr(config['keepalive'], 60_000),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs, rejectUnauthorized: false },
  });
  const queues = new Map<number, LogQueue>();
  const headers = {
    'user-agent': USER_AGENT,
    'content-type': textOr(config['content_type'], 'application/json'),
    ...Object.fromEntries(
      Object.entries(recordOf(config['headers'])).map(([name, value]) => [name, String(value)]),
    ),
    ...(endpoint.username !== '' && { authorization: basicAuthorization(endpoint) }),
  };

  async function send(batch: readonly string[]): Promise<boolean> {
    try {
      const { statusCode, body } = await pool.request({
        path: endpoint.pathname,
        method: textOr(config['method'], 'POST') as 'POST',
        headers,
        body: settings.maxBatchSize === 1 ? (batch[0] ?? '') : `[${batch.join(',')}]`,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await body.dump();
      return statusCode < 300;
    } catch {
      return false;
    }
  }

  return {
    push(worker, entry) {
      let queue = queues.get(worker);
      if (queue === undefined) {
        queue = createLogQueue({ settings, clock, send });
        queues.set(worker, queue);
      }
      queue.push(entry);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await pool.destroy();
    },
  };
}

/** The old names still count where Kong lets them: `queue_size` and `flush_timeout`. */
export function queueSettings(config: Readonly<Record<string, unknown>>): QueueSettings {
  const queue = recordOf(config['queue']);
  const oldSize = numberOr(config['queue_size'], 1);
  const oldDelay = numberOr(config['flush_timeout'], 2);
  const delaySeconds = oldDelay === 2 ? numberOr(queue['max_coalescing_delay'], 1) : oldDelay;
  return {
    maxBatchSize: oldSize === 1 ? numberOr(queue['max_batch_size'], 1) : oldSize,
    maxCoalescingDelayMs: delaySeconds * 1_000,
    maxEntries: numberOr(queue['max_entries'], 10_000),
    maxBytes: numberOr(queue['max_bytes'], null),
    initialRetryDelayMs: numberOr(queue['initial_retry_delay'], 0.01) * 1_000,
    maxRetryDelayMs: numberOr(queue['max_retry_delay'], 60) * 1_000,
    maxRetryTimeMs: numberOr(queue['max_retry_time'], 60) * 1_000,
  };
}

function basicAuthorization(endpoint: URL): string {
  const pair = `${decodeURIComponent(endpoint.username)}:${decodeURIComponent(endpoint.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
