/**
 * A return that relieves: the regions that serve in place of this one are short of capacity or
 * failing, so each step back helps now. Then the returning region's own evidence is all that
 * counts: neither what the others' trouble costs of the error budget nor a step that is smaller
 * than what it has already carried holds it back. What it may be given is bounded by its capacity
 * as ever.
 */

import { regionShares } from '../model/region-shares.ts';
import { isShort } from './admission-state.ts';
import { triesPerSecond } from './demand.ts';
import { isServing, receiversOf, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';

/** Whether those who serve in this region's place suffer. */
export function isRelief(region: string, world: RegionWorld): boolean {
  return receiversOf(region, world).some((name) => {
    const own = world.evidence[name];
    const isFailing = own !== undefined && (own.isHardLoss || own.cusum.score >= own.threshold / 2);
    return isFailing || isShort(world.states[name]?.admission);
  });
}

/**
 * The step of the return that it has carried already, by what its targets answered of late (a
 * region that was sent away but answers takes what the others cannot); −1 for none.
 */
export function provenStep(evidence: RegionEvidence, world: RegionWorld): number {
  const { demandRps, nowMs, service } = world;
  const share = fullShare(evidence.region, world);
  if (demandRps === null || share === 0) return -1;
  const carried = triesPerSecond(evidence.facts, nowMs) / (share * demandRps);
  const { steps } = service.failback;
  return steps.findLastIndex((step) => step <= carried);
}

/** Of the demand, when it is wholly back. */
function fullShare(region: string, { service, gateways, states }: RegionWorld): number {
  const mayServe = (name: string) => name === region || isServing(states[name]);
  const shares = gateways.map((one) => regionShares(service, one.region, mayServe)[region] ?? 0);
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, gateways.length);
}
