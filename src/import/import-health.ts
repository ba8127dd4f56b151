/**
 * Health checks of an upstream → what the strategy says of health: path, statuses, interval,
 * time-out. Counters and lists of bad statuses are `generate`'s own; foreign ones are told as lost.
 *
 * A wrong health path takes every target out, so a path that nobody stated is a guess to be checked.
 */

import { formatDuration } from '../lib/quantities.ts';
import type { Collector } from './collector.ts';
import type { StrategyPath } from './contract.ts';
import { shown } from './known-fields.ts';
import type { FoundUpstream } from './picture.ts';
import { fieldsOf, type Fields, numberOf, numbersOf, textOf } from './read-fields.ts';
import type { HealthData } from './strategy-data.ts';

/** Ballast's own default, and the path most services answer. */
const COMMON_PATH = '/health';
/** As the grammar has them, ms. */
const PROBE_TIME = { minMs: 100, maxMs: 3_600_000 };
const DEFAULT_INTERVAL_MS = 1_000;
const DEFAULT_TIMEOUT_MS = 800;
/** What Ballast writes into the passive list unless it means overload. */
const PASSIVE_STATUSES: readonly number[] = [500, 502, 504];
const OVERLOAD: readonly number[] = [429, 503];

interface Options {
  readonly collector: Collector;
  readonly path: StrategyPath;
  /** Whether Ballast wrote this upstream: then everything in it is meant. */
  readonly isOwn: boolean;
  /** Health path of the other services, when they agree. */
  readonly commonPath: string | null;
}

export interface ImportedHealth {
  readonly health: HealthData;
  /** Whether passive checks are on; of a foreign upstream always, since its silence means nothing. */
  readonly hasCircuitBreaker: boolean;
  readonly intervalMs: number;
}

export function importHealth(upstream: FoundUpstream | null, options: Options): ImportedHealth {
  const checks = fieldsOf(upstream?.fields['healthchecks']);
  const active = fieldsOf(checks['active']);
  const passive = fieldsOf(checks['passive']);
  const isOn = intervalsOf(active).length > 0;
  if (upstream !== null && !options.isOwn) loseCounters(upstream, { checks, options });
  const intervalMs = isOn ? importInterval(active, options) : DEFAULT_INTERVAL_MS;
  const timeoutMs = isOn ? importTimeout(active, intervalMs, options) : null;
  const statuses = isOn ? importStatuses(active) : null;
  const overload = options.isOwn ? importOverload(passive) : null;
  return {
    intervalMs,
    hasCircuitBreaker: !options.isOwn || countersOf(passive).some((count) => count > 0),
    health: {
      path: importPath(active, { isOn, isKnown: upstream !== null, options }),
      ...(statuses === null ? {} : { expect: { status: statuses } }),
      ...(intervalMs === DEFAULT_INTERVAL_MS ? {} : { interval: formatDuration(intervalMs) }),
      ...(timeoutMs === null ? {} : { timeout: formatDuration(timeoutMs) }),
      ...(overload === null ? {} : { overloadStatus: overload }),
    },
  };
}

/** Health path of an upstream that is really probed; `null` otherwise. */
export function probedPath(upstream: FoundUpstream | null): string | null {
  const active = fieldsOf(fieldsOf(upstream?.fields['healthchecks'])['active']);
  return intervalsOf(active).length > 0 ? (validPath(active['http_path']) ?? '/') : null;
}

function importPath(
  active: Fields,
  known: { readonly isOn: boolean; readonly isKnown: boolean; readonly options: Options },
): string {
  const { collector, path, commonPath } = known.options;
  const stated = validPath(active['http_path']);
  if (known.isOn) return stated ?? '/';
  const guess = stated !== null && stated !== '/' ? stated : (commonPath ?? COMMON_PATH);
  collector.check('health-path', [...path, 'health', 'path'], { path: guess });
  if (known.isKnown) collector.note('health-off', [...path, 'health']);
  return guess;
}

