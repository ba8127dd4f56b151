/**
 * What the demo runs: regions, services, targets and their limits. The numbers are those of the
 * measurements of plain Kong that the demo is compared with (4 workers, lognormal with σ 0.5,
 * queue of 33, 20 ms to the other region), with a service time of its own for each service.
 */

interface DemoRegion {
  readonly name: string;
  readonly rttMs: number;
}

interface DemoService {
  readonly name: string;
  readonly path: string;
  readonly medianMs: number;
}

export interface Topology {
  /** The first is the primary, the gateway's own. */
  readonly regions: readonly [DemoRegion, DemoRegion];
  readonly services: readonly DemoService[];
  readonly targetsPerRegion: number;
  readonly workers: number;
  readonly queueLimit: number;
  readonly sigma: number;
}

export const DEMO_TOPOLOGY: Topology = {
  regions: [
    { name: 'eu-west', rttMs: 0 },
    { name: 'eu-north', rttMs: 20 },
  ],
  services: [
    { name: 'productAPI', path: '/products', medianMs: 12 },
    { name: 'orderAPI', path: '/orders', medianMs: 20 },
    { name: 'klantAPI', path: '/customers', medianMs: 15 },
  ],
  targetsPerRegion: 3,
  workers: 4,
  queueLimit: 33,
  sigma: 0.5,
};

/** How long the clients of the demo wait for an answer. */
export const CLIENT_DEADLINE_MS = 5_000;
