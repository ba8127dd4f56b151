/** Two regions of demo backends that can be broken and healed. */

import { startBackend, type Backend } from '../../../src/demo/backend.ts';
import { HEALTHY, type FaultState } from '../../../src/demo/fault-state.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { SERVICE } from './traffic.ts';

export const PRIMARY = 'eu-west';
export const STANDBY = 'eu-north';

export type RegionName = typeof PRIMARY | typeof STANDBY;

export interface Regions {
  /** `host:port` of its targets. */
  addressesOf(region: RegionName): readonly string[];
  breakAll(region: RegionName, faults: Partial<FaultState>): Promise<void>;
  heal(region: RegionName): Promise<void>;
  close(): Promise<void>;
}

const TARGETS_PER_REGION = 2;
const LIMITS = { workers: 4, queueLimit: 33, medianMs: 5, sigma: 0.3 };
const STANDBY_RTT_MS = 5;

export async function startRegions(): Promise<Regions> {
  const backends: Backend[] = [];
  for (const region of [PRIMARY, STANDBY]) {
    for (let number = 1; number <= TARGETS_PER_REGION; number += 1) {
      const name = `${SERVICE}-${number}`;
      const rttMs = region === PRIMARY ? 0 : STANDBY_RTT_MS;
      const random = seededRandom(backends.length + 1);
      const options = { service: SERVICE, region, name, ...LIMITS, rttMs, random };
      backends.push(await startBackend(options));
    }
  }
  const of = (name: RegionName) => backends.filter(({ region }) => region === name);
  const breakAll = async (region: RegionName, faults: Partial<FaultState>) => {
    await Promise.all(of(region).map((backend) => backend.setFaults(faults)));
  };
  return {
    addressesOf: (region) => of(region).map(({ address }) => address),
    breakAll,
    heal: (region) => breakAll(region, HEALTHY),
    async close() {
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}
