/** What became of the figures since the drill before. Pure. */

import type { Comparison, DrillReport } from '../model/drill-report.ts';

type Compared = Pick<DrillReport, 'services' | 'timeline' | 'latency'>;

/** @param drillHash of the newer one's drill. */
export function compareReports(before: DrillReport, now: Compared, drillHash: string): Comparison {
  const lost = ({ services }: Pick<DrillReport, 'services'>) =>
    services.reduce((sum, { failed }) => sum + failed, 0);
  const after = (
    { timeline }: Pick<DrillReport, 'timeline'>,
    key: 'decidedAtMs' | 'cleanAtMs',
  ): number | null => {
    const atMs = timeline[key];
    return atMs === null || timeline.faultAtMs === null ? null : atMs - timeline.faultAtMs;
  };
  const restoredMs = ({ timeline: { restoredAtMs, faultEndAtMs } }: Compared) =>
    restoredAtMs === null || faultEndAtMs === null ? null : restoredAtMs - faultEndAtMs;
  const p99Ms = ({ latency }: Compared) => latency?.duringP99Ms ?? null;
  return {
    id: before.id,
    atMs: before.startedAtMs,
    verdict: before.verdict,
    lost: { before: lost(before), now: lost(now) },
    decidedMs: { before: after(before, 'decidedAtMs'), now: after(now, 'decidedAtMs') },
    cleanMs: { before: after(before, 'cleanAtMs'), now: after(now, 'cleanAtMs') },
    restoredMs: { before: restoredMs(before), now: restoredMs(now) },
    p99Ms: { before: p99Ms(before), now: p99Ms(now) },
    isSameDrill: before.hashes.drill === drillHash,
  };
}
