/**
 * Hears the services of each region together before anyone decides: a region that fails 5 % of
 * each of three services is found in the time that one service with all their traffic would take.
 */

import { joinEvidence, type RegionEvidence, withJoint } from './region-evidence.ts';
import type { RegionState } from './state.ts';
import { TUNING } from './tuning.ts';
import type { WeighedUpstream } from './upstream.ts';

/** Evidence by upstream, then region. */
export function hearTogether(
  weighed: readonly WeighedUpstream[],
): Readonly<Record<string, Readonly<Record<string, RegionEvidence>>>> {
  const regions = new Set(weighed.flatMap(({ evidence }) => Object.keys(evidence)));
  const joined = new Map(
    [...regions].map((region) => {
      const services = weighed.flatMap(({ evidence, states, tick: { nowMs } }) => {
        const own = evidence[region];
        const hasJustLeft = leftJustNow(states[region], nowMs);
        return own === undefined ? [] : [{ evidence: own, hasJustLeft }];
      });
      return [region, joinEvidence(services)] as const;
    }),
  );
  return Object.fromEntries(
    weighed.map(({ tick, evidence }) => [
      tick.service.upstream,
      Object.fromEntries(
        Object.entries(evidence).map(([region, own]) => {
          const joint = joined.get(region);
          return [region, joint === undefined ? own : withJoint(own, joint)];
        }),
      ),
    ]),
  );
}

function leftJustNow(state: RegionState | undefined, nowMs: number): boolean {
  return (
    state?.phase === 'evacuated' &&
    state.evacuation?.kind === 'partial' &&
    nowMs - state.sinceMs <= TUNING.jointMemoryMs
  );
}
