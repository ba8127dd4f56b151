/**
 * Plugins: rate limits of a service are carried over, as are Ballast's own; all others are told as
 * lost. They are not deleted from Kong: `generate` writes them not, and decK or whoever owns them may
 * keep them.
 */

import { BASE_TAG, UPSTREAMS_TAG } from '../model/tags.ts';
import type { Collector } from './collector.ts';
import { shown } from './known-fields.ts';
import type { FoundPlugin, FoundService, Picture } from './picture.ts';
import { fieldsOf, isNothing, numberOf, textOf } from './read-fields.ts';

const UNITS = ['second', 'minute', 'hour', 'day'] as const;
const MAX_LIMIT = 1_000_000_000;
/** What Ballast writes beside the limits, and what it puts in the place of a value not said. */
const MEANT = { policy: 'local', limit_by: 'service' } as const;
const RATE_LIMIT_DEFAULTS: Readonly<Record<string, unknown>> = {
  fault_tolerant: true,
  hide_client_headers: false,
  error_code: 429,
  error_message: 'API rate limit exceeded',
  sync_rate: -1,
};

export type RateLimit = Readonly<Record<string, number>>;

export function importServicePlugins(
  { name, plugins }: FoundService,
  collector: Collector,
): RateLimit | null {
  let rateLimit: RateLimit | null = null;
  for (const plugin of plugins) {
    const place = `services/${name}/plugins/${plugin.name}`;
    if (plugin.name === 'rate-limiting' && plugin.fields['enabled'] !== false) {
      rateLimit = importRateLimit(plugin, { collector, place }) ?? rateLimit;
    } else if (!isOwn(plugin)) {
      const at = { source: plugin.source, place };
      collector.lose('plugin', at, { plugin: plugin.name, owner: '' });
    }
  }
  return rateLimit;
}

export function loseGlobalPlugins({ plugins }: Picture, collector: Collector): void {
  for (const plugin of plugins) {
    const { source, name } = plugin;
    // Ballast writes one global prometheus plugin of its own.
    if (isOwn(plugin) || name === 'prometheus') continue;
    collector.lose('plugin', { source, place: `plugins/${name}` }, { plugin: name, owner: '' });
  }
}

/** Where Ballast's log plugin sends to, and whether it sends a token along; `null` without one. */
export function logListener({ services }: Picture): {
  /** `null` when it is nothing that a strategy may say. */
  readonly url: string | null;
  readonly hasToken: boolean;
} | null {
  const log = services
    .flatMap(({ plugins }) => plugins)
    .find((plugin) => plugin.name === 'http-log' && isOwn(plugin));
  const url = textOf(log?.config['http_endpoint']);
  if (log === undefined || url === null) return null;
  return {
    url: isUsable(url) ? url : null,
    hasToken: !isNothing(fieldsOf(log.config['headers'])['x-ballast-token']),
  };
}

function isUsable(url: string): boolean {
  if (!/^https?:\/\/[^\s?#@]+$/.test(url) || !URL.canParse(url)) return false;
  return new URL(url).port !== '0';
}

function importRateLimit(
  { source, config, fields }: FoundPlugin,
  { collector, place }: { readonly collector: Collector; readonly place: string },
): RateLimit | null {
  const limits = UNITS.flatMap((unit) => {
    const limit = numberOf(config[unit]);
    const isTaken = limit !== null && Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT;
    return isTaken ? [[unit, limit] as const] : [];
  });
  const isRising = limits.every(([, limit], index) => limit >= (limits[index - 1]?.[1] ?? 0));
  if (limits.length === 0 || !isRising) {
    collector.lose('plugin', { source, place }, { plugin: 'rate-limiting', owner: '' });
    return null;
  }
  for (const [field, value] of Object.entries({ ...config, consumer: fields['consumer'] })) {
    const isUnit = UNITS.some((unit) => unit === field);
    if (isUnit || isNothing(value) || value === RATE_LIMIT_DEFAULTS[field]) continue;
    if (field in MEANT && value === MEANT[field === 'policy' ? 'policy' : 'limit_by']) continue;
    if (field === 'redis' || field.startsWith('redis_')) continue;
    collector.lose('plugin-field', { source, place }, { field, value: shown(value) });
  }
  if (config['limit_by'] === undefined) {
    // Kong's default counts per consumer; Ballast's protects the service.
    collector.lose('plugin-field', { source, place }, { field: 'limit_by', value: 'consumer' });
  }
  return Object.fromEntries(limits);
}

function isOwn({ tags }: FoundPlugin): boolean {
  return tags.includes(BASE_TAG) || tags.includes(UPSTREAMS_TAG);
}
