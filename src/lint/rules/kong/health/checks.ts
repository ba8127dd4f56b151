/** Questions that several rules on health checks ask. */

import type { Path } from '../../../../lib/path.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongEntity, KongUpstream } from '../../../inputs/kong.ts';

/** Probes go out to healthy targets. */
export function isProbing({ settings }: KongUpstream): boolean {
  return settings.healthchecks.active.healthy.interval > 0;
}

/** Kinds of failure that the active checks count. */
export function activeFailures({ settings }: KongUpstream): readonly number[] {
  const {
    tcp_failures: tcp,
    timeouts,
    http_failures: http,
  } = settings.healthchecks.active.unhealthy;
  return [tcp, timeouts, http].filter((count) => count > 0);
}

/** Traffic itself can take a target out. */
export function isPassive({ settings }: KongUpstream): boolean {
  const { unhealthy } = settings.healthchecks.passive;
  return unhealthy.tcp_failures + unhealthy.timeouts + unhealthy.http_failures > 0;
}

/** Probes can bring back a target that is out. */
export function canRecover({ settings }: KongUpstream): boolean {
  const { healthy, unhealthy } = settings.healthchecks.active;
  return unhealthy.interval > 0 && healthy.successes > 0;
}

export function isHttp(upstream: KongUpstream): boolean {
  return /^https?$/.test(upstream.settings.healthchecks.active.type);
}

/** The place of a setting of the active or passive checks. */
export function inChecks(
  upstream: KongUpstream,
  ...path: Path
): { readonly file: string; readonly path: Path } {
  return within(upstream, 'healthchecks', ...path);
}

/**
 * Ballast wrote it, of a strategy that says more than Kong can: standbys are declared there and
 * capacities stated, and Ballast sees to what Kong's checks miss.
 */
export function isBallasts({ given }: KongEntity): boolean {
  const { tags } = given;
  return (
    Array.isArray(tags) && tags.some((tag) => typeof tag === 'string' && /^ballast\b/.test(tag))
  );
}
