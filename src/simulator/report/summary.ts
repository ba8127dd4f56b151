/** All runs of a comparison put together: by scenario and contestant, with intervals over seeds. */

import type { Strategy } from '../../model/strategy.ts';
import type { ContestantName, Finding, RunResult, Scenario } from '../contract.ts';
import { type Estimate, estimate, estimateDifference } from './estimate.ts';
import { MEASURES, type Measure } from './measures.ts';

export interface Summary {
  readonly contestants: readonly ContestantName[];
  readonly seeds: readonly number[];
  readonly scenarios: readonly ScenarioSummary[];
}

export interface ScenarioSummary {
  readonly scenario: Scenario;
  /** The one it was run with. */
  readonly strategy: Strategy;
  readonly rows: readonly MeasureRow[];
  readonly findings: readonly RunFinding[];
  /** The runs there are, in order of contestant and seed; fewer when it was interrupted. */
  readonly runs: readonly RunResult[];
}

export interface MeasureRow {
  readonly measure: Measure;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly contestant: ContestantName;
  readonly value: Estimate;
  /** This one minus `ballast`, seed by seed; `null` for Ballast itself and when it did not run. */
  readonly difference: Estimate | null;
}

export interface RunFinding extends Finding {
  readonly contestant: ContestantName;
  readonly seed: number;
}

/** Rows that say nothing are left out for people: nobody shed, nobody was ejected. */
export function saysSomething({ measure, cells }: MeasureRow): boolean {
  return !measure.isOptional || cells.some(({ value }) => (value.max ?? 0) > 0);
}

/** @param runs in any order; the result does not depend on it. */
export function summarise(options: {
  readonly scenarios: readonly Scenario[];
  readonly contestants: readonly ContestantName[];
  readonly seeds: readonly number[];
  readonly strategyOf: (scenario: Scenario) => Strategy;
  readonly runs: readonly RunResult[];
}): Summary {
  const { scenarios, contestants, seeds, strategyOf } = options;
  const byPlace = new Map(options.runs.map((run) => [placeOf(run), run]));
  return {
    contestants,
    seeds,
    scenarios: scenarios.map((scenario) => {
      const runOf = (contestant: ContestantName, seed: number) =>
        byPlace.get(placeOf({ scenario: scenario.name, contestant, seed }));
      const runs = contestants.flatMap((contestant) =>
        seeds.flatMap((seed) => runOf(contestant, seed) ?? []),
      );
      const valuesOf = ({ valueOf }: Measure, contestant: ContestantName) =>
        seeds.map((seed) => {
          const run = runOf(contestant, seed);
          return run === undefined ? undefined : valueOf(run);
        });
      return {
        scenario,
        strategy: strategyOf(scenario),
        rows: MEASURES.map((measure) => ({
          measure,
          cells: contestants.map((contestant) =>
            cellOf(contestant, {
              values: valuesOf(measure, contestant),
              reference:
                contestant === 'ballast' || !contestants.includes('ballast')
                  ? null
                  : valuesOf(measure, 'ballast'),
            }),
          ),
        })),
        findings: runs.flatMap(({ contestant, seed, findings }) =>
          findings.map((finding) => ({ ...finding, contestant, seed })),
        ),
        runs,
      };
    }),
  };
}

function placeOf(run: Pick<RunResult, 'scenario' | 'contestant' | 'seed'>): string {
  return JSON.stringify([run.scenario, run.contestant, run.seed]);
}

/** `undefined` for a seed that was not run. */
type Values = readonly (number | null | undefined)[];

function cellOf(
  contestant: ContestantName,
  { values, reference }: { readonly values: Values; readonly reference: Values | null },
): Cell {
  const isRun = values.map(
    (value, index) => value !== undefined && reference?.[index] !== undefined,
  );
  const known = (list: Values) => list.map((value) => value ?? null);
  return {
    contestant,
    value: estimate(known(values.filter((value) => value !== undefined))),
    difference:
      reference === null
        ? null
        : estimateDifference(
            known(values.filter((_, index) => isRun[index])),
            known(reference.filter((_, index) => isRun[index])),
          ),
  };
}
