/** The objectives of the strategy, so that dashboards can draw them beside what is measured. */

import type { Strategy } from '../../model/strategy.ts';
import { type Sample, sample } from './sample.ts';

export function objectiveSamples({ services }: Strategy): readonly Sample[] {
  return services.flatMap(({ name, objective }) => [
    sample('ballast_service_objective_ratio', { service: name }, objective.availabilityRatio),
    ...objective.latency.map(({ quantile, limitMs }) => {
      const labels = { service: name, percentile: percentText(quantile) };
      return sample('ballast_service_latency_objective_seconds', labels, limitMs / 1_000);
    }),
  ]);
}

/** 0.999 → `99.9`, without the noise of floating point. */
function percentText(quantile: number): string {
  return String(Number((quantile * 100).toPrecision(10)));
}
