/** From a seed to what is wrong with it, and to the smallest scenario that shows it. */

import { parseStrategy } from '../../strategy/index.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createCheckers } from '../checkers/create-checkers.ts';
import type { Scenario } from '../contract.ts';
import { simulate } from '../index.ts';
import { standardStrategy } from '../scenario/index.ts';
import type { Complaint } from './complaint.ts';
import { exploreScenario, type ExploreTools } from './explore-scenario.ts';
import { FULL, randomScenario, type Span } from './random-scenario.ts';
import { renderScenario } from './render-scenario.ts';
import { shrinkScenario } from './shrink.ts';

const TOOLS: ExploreTools = {
  simulate: (input) => simulate(input, { checkers: createCheckers(input) }),
  strategyOf,
};
/** Of one shrinking; each takes as long as the seed took. */
const MAX_SHRINK_RUNS = 120;

export interface ExploredSeed {
  readonly seed: number;
  readonly complaints: readonly Complaint[];
}

export interface ShrunkSeed {
  readonly rule: string;
  /** What the smallest scenario complains of. */
  readonly complaint: Complaint | null;
  readonly yaml: string;
  readonly runs: number;
}

export async function exploreSeed(seed: number, span: Span = FULL): Promise<ExploredSeed> {
  const scenario = randomScenario(seed, span);
  return { seed, complaints: await exploreScenario(TOOLS, { scenario, seed }) };
}

export async function shrinkSeed(
  seed: number,
  { rule, span = FULL }: { readonly rule: string; readonly span?: Span },
): Promise<ShrunkSeed> {
  let complaint: Complaint | null = null;
  const stillFails = async (scenario: Scenario) => {
    const complaints = await exploreScenario(TOOLS, { scenario, seed });
    const same = complaints.find((one) => one.rule === rule);
    complaint = same ?? complaint;
    return same !== undefined;
  };
  const options = { stillFails, maxRuns: MAX_SHRINK_RUNS };
  const { scenario, runs } = await shrinkScenario(randomScenario(seed, span), options);
  const named = { ...scenario, name: `seed-${seed}-${rule.toLowerCase()}` };
  return { rule, complaint, yaml: renderScenario(named), runs };
}

function strategyOf({ world, servers }: Scenario): Strategy {
  const { strategy, problems } = parseStrategy(standardStrategy(world, servers));
  if (strategy !== null) return strategy;
  const [first] = problems;
  throw new Error(`the random world has no valid strategy: ${first?.message ?? 'unknown'}`);
}
