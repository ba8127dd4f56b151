/**
 * What Ballast has to reach on real sockets at 200 requests/s, two regions × 3 targets, 30 s faults.
 * Two sources: the promises for the embedded gateway, and the best of what a well-configured Kong,
 * HAProxy and nginx lost in the same faults (measured on real ones; see `twin/recorded.ts`).
 */

import type { ScenarioName } from '../../src/demo/scenarios.ts';
import type { Result } from '../../src/demo/statistics.ts';
import { DEMO_TOPOLOGY } from '../../src/demo/topology.ts';

/** What every contestant came to in one run. */
export type Results = Readonly<Record<'folklore' | 'generated' | 'ballast', Result>>;

export interface Bound {
  readonly says: string;
  readonly holds: (results: Results) => boolean;
}

/** Length of the windows of `p99Windows`. */
const WINDOW_MS = 5_000;

export const BOUNDS: Readonly<Record<ScenarioName, readonly Bound[]>> = {
  'region-refuse': [
    bound('≤ 0.2 % of the fault window', ({ ballast }) => ballast.failedPercent <= 0.2),
    cleanWithin(2),
    noBadReturn(),
  ],
  'region-blackhole': [
    bound('ballast ≤ folklore / 50', (all) => all.ballast.failed <= all.folklore.failed / 50),
    bound('generated ≤ folklore / 50', (all) => all.generated.failed <= all.folklore.failed / 50),
    lost(0),
    cleanWithin(5),
    bound('5 s p99 ≤ 1.5 × warm-up within 8 s', ({ ballast }) => settlesWithin(ballast, 8_000)),
    noBadReturn(),
  ],
  'target-gray': [
    lost(40),
    cleanWithin(4),
    bound('the bad target < 2 % of the traffic', ({ ballast }) => shareOfBad(ballast) < 0.02),
  ],
  'region-gray': [lost(60), cleanWithin(6), noBadReturn()],
  'target-slow': [lost(0), p99Below(80)],
  'region-slow': [lost(0), p99Below(200), noBadReturn()],
  'small-secondary': [lost(2_500)],
  flapping: [lost(1)],
  'cold-return': [lost(5), noBadReturn()],
  steady: [
    lost(0),
    bound('0 writes', ({ ballast }) => ballast.writes === 0),
    bound('p99 ≤ 1.1 × generated', ({ ballast, generated }) =>
      isAtMost(ballast.p99Ms, 1.1 * (generated.p99Ms ?? 0)),
    ),
  ],
};

function bound(says: string, holds: (results: Results) => boolean): Bound {
  return { says, holds };
}

function lost(most: number): Bound {
  return bound(`≤ ${most} lost`, ({ ballast }) => ballast.failed <= most);
}

function cleanWithin(seconds: number): Bound {
  return bound(`clean ≤ ${seconds} s`, ({ ballast }) =>
    isAtMost(ballast.cleanAfterMs, 1_000 * seconds),
  );
}

function p99Below(limitMs: number): Bound {
  return bound(`p99 ≤ ${limitMs} ms`, ({ ballast }) => isAtMost(ballast.p99Ms, limitMs));
}

function noBadReturn(): Bound {
  return bound('no bad second after healing', ({ ballast }) => ballast.badSecondsAfterHeal === 0);
}

/** The window that begins this long before the limit ends at it. */
function settlesWithin({ warmUp, p99Windows }: Result, limitMs: number): boolean {
  const windows = p99Windows.filter(({ fromMs }) => fromMs + WINDOW_MS >= limitMs);
  const first = windows[0]?.p99Ms ?? null;
  return isAtMost(first, 1.5 * (warmUp.p99Ms ?? 0));
}

/** The scenario's bad target is the first one of the first service, in the primary region. */
function shareOfBad({ targetShares }: Result): number {
  const [region] = DEMO_TOPOLOGY.regions;
  const [service] = DEMO_TOPOLOGY.services;
  return targetShares[`${region.name}/${service?.name}-1`] ?? 0;
}

function isAtMost(value: number | null, limit: number): boolean {
  return value !== null && value <= limit;
}
