/** A snapshot with one of everything, and as many services as one likes. */

import type { Override } from '../../src/model/override.ts';
import type { StatusSnapshot } from '../../src/model/status.ts';

export function fakeSnapshot(options: {
  readonly atMs: number;
  readonly overrides?: readonly Override[];
  readonly services?: number;
}): StatusSnapshot {
  const { atMs, overrides = [], services = 1 } = options;
  return {
    version: 1,
    atMs,
    startedAtMs: 0,
    tickMs: 12,
    strategy: 'webshop',
    mode: 'observe',
    leader: { holder: 'a/1/b', token: 3 },
    writes: 2,
    gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: null, foreign: ['old'] }],
    upstreams: Array.from({ length: services }, (_, index) => fakeUpstream(`shop${index}`)),
    stale: [{ signal: 'prometheus', sinceMs: 5 }],
    overrides,
  };
}

function fakeUpstream(service: string): StatusSnapshot['upstreams'][number] {
  const shares = [{ gateway: 'kong-eu', desiredRatio: 1, appliedRatio: null }];
  return {
    service,
    upstream: service,
    demandRps: 120.5,
    shedRatio: 0,
    budget: { leftRatio: -0.1, burn: { '5m': 2 } },
    failingRatio: 0.001,
    reason: 'baseline',
    shed: shares,
    regions: [
      {
        region: 'eu-west',
        phase: 'healthy',
        sinceMs: 1,
        limitRps: null,
        holdUntilMs: null,
        step: null,
        stepRatio: null,
        waitingFor: null,
        refused: null,
        shares,
        targets: ['1', '2'].map((name) => ({
          target: `${service}-${name}:8080`,
          rotation: 'in',
          outUntilMs: null,
          probe: 'good',
          kong: 'up',
          triesPerSecond: 60.25,
          failingRatio: 0,
          meanLatencyMs: 12.5,
          trimRatio: 0.9,
          weights: [
            {
              gateway: 'kong-eu',
              desired: 100,
              applied: null,
              observed: [{ nodeId: 'n1', weight: null }],
            },
          ],
        })),
      },
    ],
  };
}
