/** What `ballast simulate --json` prints: every figure, by scenario, measure and contestant. */

import type { Estimate } from './estimate.ts';
import type { Summary } from './summary.ts';

export function summaryJson({ contestants, seeds, scenarios }: Summary): object {
  return {
    contestants,
    seeds,
    scenarios: scenarios.map(({ scenario, rows, findings, runs }) => ({
      scenario: scenario.name,
      title: scenario.title,
      durationMs: scenario.durationMs,
      contestants: Object.fromEntries(
        contestants.map((contestant, column) => [
          contestant,
          Object.fromEntries(
            rows.map(({ measure, cells }) => {
              const cell = cells[column];
              return [
                measure.key,
                {
                  ...figures(cell?.value),
                  ...(cell?.difference ? { minusBallast: figures(cell.difference) } : {}),
                },
              ];
            }),
          ),
        ]),
      ),
      findings,
      runs: runs.map((run) => ({
        contestant: run.contestant,
        seed: run.seed,
        sent: run.sent,
        failed: run.failed,
        shed: run.shed,
        badSeconds: run.badSeconds,
        cleanAfterMs: run.cleanAfterMs,
        p50Ms: run.p50Ms,
        p99Ms: run.p99Ms,
        p999Ms: run.p999Ms,
        meanMs: run.meanMs,
        writes: run.writes,
        ejections: run.ejections,
        regionMoves: run.regionMoves,
        servedByRegion: run.servedByRegion,
        servedByTarget: run.servedByTarget,
        findings: run.findings.length,
      })),
    })),
  };
}

/** `ci95` is half of the interval's width. */
function figures(value: Estimate | undefined): object {
  if (value === undefined) return {};
  const { mean, halfWidth, min, max, count, unknown } = value;
  return {
    mean: rounded(mean),
    ci95: rounded(halfWidth),
    min: rounded(min),
    max: rounded(max),
    count,
    ...(unknown > 0 ? { unknown } : {}),
  };
}

/** Digits beyond these are noise of the arithmetic. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(10));
}
