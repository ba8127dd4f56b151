/** Which runs there are: every scenario × contestant × seed, each with its strategy. */

import type { Strategy } from '../../model/strategy.ts';
import type { ContestantName, Scenario } from '../../simulator/contract.ts';
import { findMisfits } from '../../simulator/scenario/fit.ts';
import { standardStrategy } from '../../simulator/scenario/index.ts';
import { parseStrategy } from '../../strategy/index.ts';
import { assert } from '../../lib/assert.ts';
import type { Job } from './job.ts';

export interface Comparison {
  readonly scenarios: readonly Scenario[];
  readonly contestants: readonly ContestantName[];
  readonly seeds: readonly number[];
  /** The user's for all, or each scenario's own. */
  readonly strategyOf: (scenario: Scenario) => Strategy;
}

/** The first seed of each keeps its time lines: those of all would fill the memory. */
export function planJobs({
  scenarios,
  contestants,
  seeds,
  strategyOf,
}: Comparison): readonly Job[] {
  return scenarios.flatMap((scenario) => {
    const strategy = strategyOf(scenario);
    return contestants.flatMap((contestant) =>
      seeds.map((seed, index) => ({
        input: { scenario, strategy, contestant, seed },
        keepsSeries: index === 0,
      })),
    );
  });
}

/** The parser of scenarios has seen to it that there is one. */
export function ownStrategy({ name, world, servers }: Scenario): Strategy {
  const { strategy } = parseStrategy(standardStrategy(world, servers));
  assert(strategy !== null, `the strategy of ${name} is valid`);
  return strategy;
}

/** Why scenarios cannot be run with their strategies, by scenario. */
export function misfitsOf(
  scenarios: readonly Scenario[],
  strategyOf: Comparison['strategyOf'],
): ReadonlyMap<Scenario, readonly string[]> {
  const entries = scenarios.map((one) => [one, findMisfits(one, strategyOf(one))] as const);
  return new Map(entries.filter(([, misfits]) => misfits.length > 0));
}
