/**
 * Whether a strategy has what a scenario's faults hit. The roles `primary` and `standby` are those
 * of the strategy's first gateway.
 */

import { regionOrder } from '../../model/region-shares.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Scenario, Where } from '../contract.ts';

/** What is missing, a sentence each; empty when the scenario can be run with the strategy. */
export function findMisfits(scenario: Scenario, strategy: Strategy): readonly string[] {
  const misfits = scenario.faults.flatMap(({ fault }) => {
    if ('where' in fault) return misfitsOf(fault.where, strategy);
    return fault.kind === 'evacuate' ? misfitsOf({ region: fault.region }, strategy) : [];
  });
  return [...new Set(misfits)];
}

function misfitsOf(where: Where, strategy: Strategy): readonly string[] {
  const { service: wanted, region } = where;
  const services = strategy.services.filter(({ name }) => wanted === undefined || name === wanted);
  if (services.length === 0) return [`${strategy.name} has no service ${wanted ?? ''}`.trim()];
  if (region === undefined) return [];
  const places = services.map((service) => {
    const order = regionOrder(service, strategy.gateways[0]?.region ?? '');
    const name = ROLES.has(region) ? order[region === 'primary' ? 0 : 1] : region;
    return service.targets.filter((target) => target.region === name).length;
  });
  const count = Math.max(...places);
  if (count === 0) return [`no service of ${strategy.name} has a ${region} region`];
  const highest = Math.max(-1, ...(where.targets ?? []));
  if (highest < count) return [];
  return [`the ${region} region of ${strategy.name} has ${count} targets, not ${highest + 1}`];
}

const ROLES: ReadonlySet<string> = new Set(['primary', 'standby']);
