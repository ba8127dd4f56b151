/**
 * Kong's `rate-limiting` with `policy: local`: fixed windows that start on the round second, minute,
 * hour, day, month and year (UTC), counted on this node. A refused request is not counted.
 *
 * Limits by `ip`, `service`, `header` and `path`; `consumer` and `credential` fall back to the
 * address, as Kong does for anonymous clients.
 */

import type { KongPlugin } from '../entities/types.ts';
import { type HeaderList, headerValue } from '../proxy/header-list.ts';
import type { ExchangeRecord } from '../proxy/exchange-record.ts';
import type { PluginContext, RequestPlugin, ShortCircuit } from './request-plugin.ts';
import { numberOr, textOr } from './plugin-values.ts';

interface Period {
  readonly name: string;
  readonly title: string;
  /** Length as Kong reckons it, in seconds. */
  readonly seconds: number;
}

const PERIODS: readonly Period[] = [
  { name: 'second', title: 'Second', seconds: 1 },
  { name: 'minute', title: 'Minute', seconds: 60 },
  { name: 'hour', title: 'Hour', seconds: 3_600 },
  { name: 'day', title: 'Day', seconds: 86_400 },
  { name: 'month', title: 'Month', seconds: 2_592_000 },
  { name: 'year', title: 'Year', seconds: 31_536_000 },
];

/** Clients counted per window; beyond it the window starts over rather than grow. */
const MAX_CLIENTS = 100_000;

interface Window extends Period {
  readonly limit: number;
  startMs: number;
  counts: Map<string, number>;
}

export function rateLimiting(plugin: KongPlugin): RequestPlugin {
  const { config } = plugin;
  const windows: Window[] = PERIODS.flatMap((period) => {
    const limit = numberOr(config[period.name], null);
    return limit === null ? [] : [{ ...period, limit, startMs: 0, counts: new Map() }];
  });
  const isHidden = config['hide_client_headers'] === true;

  return {
    access(context) {
      const client = clientOf(context.record, config);
      for (const window of windows) roll(window, context.nowMs);
      const full = windows.findLast((window) => usage(window, client) >= window.limit) ?? null;
      if (!isHidden) describe(context, { windows, client, full });
      if (full !== null) return refusal(config);
      for (const window of windows) window.counts.set(client, usage(window, client) + 1);
      return null;
    },
  };
}

function describe(
  context: PluginContext,
  state: { windows: readonly Window[]; client: string; full: Window | null },
): void {
  const headers: HeaderList = context.answerHeaders;
  let tightest: { window: Window; remaining: number } | null = null;
  for (const window of state.windows) {
    const isCounted = state.full === null || state.full === window;
    const left = window.limit - usage(window, state.client) - (isCounted ? 1 : 0);
    const remaining = Math.max(0, left);
    if (tightest === null || remaining <= tightest.remaining) tightest = { window, remaining };
    headers.push(`X-RateLimit-Limit-${window.title}`, String(window.limit));
    headers.push(`X-RateLimit-Remaining-${window.title}`, String(remaining));
  }
  if (tightest === null) return;
  const passedSeconds = Math.floor((context.nowMs - tightest.window.startMs) / 1_000);
  const reset = String(Math.max(1, tightest.window.seconds - passedSeconds));
  headers.push('RateLimit-Limit', String(tightest.window.limit));
  headers.push('RateLimit-Remaining', String(tightest.remaining));
  headers.push('RateLimit-Reset', reset);
  if (state.full !== null) headers.push('Retry-After', reset);
}

function refusal(config: Readonly<Record<string, unknown>>): ShortCircuit {
  const message = textOr(config['error_message'], 'API rate limit exceeded');
  const status = numberOr(config['error_code'], 429);
  return { status, headers: [], content: { kind: 'error', message } };
}

function usage(window: Window, client: string): number {
  return window.counts.get(client) ?? 0;
}

function roll(window: Window, nowMs: number): void {
  const startMs = windowStartMs(window, nowMs);
  if (startMs === window.startMs && window.counts.size < MAX_CLIENTS) return;
  window.startMs = startMs;
  window.counts = new Map();
}

function windowStartMs(period: Period, nowMs: number): number {
  const now = new Date(nowMs);
  if (period.name === 'year') return Date.UTC(now.getUTCFullYear(), 0);
  if (period.name === 'month') return Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  const lengthMs = period.seconds * 1_000;
  return Math.floor(nowMs / lengthMs) * lengthMs;
}

function clientOf(record: ExchangeRecord, config: Readonly<Record<string, unknown>>): string {
  const by = config['limit_by'];
  if (by === 'service') return record.match?.service?.id ?? record.clientIp;
  if (by === 'header') {
    const name = textOr(config['header_name'], '');
    return headerValue(record.requestHeaders, name) ?? record.clientIp;
  }
  if (by === 'path' && record.match?.path === config['path']) return record.match?.path ?? '';
  return record.clientIp;
}
