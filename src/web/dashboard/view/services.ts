/** A row for each service, the worst first, and those that match what somebody typed. */

import type { UpstreamStatus } from '../../../model/status.ts';
import { verdictOfService, worse, type Verdict } from './level.ts';

export interface ServiceRow {
  readonly name: string;
  readonly entry: UpstreamStatus;
  readonly verdict: Verdict;
  readonly targets: number;
  /** Not in rotation. */
  readonly out: number;
  /** Share of the traffic by region: what the tries show, else what the weights say. */
  readonly shares: readonly { readonly region: string; readonly ratio: number }[];
}

export function rowsOf(entries: readonly UpstreamStatus[]): readonly ServiceRow[] {
  return entries
    .map(rowOf)
    .toSorted(
      (a, b) =>
        worse(a.verdict.level, b.verdict.level) ||
        (b.entry.demandRps ?? 0) - (a.entry.demandRps ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );
}

/** All words must be found, in the name, the upstream, a region, a target or the condition. */
export function matching(rows: readonly ServiceRow[], typed: string): readonly ServiceRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ entry, verdict }) => {
    const text = [
      entry.service,
      entry.upstream,
      verdict.condition,
      ...entry.regions.flatMap(({ region, phase, targets }) => [
        region,
        phase,
        ...targets.map(({ target }) => target),
      ]),
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function rowOf(entry: UpstreamStatus): ServiceRow {
  const targets = entry.regions.flatMap((region) => region.targets);
  const total = targets.reduce((sum, { triesPerSecond }) => sum + triesPerSecond, 0);
  return {
    name: entry.service,
    entry,
    verdict: verdictOfService(entry),
    targets: targets.length,
    out: targets.filter(({ rotation }) => rotation !== 'in').length,
    shares: entry.regions.map((region) => {
      const tries = region.targets.reduce((sum, one) => sum + one.triesPerSecond, 0);
      return {
        region: region.region,
        ratio: total === 0 ? meanShare(region.shares) : tries / total,
      };
    }),
  };
}

/** Over gateways, as if each had the same traffic. */
export function meanShare(
  shares: readonly { readonly desiredRatio: number; readonly appliedRatio: number | null }[],
): number {
  const sum = shares.reduce((all, one) => all + (one.appliedRatio ?? one.desiredRatio), 0);
  return shares.length === 0 ? 0 : sum / shares.length;
}
