/**
 * Tries and time-outs of a Kong service → `protect` and `client.deadline`. Kong's own defaults (five
 * retries, a minute for each step) are no decision anybody made: they are left out, so that Ballast
 * chooses what fits the callers' deadline.
 */

import { formatDuration } from '../lib/quantities.ts';
import { KONG_SERVICE_DEFAULTS } from '../model/kong-defaults.ts';
import type { Collector } from './collector.ts';
import type { StrategyPath } from './contract.ts';
import type { FoundService } from './picture.ts';
import { numberOf } from './read-fields.ts';
import type { ProtectData } from './strategy-data.ts';

/** Ballast's defaults and the grammar's limits. */
const DEADLINE_MS = 5_000;
const CONNECT_MS = 500;
const MAX_REQUEST_MS = 3_600_000;
const MAX_RETRIES = 100;

export interface ImportedTimes {
  readonly protect: Pick<ProtectData, 'retries' | 'timeout' | 'connectTimeout'>;
  /** `null`: the default will do. */
  readonly deadline: string | null;
}

export function importTimes(
  service: FoundService | null,
  options: { readonly collector: Collector; readonly path: StrategyPath; readonly isOwn: boolean },
): ImportedTimes {
  if (service === null) return { protect: {}, deadline: null };
  const { collector, path, isOwn } = options;
  const read = (field: keyof typeof KONG_SERVICE_DEFAULTS) => {
    const value = numberOf(service.fields[field]);
    if (value === null || (!isOwn && value === KONG_SERVICE_DEFAULTS[field])) return null;
    return Math.round(value);
  };
  const retries = bounded(read('retries'), MAX_RETRIES);
  const timeoutMs = positive(bounded(read('read_timeout'), MAX_REQUEST_MS));
  const connectMs = positive(bounded(read('connect_timeout'), MAX_REQUEST_MS / 2));
  if (retries === null || timeoutMs === null) {
    collector.note('kong-default-times', [...path, 'protect'], {
      retries: numberOf(service.fields['retries']) ?? KONG_SERVICE_DEFAULTS.retries,
    });
  }
  const tries = timeoutMs === null ? 0 : timeoutMs * ((retries ?? 0) + 1);
  const deadlineMs = bounded(
    Math.max(DEADLINE_MS, tries, connectMs === null ? 0 : connectMs * 2),
    MAX_REQUEST_MS,
  );
  const fitting = fittingRetries({ retries, timeoutMs, deadlineMs: deadlineMs ?? DEADLINE_MS });
  if (deadlineMs !== null && deadlineMs > DEADLINE_MS) {
    collector.check('deadline-from-tries', [...path, 'client', 'deadline'], {
      deadline: formatDuration(deadlineMs),
      tries: (retries ?? 0) + 1,
    });
  }
  return {
    protect: {
      ...(fitting === null ? {} : { retries: fitting }),
      ...(timeoutMs === null ? {} : { timeout: formatDuration(timeoutMs) }),
      ...(connectMs === null || connectMs === CONNECT_MS
        ? {}
        : { connectTimeout: formatDuration(connectMs) }),
    },
    deadline: deadlineMs === null || deadlineMs === DEADLINE_MS ? null : formatDuration(deadlineMs),
  };
}

/** Only when not even an hour holds them all. */
function fittingRetries(times: {
  readonly retries: number | null;
  readonly timeoutMs: number | null;
  readonly deadlineMs: number;
}): number | null {
  const { retries, timeoutMs, deadlineMs } = times;
  if (retries === null || timeoutMs === null) return retries;
  return Math.min(retries, Math.max(0, Math.floor(deadlineMs / timeoutMs) - 1));
}

function bounded(value: number | null, max: number): number | null {
  return value === null ? null : Math.max(0, Math.min(max, value));
}

function positive(value: number | null): number | null {
  return value === 0 ? null : value;
}
