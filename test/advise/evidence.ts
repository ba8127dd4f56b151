/** Evidence made up for tests of the report: every kind of figure is in it. */

import {
  COMPARED,
  FORECAST_EVENTS,
  SIMULATED_FAULTS,
  type Evidence,
} from '../../src/generate/advice/evidence.ts';
import { FORECAST } from '../../src/simulator/forecast/assumptions.ts';

export function exampleEvidence(services: readonly string[]): Evidence {
  const design = (totalMs: number) => ({
    totalMs,
    availabilityRatio: 1 - totalMs / 31_557_600_000,
    budgetRatio: totalMs / 3_155_760,
    windowsMetRatio: 0.987,
    p95Ms: 713_000,
    events: FORECAST_EVENTS.map((event, index) => ({
      event,
      perYear: event === 'coincidence' ? 0 : 1 + index,
      lossPerYearMs: totalMs / FORECAST_EVENTS.length,
    })),
  });
  return {
    forecasts: services.map((service) => ({
      service,
      rps: 200,
      isRpsGiven: false,
      yearBudgetMs: 3_155_760,
      isMeasured: true,
      years: 2_000,
      seed: 1,
      designs: { 'kong-alone': design(1_105_000), ballast: design(192_000) },
      levers: [{ lever: 'personMs', savedMs: 33_200 }],
    })),
    assumptions: Object.entries(FORECAST).map(([key, { value, unit, source }]) => ({
      key,
      value,
      unit,
      source,
      isGiven: false,
    })),
    comparison: {
      seeds: [1, 2],
      watchedMs: 60_000,
      scale: 0.5,
      services,
      faults: SIMULATED_FAULTS.map((fault, row) => ({
        fault,
        sent: 12_345,
        cells: Object.fromEntries(
          COMPARED.map((one, column) => [
            one,
            {
              lost: 100 * row + column,
              shed: column,
              badSeconds: row,
              p99Ms: column === 0 ? null : 76,
            },
          ]),
        ) as Evidence['comparison'] extends infer C
          ? C extends { faults: readonly { cells: infer Cells }[] }
            ? Cells
            : never
          : never,
      })),
    },
    lineOf: (path) => path.length,
    file: 'ballast.yaml',
  };
}
