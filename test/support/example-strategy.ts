/** A small complete strategy for tests, so that they do not depend on the parser. */

import type { Gateway, ServiceStrategy, Strategy } from '../../src/model/strategy.ts';

export function exampleService(changes: Partial<ServiceStrategy> = {}): ServiceStrategy {
  return {
    name: 'productAPI',
    upstream: 'productapi-upstream',
    objective: {
      availabilityRatio: 0.9999,
      windowMs: 30 * 86_400_000,
      latency: [{ quantile: 0.99, limitMs: 300 }],
    },
    routes: [{ paths: ['/products'], methods: ['GET', 'POST'], hosts: [], stripPath: true }],
    path: '/api/v1',
    protocol: 'http',
    algorithm: { kind: 'round-robin' },
    health: {
      path: '/health',
      expect: { statuses: [200], body: null, json: {} },
      intervalMs: 1_000,
      timeoutMs: 800,
      overloadStatuses: [429, 503],
    },
    targets: [
      target('product-1.eu-west', 'eu-west'),
      target('product-2.eu-west', 'eu-west'),
      target('product-1.eu-north', 'eu-north'),
    ],
    failover: {
      mode: 'active-passive',
      standbyShareRatio: 0.01,
      whenCapacityIsShort: 'shed',
      approval: 'auto',
      before: null,
      after: null,
    },
    failback: {
      blocked: [],
      approval: 'auto',
      holdMs: 120_000,
      holdMaxMs: 1_800_000,
      steps: [0.01, 0.05, 0.1, 0.25, 0.5, 1],
      minDwellMs: 30_000,
      minRequests: 600,
    },
    adapt: { errors: true, latency: true, load: true },
    client: { deadlineMs: 5_000 },
    protect: {
      rateLimit: null,
      circuitBreaker: true,
      retries: null,
      timeoutMs: null,
      connectTimeoutMs: 500,
    },
    ...changes,
  };
}

export function exampleStrategy(services: readonly ServiceStrategy[] = []): Strategy {
  return {
    name: 'webshop',
    mode: 'observe',
    layout: 'auto',
    regions: [
      { name: 'eu-west', priority: 0, rttMs: {} },
      { name: 'eu-north', priority: 1, rttMs: { 'eu-west': 20 } },
    ],
    gateways: [exampleGateway()],
    telemetry: {
      logs: {
        listen: '127.0.0.1:9911',
        url: 'http://127.0.0.1:9911',
        tokenFile: null,
        allow: [],
      },
      prometheus: null,
      expiryMs: 180_000,
    },
    services: services.length > 0 ? services : [exampleService()],
    notify: [],
  };
}

export function exampleGateway(): Gateway {
  return {
    name: 'kong-eu',
    region: 'eu-west',
    adminUrls: ['http://127.0.0.1:8001'],
    proxyUrl: null,
    loopbackUrl: null,
    tokenFile: null,
    tokenEnv: null,
    workspace: null,
    tls: { caFile: null, certFile: null, keyFile: null },
  };
}

function target(host: string, region: string): ServiceStrategy['targets'][number] {
  return { target: `${host}:8080`, host, port: 8080, region, capacityRps: 200 };
}
