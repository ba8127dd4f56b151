/** The observed split against the expected one: by target, or by region where weights are no shares. */

import { chiSquaredFit } from '../../lib/chi-squared.ts';
import type { LayoutKind } from '../../model/layout-shape.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';

export interface SplitRow {
  readonly name: string;
  readonly expectedRatio: number;
  readonly observed: number;
}

export interface SplitVerdict {
  readonly by: 'target' | 'region';
  readonly rows: readonly SplitRow[];
  readonly requests: number;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly verdict: 'as-weighted' | 'not-as-weighted' | 'inconclusive';
  /** What to know about this balancing method. */
  readonly note: string | null;
}

export function judgeSplit(options: {
  readonly service: ServiceStrategy;
  readonly layout: LayoutKind;
  /** By target. */
  readonly expected: Readonly<Record<string, number>>;
  readonly observed: Readonly<Record<string, number>>;
  readonly alpha: number;
}): SplitVerdict {
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
): { readonly by: SplitVerdict['by']; readonly note: string | null } {
  switch (algorithm.kind) {
    case 'round-robin':
      return { by: 'target', note: null };
    case 'consistent-hashing': {
      const note =
        'Under consistent hashing shares of equal targets differ by up to 10 % (measured): a small p-value is no fault by itself.';
      return { by: 'target', note };
    }
    case 'least-connections': {
      if (layout === 'two-level') {
        const note =
          'Under least-connections weights are no shares within a region, so regions are compared: between them the shares are exact.';
        return { by: 'region', note };
      }
      const note =
        'Under least-connections in one level weights are no shares: at light load the heaviest target gets everything. A small p-value says only that.';
      return { by: 'target', note };
    }
    default:
      return algorithm satisfies never;
  }
}
