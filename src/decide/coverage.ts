/**
 * How much of a service's demand our own request logs show. With several replicas of Ballast, or a
 * gateway whose log goes elsewhere, it is a part; a Prometheus that sees all gateways knows the
 * whole. Everything in the law is counted in requests of our logs, learnt limits included, so what
 * is scaled is the only number that is not: stated capacity.
 *
 * Both rates are means over minutes, since a Prometheus lags behind by one or two; a difference
 * within its error counts for nothing, and neither does a log that shows more than Prometheus does.
 */

import type { ServiceStrategy } from '../model/strategy.ts';
import { BLANK, type Memory, remember, usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';

/** Requests, fading: count = as our logs have them, sum = as Prometheus has them. */
export type Coverage = Memory;

/** `undefined` until a Prometheus has told of the demand for the first time. */
export function advanceCoverage(
  before: Coverage | undefined,
  tick: {
    readonly requests: number;
    /** Absent while no Prometheus knows it. */
    readonly demandRps: number | undefined;
    readonly elapsedMs: number;
  },
): Coverage | undefined {
  const { requests, demandRps, elapsedMs } = tick;
  if (demandRps === undefined) return before;
  const news = { count: requests, sum: (demandRps * elapsedMs) / 1_000 };
  return remember(before ?? BLANK, news, { elapsedMs, tauMs: TUNING.coverage.tauMs });
}

/** All demand ÷ what our logs show of it; 1 while it is not known to be more. */
export function coverageFactor(coverage: Coverage | undefined): number {
  const { leastRequests, leastFactor, greatestFactor } = TUNING.coverage;
  const factor = usualOf(coverage ?? BLANK, leastRequests) ?? 1;
  return factor < leastFactor ? 1 : Math.min(greatestFactor, factor);
}

/** The service as it is for the part of the requests that we see. */
export function inOurRequests(service: ServiceStrategy, factor: number): ServiceStrategy {
  if (factor === 1) return service;
  const targets = service.targets.map((target) =>
    target.capacityRps === null ? target : { ...target, capacityRps: target.capacityRps / factor },
  );
  return { ...service, targets };
}
