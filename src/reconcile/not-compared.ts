/**
 * decK's half of the configuration, which a plan without it neither compares nor writes: what of it
 * is missing, by name alone. Without this "nothing to do" would hide that no request has a way in.
 */

import type { ActualConfiguration } from '../model/actual-configuration.ts';
import type { DeclarativeInput } from '../model/flatten-declarative.ts';
import { foundEntities, wantedEntities } from './entities.ts';
import { isIncluded, type KongPlanInput } from './plan-input.ts';

export interface NotCompared {
  /** Services, routes and plugins that the base configuration has. */
  readonly total: number;
  /** Keys of those that Kong lacks. */
  readonly missing: readonly string[];
}

export function findNotCompared(options: {
  readonly base: DeclarativeInput;
  readonly actual: ActualConfiguration;
  readonly only: KongPlanInput['only'];
}): NotCompared {
  const there = new Set(foundEntities(options.actual).map(({ key }) => key));
  const wanted = wantedEntities(options.base).filter((entity) => isIncluded(entity, options));
  const missing = wanted.filter(({ key }) => !there.has(key)).map(({ key }) => key);
  return { total: wanted.length, missing };
}

/** What goes below a plan; a warning when something is missing. */
export function renderNotCompared(
  gateway: string,
  { total, missing }: NotCompared,
): { readonly text: string; readonly isWarning: boolean } {
  const what = `${gateway}: not compared: ${total} services, routes and plugins of base.yaml`;
  if (missing.length === 0) return { text: `${what}; all are there by name`, isWarning: false };
  const lines = [
    `${what}; ${missing.length} of them ${missing.length === 1 ? 'is' : 'are'} missing in this Kong`,
    ...missing.slice(0, MAX_NAMED).map((key) => `  ? ${key}`),
    ...(missing.length > MAX_NAMED ? [`  … and ${missing.length - MAX_NAMED} more`] : []),
    "  Sync generate's base.yaml with decK, or add --with-base.",
  ];
  return { text: lines.join('\n'), isWarning: true };
}

const MAX_NAMED = 5;
