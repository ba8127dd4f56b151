/** A snapshot in peace, to be changed by what a test is about. */

import type { RegionStatus, StatusSnapshot, TargetStatus } from '../../src/model/status.ts';

export const NOW = Date.UTC(2026, 0, 5, 10, 0, 0);

export function targetStatus(changes: Partial<TargetStatus> = {}): TargetStatus {
  return {
    target: '10.0.0.1:8080',
    rotation: 'in',
    outUntilMs: null,
    probe: 'good',
    kong: 'up',
    triesPerSecond: 22.4,
    failingRatio: 0,
    meanLatencyMs: 13.2,
    weights: [
      {
        gateway: 'kong-eu',
        desired: 9_900,
        applied: 9_900,
        observed: [{ nodeId: 'n', weight: 9_900 }],
      },
    ],
    ...changes,
  };
}

export function regionStatus(changes: Partial<RegionStatus> = {}): RegionStatus {
  return {
    region: 'eu-west',
    phase: 'healthy',
    sinceMs: NOW - 90_000,
    holdUntilMs: null,
    step: null,
    stepRatio: null,
    waitingFor: null,
    refused: null,
    shares: [{ gateway: 'kong-eu', desiredRatio: 0.99, appliedRatio: 0.99 }],
    targets: [targetStatus()],
    ...changes,
  };
}

export function statusSnapshot(
  regions: readonly RegionStatus[],
  changes: Partial<StatusSnapshot> = {},
) {
  return {
    version: 1,
    atMs: NOW - 400,
    startedAtMs: NOW - 600_000,
    tickMs: 1_000,
    strategy: 'webshop',
    mode: 'act',
    writes: 3,
    gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: null, foreign: [] }],
    upstreams: [
      {
        service: 'productAPI',
        upstream: 'productapi-upstream',
        demandRps: 66.6,
        failingRatio: 0,
        reason: 'The baseline of the strategy.',
        regions,
      },
    ],
    stale: [],
    ...changes,
  } satisfies StatusSnapshot;
}
