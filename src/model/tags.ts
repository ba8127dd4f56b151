/**
 * Who owns which entity. decK (or whatever manages routes) selects `ballast-base`; Ballast owns what
 * carries `ballast-upstreams`. A decK sync that selected the upstreams too would write the weights of
 * its file over those that Ballast set, and delete targets it does not know.
 */

const STRATEGY_PREFIX = 'ballast-strategy-';

/** On all that is generated from a strategy, so that several can share a Kong and keep to their own. */
export function strategyTag(strategy: string): string {
  return `${STRATEGY_PREFIX}${strategy}`;
}

/** Name of the strategy that an entity is of; `null` when no tag says so. */
export function strategyOfTags(tags: readonly string[]): string | null {
  const tag = tags.find((one) => one.startsWith(STRATEGY_PREFIX));
  return tag === undefined ? null : tag.slice(STRATEGY_PREFIX.length);
}

export const BASE_TAG = 'ballast-base';
export const UPSTREAMS_TAG = 'ballast-upstreams';
