/** One strategy, parsed without errors. */

import type { Strategy } from '../../model/strategy.ts';

export interface StrategyInput {
  readonly file: string;
  readonly strategy: Strategy;
}