function validPath(value: unknown): string | null {
  const path = textOf(value);
  return path !== null && /^\/[^\s?#]*$/.test(path) ? path : null;
}

/** Kong probes well and ill targets at intervals of their own; the shorter one is meant. */
function importInterval(active: Fields, { collector, path }: Options): number {
  const intervals = intervalsOf(active);
  const shortest = Math.min(...intervals) * 1_000;
  const intervalMs = clamp(Math.round(shortest), PROBE_TIME);
  if (new Set(intervals).size > 1 || intervalMs !== shortest) {
    collector.note('health-interval', [...path, 'health', 'interval'], {
      healthy: numberOf(fieldsOf(active['healthy'])['interval']) ?? 0,
      unhealthy: numberOf(fieldsOf(active['unhealthy'])['interval']) ?? 0,
    });
  }
  return intervalMs;
}

function importTimeout(active: Fields, intervalMs: number, options: Options): number | null {
  const seconds = numberOf(active['timeout']) ?? 1;
  const timeoutMs = Math.round(seconds * 1_000);
  if (timeoutMs < intervalMs && timeoutMs >= PROBE_TIME.minMs) {
    const byDefault = Math.min(DEFAULT_TIMEOUT_MS, Math.floor(intervalMs * 0.8));
    return timeoutMs === byDefault ? null : timeoutMs;
  }
  const { collector, path } = options;
  collector.note('health-timeout', [...path, 'health', 'timeout'], { timeout: seconds });
  return null;
}

function importStatuses(active: Fields): readonly number[] | null {
  const statuses = numbersOf(fieldsOf(active['healthy'])['http_statuses']).filter(
    (status) => Number.isInteger(status) && status >= 100 && status <= 599,
  );
  const isDefault = statuses.length === 1 && statuses[0] === 200;
  if (statuses.length === 0) return [200, 302];
  return isDefault ? null : [...new Set(statuses)].slice(0, 50);
}

/** What Ballast leaves out of its passive list is what the strategy calls overload. */
function importOverload(passive: Fields): readonly number[] | null {
  const listed = numbersOf(fieldsOf(passive['unhealthy'])['http_statuses']);
  const missing = PASSIVE_STATUSES.filter((status) => !listed.includes(status));
  return missing.length === 0 ? null : [...OVERLOAD, ...missing];
}

function loseCounters(
  upstream: FoundUpstream,
  { checks, options }: { readonly checks: Fields; readonly options: Options },
): void {
  const at = { source: upstream.source, place: `upstreams/${upstream.name}: healthchecks` };
  const active = fieldsOf(checks['active']);
  const passive = fieldsOf(checks['passive']);
  const said: Record<string, unknown> = {
    threshold: numberOf(checks['threshold']) ?? 0,
    'active.unhealthy': fieldsOf(active['unhealthy']),
    'passive.unhealthy': fieldsOf(passive['unhealthy']),
  };
  const { collector } = options;
  for (const [field, value] of Object.entries(said)) {
    const isSaid =
      typeof value === 'number' ? value > 0 : countersOf({ unhealthy: value }).some(Boolean);
    if (isSaid) collector.lose('health-counters', at, { field, value: shown(value) });
  }
  const type = textOf(active['type']);
  if (type !== null && type !== 'http' && type !== 'https') {
    collector.lose('health-type', at, { type });
  }
}

function intervalsOf(active: Fields): number[] {
  return ['healthy', 'unhealthy']
    .map((side) => numberOf(fieldsOf(active[side])['interval']) ?? 0)
    .filter((interval) => interval > 0);
}

function countersOf(checks: Fields): number[] {
  const unhealthy = fieldsOf(checks['unhealthy']);
  return ['tcp_failures', 'timeouts', 'http_failures'].map((key) => numberOf(unhealthy[key]) ?? 0);
}

function clamp(value: number, { minMs, maxMs }: typeof PROBE_TIME): number {
  return Math.min(maxMs, Math.max(minMs, value));
}
