/** What a set of health-check settings amounts to in Kong: none, a checker, or one that throws. */

import type { KongHealthchecks } from '../model/kong.ts';

/** The library asserts that every counter is below this; the schema allows it (kong-facts B2). */
const COUNTER_LIMIT = 255;

const CHECK_TYPES: readonly string[] = ['http', 'https', 'tcp'];

/** Whether Kong makes a checker at all (kong-facts B1). */
export function usesHealthchecks({ active, passive }: KongHealthchecks): boolean {
  const { tcp_failures: tcp, timeouts, http_failures: http } = passive.unhealthy;
  const intervals = [active.healthy.interval, active.unhealthy.interval];
  return [...intervals, tcp, timeouts, http].some((value) => value !== 0);
}

/** Whether making that checker throws, which leaves the upstream broken until a reload. */
export function breaksChecker(healthchecks: KongHealthchecks): boolean {
  const { active, passive } = healthchecks;
  if (!usesHealthchecks(healthchecks)) return false;
  if (![active.type, passive.type].every((type) => CHECK_TYPES.includes(type))) return true;
  return [active, passive].some(({ healthy, unhealthy }) => {
    const { tcp_failures: tcp, timeouts, http_failures: http } = unhealthy;
    return [healthy.successes, tcp, timeouts, http].some((value) => value >= COUNTER_LIMIT);
  });
}

/** Probe intervals in ms, 0 = off. Checks of type tcp run for stream upstreams only. */
export function probeIntervals({ active }: KongHealthchecks): {
  healthy: number;
  unhealthy: number;
} {
  if (active.type === 'tcp') return { healthy: 0, unhealthy: 0 };
  return {
    healthy: active.healthy.interval * 1000,
    unhealthy: active.unhealthy.interval * 1000,
  };
}
