/** The weights in the gateway's database, read and written past Ballast. */

import type { AdminClient } from '../../../src/kong/index.ts';
import type { Weights } from '../../../src/model/control.ts';
import type { RegionName, Regions } from './regions.ts';
import { UPSTREAM } from './strategy-text.ts';

export interface KongWeights {
  weights(): Promise<Weights>;
  /** As a person with curl would. */
  write(target: string, weight: number): Promise<void>;
  /** Of the upstream's weight, the part on the targets of a region. */
  shareOf(region: RegionName): Promise<number>;
}

export function createKongWeights(client: AdminClient, regions: Regions): KongWeights {
  const weights = async () => {
    const targets = await client.targets(UPSTREAM).list();
    return Object.fromEntries(targets.map(({ target, weight }) => [target, weight]));
  };
  return {
    weights,
    async write(target, weight) {
      await client.targets(UPSTREAM).patch(target, { weight });
    },
    async shareOf(region) {
      const own = regions.addressesOf(region);
      const entries = Object.entries(await weights());
      const sum = (some: typeof entries) => some.reduce((total, [, weight]) => total + weight, 0);
      return sum(entries.filter(([target]) => own.includes(target))) / sum(entries);
    },
  };
}
