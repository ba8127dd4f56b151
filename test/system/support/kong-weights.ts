/** The weights that decide over regions, in the gateway's database, past Ballast. */

import type { AdminClient } from '../../../src/kong/index.ts';
import type { Weights } from '../../../src/model/control.ts';
import { PRIMARY, type RegionName, type Regions, STANDBY } from './regions.ts';
import { UPSTREAM } from './strategy-text.ts';

export interface KongWeights {
  weights(): Promise<Weights>;
  /** As a person with curl would. */
  write(target: string, weight: number): Promise<void>;
  /** Of the upstream's weight, the part on the targets of a region. */
  shareOf(region: RegionName): Promise<number>;
}

/** In two levels the upstream of regions: the gateway itself, once for each. */
const OUTER = `${UPSTREAM}-outer`;
const LOOPBACK_HOSTS: Readonly<Record<RegionName, string>> = {
  [PRIMARY]: '127.0.0.11',
  [STANDBY]: '127.0.0.12',
};

export function createKongWeights(
  client: AdminClient,
  { regions, layout = 'flat' }: { regions: Regions; layout?: 'flat' | 'two-level' | undefined },
): KongWeights {
  const upstream = layout === 'flat' ? UPSTREAM : OUTER;
  const weights = async () => {
    const targets = await client.targets(upstream).list();
    return Object.fromEntries(targets.map(({ target, weight }) => [target, weight]));
  };
  const isAt = (target: string, region: RegionName) =>
    layout === 'flat'
      ? regions.addressesOf(region).includes(target)
      : target.startsWith(`${LOOPBACK_HOSTS[region]}:`);
  return {
    weights,
    async write(target, weight) {
      await client.targets(upstream).patch(target, { weight });
    },
    async shareOf(region) {
      const entries = Object.entries(await weights());
      const sum = (some: typeof entries) => some.reduce((total, [, weight]) => total + weight, 0);
      return sum(entries.filter(([target]) => isAt(target, region))) / sum(entries);
    },
  };
}
