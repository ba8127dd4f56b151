/** The services of a strategy with what follows from them, and where they are written. */

import type { Path } from '../../../lib/path.ts';
import type { ServiceStrategy } from '../../../model/strategy.ts';
import type { ServiceTimes, StrategyInput } from '../../inputs/strategy.ts';

export interface ServiceEntry {
  readonly service: ServiceStrategy;
  readonly times: ServiceTimes;
  /** A place in this service: `at('health', 'interval')`. */
  readonly at: (...segments: readonly (string | number)[]) => { file: string; path: Path };
}

export function* eachService({ file, strategy, facts }: StrategyInput): Generator<ServiceEntry> {
  const byName = new Map(facts.services.map((times) => [times.name, times]));
  for (const service of strategy.services) {
    const times = byName.get(service.name);
    if (times === undefined) continue;
    const at: ServiceEntry['at'] = (...segments) => ({
      file,
      path: ['services', service.name, ...segments],
    });
    yield { service, times, at };
  }
}

/** Its targets by region, in order of preference. */
export function targetsByRegion(service: ServiceStrategy): Map<string, ServiceStrategy['targets']> {
  return Map.groupBy(service.targets, ({ region }) => region);
}

/** Requests per second of some targets; `null` when not stated for all of them. */
export function capacityOf(targets: ServiceStrategy['targets']): number | null {
  let total = 0;
  for (const { capacityRps } of targets) {
    if (capacityRps === null) return null;
    total += capacityRps;
  }
  return total;
}
