/** A complete strategy for tests: one service, two regions of three targets, short waits. */

import type { Failback, Failover, ServiceStrategy, Strategy } from '../../src/model/strategy.ts';

export interface FixtureOptions {
  /** Number of targets by region, in order of preference. */
  readonly regions?: Readonly<Record<string, number>>;
  readonly capacityRps?: number | null;
  readonly failover?: Partial<Failover>;
  readonly failback?: Partial<Failback>;
  readonly mode?: 'observe' | 'act';
  readonly algorithm?: ServiceStrategy['algorithm'];
  readonly layout?: Strategy['layout'];
  readonly loopbackUrl?: string;
}

const REGIONS = { 'eu-west': 3, 'eu-north': 3 };

export function serviceFixture(options: FixtureOptions = {}): ServiceStrategy {
  const regions = Object.entries(options.regions ?? REGIONS);
  return {
    name: 'productAPI',
    upstream: 'product',
    objective: { availabilityRatio: 0.9999, windowMs: 2_592_000_000, latency: [] },
    routes: [{ paths: ['/products'], methods: ['GET'], hosts: [], stripPath: true }],
    path: null,
    protocol: 'http',
    algorithm: options.algorithm ?? { kind: 'round-robin' },
    health: {
      path: '/health',
      expect: { statuses: [200], body: null, json: {} },
      intervalMs: 1_000,
      timeoutMs: 800,
      overloadStatuses: [429, 503],
    },
    targets: regions.flatMap(([region, count]) =>
      Array.from({ length: count }, (_, index) => ({
        target: `${region}-${index + 1}:80`,
        host: `${region}-${index + 1}`,
        port: 80,
        region,
        capacityRps: options.capacityRps ?? null,
      })),
    ),
    failover: {
      mode: 'active-passive',
      standbyShareRatio: 0.01,
      whenCapacityIsShort: 'shed',
      approval: 'auto',
      before: null,
      after: null,
      ...options.failover,
    },
    failback: {
      blocked: [],
      approval: 'auto',
      holdMs: 10_000,
      holdMaxMs: 600_000,
      steps: [0.02, 0.1, 0.3, 0.6, 1],
      minDwellMs: 3_000,
      minRequests: 15,
      ...options.failback,
    },
    adapt: { errors: true, latency: true, load: true },
    client: { deadlineMs: 5_000 },
    protect: {
      rateLimit: null,
      circuitBreaker: true,
      retries: 2,
      timeoutMs: 2_000,
      connectTimeoutMs: 500,
    },
  };
}

export function strategyFixture(options: FixtureOptions = {}): Strategy {
  return {
    name: 'test',
    mode: options.mode ?? 'act',
    layout: options.layout ?? 'flat',
    regions: Object.keys(options.regions ?? REGIONS).map((name, priority) => ({
      name,
      priority,
      rttMs: {},
    })),
    gateways: [
      {
        name: 'kong-eu',
        region: 'eu-west',
        adminUrls: ['http://127.0.0.1:8001'],
        proxyUrl: null,
        loopbackUrl: options.loopbackUrl ?? null,
        tokenFile: null,
        tokenEnv: null,
        workspace: null,
        tls: { caFile: null, certFile: null, keyFile: null },
      },
    ],
    telemetry: {
      logs: {
        listen: '127.0.0.1:0',
        url: 'http://127.0.0.1:9911',
        tokenFile: null,
        allow: [],
      },
      prometheus: null,
      expiryMs: 180_000,
    },
    services: [serviceFixture(options)],
    notify: [],
  };
}
