/**
 * The guarantees of the design as watchers of a run: one maker for each. They run in every
 * simulation; a finding is a bug of the control law, of the controller or of the simulator.
 */

import type { Checker, RunInput } from '../contract.ts';
import { createCapacityChecker } from './capacity.ts';
import { createExplainedChecker } from './explained.ts';
import { createFewWritesChecker } from './few-writes.ts';
import { createNeverEmptyChecker } from './never-empty.ts';
import { createNoFlappingChecker } from './no-flapping.ts';
import { createOneWriterChecker } from './one-writer.ts';
import { createPeopleFirstChecker } from './people-first.ts';
import { createReversibleChecker } from './reversible.ts';
import { createStaticStabilityChecker } from './static-stability.ts';
import { createUnknownIsNotBadChecker } from './unknown-is-not-bad.ts';

const MAKERS: Readonly<Record<string, (input: RunInput) => Checker>> = {
  G1: createStaticStabilityChecker,
  G2: (input) => createNeverEmptyChecker(input),
  G3: createCapacityChecker,
  G4: createUnknownIsNotBadChecker,
  G5: createNoFlappingChecker,
  G6: createFewWritesChecker,
  G7: createOneWriterChecker,
  G8: createExplainedChecker,
  G9: createPeopleFirstChecker,
  G10: createReversibleChecker,
};

/** New ones for each run: they remember. */
export function createCheckers(input: RunInput): readonly Checker[] {
  return Object.values(MAKERS).map((make) => make(input));
}
