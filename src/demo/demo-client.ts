/** The demo's traffic to one gateway: Poisson arrivals, spread evenly over its services. */

import { poissonArrivals } from './arrivals.ts';
import { startClient, type Client, type ClientOptions } from './client.ts';
import { CLIENT_DEADLINE_MS, type Topology } from './topology.ts';

export function startDemoClient(
  options: Pick<ClientOptions, 'url' | 'startMs' | 'onRecord'> & {
    readonly topology: Topology;
    readonly seed: number;
    readonly ratePerSecond: number;
  },
): Client {
  const { url, startMs, onRecord, topology, seed, ratePerSecond } = options;
  const { services } = topology;
  return startClient({
    url,
    services,
    arrivals: poissonArrivals({ seed, ratePerSecond, serviceCount: services.length }),
    startMs,
    deadlineMs: CLIENT_DEADLINE_MS,
    onRecord,
  });
}
