/** What `generate` makes of a strategy, for the rules that compare it with the objective. */

import { adviceFacts, type ServiceFacts } from '../../generate/advice/facts.ts';
import { failureCosts } from '../../generate/advice/failures.ts';
import { ADVICE_TUNING } from '../../generate/advice/tuning.ts';
import type { ServiceTimes, StrategyFacts } from '../../lint/inputs/strategy.ts';
import { splitsWrites, writingRegions } from '../../model/access.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';

/** Kong's default (kong-recordings/admin/01-node). */
const DB_UPDATE_FREQUENCY_MS = 5_000;

export function strategyFactsOf(strategy: Strategy): StrategyFacts {
  return {
    services: adviceFacts(strategy).services.map(serviceTimesOf),
    personMs: ADVICE_TUNING.personMs,
    propagationMs: DB_UPDATE_FREQUENCY_MS,
  };
}

function serviceTimesOf(facts: ServiceFacts): ServiceTimes {
  const { service, worst, timings } = facts;
  const { refusedMs, hangingMs, statusMs } = worst;
  const writesUpstreams = splitsWrites(service) ? writingRegions(service).length : 0;
  const regions = new Set(service.targets.map(({ region }) => region)).size;
  // Advice counts with at least one request a second; here less is the point.
  const stated = facts.capacity[0]?.capacityRps ?? null;
  const isEstimated = facts.loadFrom === 'capacity' && stated !== null;
  const rps = isEstimated ? stated * ADVICE_TUNING.assumedUseRatio : facts.rps;
  return {
    name: service.name,
    budgetMs: facts.budgetMs,
    rps,
    isRpsStated: facts.loadFrom === 'stated',
    timeoutMs: timings.timeoutMs,
    timeoutFrom: timings.timeoutFrom,
    kong: { refusedMs, hangingMs, statusMs },
    partial: partialOf(service, rps),
    returnMs: facts.returnMs,
    // Each region's inner upstream keeps the targets of the others as a last resort; writes have theirs.
    upstreamsPerTarget: facts.layout === 'two-level' ? regions + writesUpstreams : 1,
  };
}

function partialOf(service: ServiceStrategy, rps: number): ServiceTimes['partial'] {
  const { logDelayMs, tickMs, writeMs } = ADVICE_TUNING;
  const actMs = logDelayMs + tickMs + writeMs;
  return failureCosts(service, rps).flatMap(({ kind, withBallast: { movedMs, budgetMs } }) => {
    if ((kind !== 'target-gray' && kind !== 'region-gray') || movedMs === null) return [];
    return [{ kind, failingRatio: budgetMs / movedMs, detectMs: movedMs - actMs, actMs }];
  });
}
