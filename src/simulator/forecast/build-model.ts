/** A strategy's service, a design and assumptions → the model. */

import { CEILING_RATIO } from '../../generate/advice/capacity.ts';
import { regionShares } from '../../model/region-shares.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { ForecastInput } from './input.ts';
import type { ForecastModel, ModelGateway, ModelRegion } from './model.ts';
import { faultSources } from './sources.ts';

/** Each set of regions has its shares worked out in advance: 2^10 sets at most. */
const REGIONS_MAX = 10;

export function buildModel(input: ForecastInput): ForecastModel {
  const { strategy, service, design, assumptions } = input;
  const names = [...new Set(service.targets.map(({ region }) => region))].slice(0, REGIONS_MAX);
  const regions = names.map((name) => modelRegion(input, name));
  const sheds = service.failover.whenCapacityIsShort === 'shed' && design === 'ballast';
  return {
    regions,
    gateways: modelGateways(strategy, service, names),
    demand: { swingRatio: assumptions.swingRatio },
    isPooled: design === 'ballast' && service.failover.mode !== 'isolate',
    overflowFactor: sheds ? 1 : assumptions.overflowFactor,
    sources: faultSources(input, names),
  };
}

function modelRegion({ service, design, rps }: ForecastInput, name: string): ModelRegion {
  const targets = service.targets.filter(({ region }) => region === name);
  const capacities = targets.map(({ capacityRps }) => capacityRps);
  const stated = capacities.every((capacity) => capacity !== null);
  const total = capacities.reduce<number>((sum, capacity) => sum + (capacity ?? 0), 0);
  // Ballast sheds what is above the ceiling; Kong alone fills a target to the brim.
  const sheds = service.failover.whenCapacityIsShort === 'shed' && design === 'ballast';
  const usable = total * (sheds ? CEILING_RATIO : 1);
  return { name, targets: targets.length, room: stated ? usable / rps : null };
}

function modelGateways(
  strategy: Strategy,
  service: ServiceStrategy,
  names: readonly string[],
): ModelGateway[] {
  return strategy.gateways.map(({ name, region }) => ({
    name,
    weight: 1 / strategy.gateways.length,
    shares: Array.from({ length: 2 ** names.length }, (_, set) => {
      const serves = (candidate: string) => (set & (1 << names.indexOf(candidate))) !== 0;
      const shares = regionShares(service, region, serves);
      return names.map((candidate) => shares[candidate] ?? 0);
    }),
  }));
}
