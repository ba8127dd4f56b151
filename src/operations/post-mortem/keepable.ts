/** A post-mortem that fits among the kept reports: what does not fit is left out, last lines first. */

import type { PostMortem } from '../../model/post-mortem.ts';

/** Below what a store keeps of a report (`HistoryLimits.reportSpace`). */
const MAX_CHARS = 3_500_000;

export function keepable(facts: PostMortem): PostMortem {
  if (JSON.stringify(facts).length <= MAX_CHARS) return facts;
  const { services, decisions, refusals, deeds } = facts;
  const half = <T>(list: readonly T[]) => list.slice(0, Math.floor(list.length / 2));
  const kept = {
    services: half(services),
    decisions: half(decisions),
    refusals: half(refusals),
    deeds: deeds === null ? null : half(deeds),
  };
  return keepable({ ...facts, ...kept, settings: [] });
}
