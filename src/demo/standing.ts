/** How things stand, in a sentence: the fault that is on, or else what is seen. Pure. */

import type { ContestantState, DemoState } from './api-types.ts';

const FAILING_RATIO = 0.01;
const DOWN: ReadonlySet<string | null> = new Set(['UNHEALTHY', 'DNS_ERROR']);

type Seen = Pick<DemoState, 'fault' | 'faults' | 'atMs' | 'contestants'>;

export function standingOf({ fault, faults, atMs, contestants }: Seen): DemoState['standing'] {
  if (fault !== null) {
    const title = faults.find(({ name }) => name === fault.name)?.title ?? fault.name;
    const seconds = Math.round((atMs - fault.sinceMs) / 1_000);
    return { level: 'broken', text: `${title}, for ${seconds} s.` };
  }
  const seen = contestants.flatMap((contestant) => troublesOf(contestant));
  if (seen.length === 0) return { level: 'healthy', text: 'Everything is healthy.' };
  return { level: 'troubled', text: `No fault is on, but not all is well: ${seen.join('; ')}.` };
}

function troublesOf({ name, alive, errorRatio, targets }: ContestantState): string[] {
  if (!alive) return [`a process of ${name} has ended`];
  const down = targets.filter(({ health }) => DOWN.has(health)).length;
  const troubles = [
    errorRatio > FAILING_RATIO ? `${Math.round(100 * errorRatio)} % of its requests fail` : null,
    down > 0 ? `${down} of its ${targets.length} targets are down` : null,
  ].filter((trouble) => trouble !== null);
  return troubles.length === 0 ? [] : [`${name}: ${troubles.join(', ')}`];
}
