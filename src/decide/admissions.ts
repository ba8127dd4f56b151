/** Learning the limits of all regions of an upstream at a tick. */

import { advanceAdmission } from './admission.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { RegionState, UpstreamState } from './state.ts';
import { usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';
import type { ServiceStrategy } from '../model/strategy.ts';

interface LearningContext {
  readonly before: UpstreamState;
  readonly evidence: Readonly<Record<string, RegionEvidence>>;
  readonly tick: {
    readonly service: ServiceStrategy;
    readonly nowMs: number;
    readonly elapsedMs: number;
  };
}

export function learnAdmissions(
  states: Readonly<Record<string, RegionState>>,
  { before, evidence, tick }: LearningContext,
): Readonly<Record<string, RegionState>> {
  const { service, nowMs, elapsedMs } = tick;
  const timeoutMs = service.protect.timeoutMs ?? service.client.deadlineMs / 2;
  const entries = Object.entries(states).map(([region, state]) => {
    const own = evidence[region];
    // What is lost shows nothing of what it could serve.
    if (own === undefined || own.isHardLoss) return [region, state] as const;
    const usualMs = usualIn(region, states);
    const { shedRatio } = before.split;
    const isBinding = shedRatio > 0 || before.split.kept[region] !== undefined;
    const context = { usualMs, timeoutMs, isBinding, shedRatio, nowMs, elapsedMs };
    const admission = advanceAdmission(state.admission, own.facts, context);
    return [region, { ...state, admission }] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The mean latency of a region in peace. A standby that has hardly had requests is compared with
 * the others, and with the best that it has shown itself: it may be farther away.
 */
function usualIn(region: string, states: Readonly<Record<string, RegionState>>): number | null {
  const known = (state: RegionState) => usualOf(state.latency, TUNING.latencyGateCount);
  const own = states[region];
  const ownMs = own === undefined ? null : known(own);
  if (ownMs !== null) return ownMs;
  const others = Object.values(states).flatMap((state) => known(state) ?? []);
  if (others.length === 0) return null;
  const othersMs = Math.max(...others);
  return Math.min(othersMs + TUNING.farthestMs, Math.max(othersMs, own?.admission.leastMs ?? 0));
}
