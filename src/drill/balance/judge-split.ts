/** The observed split against the expected one: by target, or by region where weights are no shares. */

import { chiSquaredFit } from '../../lib/chi-squared.ts';
import { makeSaid, type Said } from '../../lib/said.ts';
import type { SplitRow, SplitVerdict } from '../../model/checks.ts';
import type { LayoutKind } from '../../model/layout-shape.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';

export interface JudgedSplit extends Omit<SplitVerdict, 'note'> {
  /** What to know about this balancing method. */
  readonly note: Said | null;
}

export function judgeSplit(options: {
  readonly service: ServiceStrategy;
  readonly layout: LayoutKind;
  /** By target. */
  readonly expected: Readonly<Record<string, number>>;
  readonly observed: Readonly<Record<string, number>>;
  readonly alpha: number;
}): JudgedSplit {
  const { service, layout, expected, observed, alpha } = options;
  const { by, note } = methodOf(service, layout);
  const names = [...new Set([...Object.keys(expected), ...Object.keys(observed)])].toSorted();
  const regionOf = (target: string) =>
    service.targets.find((one) => one.target === target)?.region ?? target;
  const keys = by === 'target' ? names : [...new Set(names.map(regionOf))].toSorted();
  const rows = keys.map((name): SplitRow => {
    const members = by === 'target' ? [name] : names.filter((one) => regionOf(one) === name);
    return {
      name,
      expectedRatio: members.reduce((sum, one) => sum + (expected[one] ?? 0), 0),
      observed: members.reduce((sum, one) => sum + (observed[one] ?? 0), 0),
    };
  });
  const fit = chiSquaredFit(
    rows.map((row) => row.observed),
    rows.map((row) => row.expectedRatio),
  );
  const requests = rows.reduce((sum, row) => sum + row.observed, 0);
  if (fit === null) return { by, rows, requests, ...UNTESTED, note };
  const { statistic, degreesOfFreedom, pValue } = fit;
  const verdict = pValue < alpha ? 'not-as-weighted' : 'as-weighted';
  return { by, rows, requests, statistic, degreesOfFreedom, pValue, verdict, note };
}

const UNTESTED = {
  statistic: null,
  degreesOfFreedom: null,
  pValue: null,
  verdict: 'inconclusive',
} as const;

/** Kong-recordings 72, 75, 77, 109. */
function methodOf(
  { algorithm }: ServiceStrategy,
  layout: LayoutKind,
): { readonly by: SplitVerdict['by']; readonly note: Said | null } {
  switch (algorithm.kind) {
    case 'round-robin':
      return { by: 'target', note: null };
    case 'consistent-hashing': {
      return { by: 'target', note: makeSaid('balance-note-hashing') };
    }
    case 'least-connections': {
      if (layout === 'two-level') {
        return { by: 'region', note: makeSaid('balance-note-regions') };
      }
      return { by: 'target', note: makeSaid('balance-note-least') };
    }
    default:
      return algorithm satisfies never;
  }
}
