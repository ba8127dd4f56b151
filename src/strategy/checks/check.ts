/** A check of meaning: data of the right shape in, findings out. */

import type { Strategy } from '../../model/strategy.ts';
import type { ServiceInput, StrategyInput } from '../input/strategy.ts';
import type { Finding, Path } from '../problem.ts';

export interface CheckContext {
  /** As written; places are named in its terms. */
  readonly input: StrategyInput;
  /** The same with defaults filled in. */
  readonly strategy: Strategy;
}

export type Check = (context: CheckContext) => readonly Finding[];

export interface ServiceContext extends CheckContext {
  readonly written: ServiceInput;
  readonly service: Strategy['services'][number];
  readonly path: Path;
}

/** A check that looks at one service at a time. */
export function eachService(check: (context: ServiceContext) => readonly Finding[]): Check {
  return ({ input, strategy }) =>
    strategy.services.flatMap((service) => {
      const written = input.services[service.name];
      if (written === undefined) return [];
      return check({ input, strategy, written, service, path: ['services', service.name] });
    });
}
