/** Expected downtime by simulating years of failures, with confidence intervals. */

import { drawYear, prepareSources } from './events.ts';
import type { ForecastModel } from './model.ts';
import { YEAR_MS } from './model.ts';
import { noParts, PARTS, totalOf, type Part, type Parts } from './parts.ts';
import { createYearAdder, windowAt } from './year.ts';

export interface Estimate {
  readonly mean: number;
  /** Half the width of the 95 % confidence interval of the mean. */
  readonly marginOfError: number;
  /** Years in which anything was lost to it; with a handful the interval means little. */
  readonly yearsSeen: number;
}

export interface MonteCarlo {
  readonly years: number;
  readonly seed: number;
  /** Full-outage equivalents in ms per year. */
  readonly total: Estimate;
  readonly parts: Readonly<Record<Part, Estimate>>;
  /** Of the years: half of them, and 95 of 100, are no worse. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Part of the objective's windows that stay within the budget. */
  readonly windowsMetRatio: number;
}

export interface MonteCarloOptions {
  readonly years: number;
  readonly seed: number;
  readonly windowMs: number;
  readonly budgetMs: number;
  /** Told after each hundredth of the years. */
  readonly onProgress?: (doneRatio: number) => void;
}

/** 97.5 % of a normal distribution lies below this many deviations. */
const TWO_SIDED_95 = 1.96;

export function forecastByMonteCarlo(model: ForecastModel, options: MonteCarloOptions): MonteCarlo {
  const { years, seed, windowMs, budgetMs } = options;
  const sums = noParts();
  const squares = noParts();
  const seen = noParts();
  const totals = new Float64Array(years);
  const windows = Math.max(1, Math.floor(YEAR_MS / windowMs));
  let windowsMet = 0;
  const sources = prepareSources(model);
  const adder = createYearAdder(model);
  for (let year = 0; year < years; year += 1) {
    const parts = noParts();
    const byWindow = new Float64Array(windows);
    adder.add(drawYear(sources, { seed, year }), (atMs, part, lossMs) => {
      parts[part] += lossMs;
      const window = windowAt(atMs, windowMs);
      byWindow[window] = (byWindow[window] ?? 0) + lossMs;
    });
    for (const part of PARTS) {
      sums[part] += parts[part];
      squares[part] += parts[part] ** 2;
      if (parts[part] > 0) seen[part] += 1;
    }
    totals[year] = totalOf(parts);
    windowsMet += byWindow.reduce((met, lossMs) => met + (lossMs <= budgetMs ? 1 : 0), 0);
    if (year % Math.ceil(years / 100) === 0) options.onProgress?.(year / years);
  }
  return {
    years,
    seed,
    total: estimateOf(totals),
    parts: partEstimates({ sums, squares, seen, years }),
    ...quantilesOf(totals),
    windowsMetRatio: windowsMet / (windows * years),
  };
}

function partEstimates({
  sums,
  squares,
  seen,
  years,
}: {
  sums: Parts;
  squares: Parts;
  seen: Parts;
  years: number;
}): Record<Part, Estimate> {
  const entries = PARTS.map((part) => {
    const mean = sums[part] / years;
    const variance = Math.max(0, squares[part] / years - mean ** 2);
    const marginOfError = TWO_SIDED_95 * Math.sqrt(variance / years);
    return [part, { mean, marginOfError, yearsSeen: seen[part] }] as const;
  });
  return Object.fromEntries(entries) as Record<Part, Estimate>;
}

function estimateOf(values: Float64Array): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const yearsSeen = values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  return { mean, marginOfError: TWO_SIDED_95 * Math.sqrt(variance / values.length), yearsSeen };
}

function quantilesOf(totals: Float64Array): { medianMs: number; p95Ms: number } {
  const sorted = totals.toSorted();
  const at = (ratio: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))];
  return { medianMs: at(0.5) ?? 0, p95Ms: at(0.95) ?? 0 };
}
