import { expect, test } from 'vitest';
import type { RegionStatus, TargetStatus, UpstreamStatus } from '../../model/status.ts';
import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { isStandbyReady, usableCapacity } from './standby.ts';

const SERVICE = exampleService();
const STRATEGY = exampleStrategy([SERVICE]);

function regionOf(changes: Partial<RegionStatus>, target: Partial<TargetStatus> = {}) {
  const one = {
    target: 'product-1.eu-north:8080',
    rotation: 'in',
    outUntilMs: null,
    probe: 'good',
    kong: 'up',
    triesPerSecond: 0,
    failingRatio: 0,
    meanLatencyMs: null,
    weights: [],
    ...target,
  } as const;
  return {
    region: 'eu-north',
    phase: 'healthy',
    sinceMs: 0,
    holdUntilMs: null,
    step: null,
    stepRatio: null,
    waitingFor: null,
    refused: null,
    shares: [],
    targets: [one],
    ...changes,
  } as const;
}

function upstreamOf(demandRps: number | null): UpstreamStatus {
  return {
    service: SERVICE.name,
    upstream: SERVICE.upstream,
    demandRps,
    failingRatio: 0,
    reason: '',
    regions: [],
  };
}

test.each([
  ['well, with room', regionOf({}), 150, true],
  ['well, demand not known', regionOf({}), null, true],
  ['no evidence about it', regionOf({}, { probe: 'unknown', kong: 'unknown' }), 150, true],
  ['no room for the demand', regionOf({}), 250, false],
  ['its target ejected', regionOf({}, { rotation: 'out' }), 150, false],
  ['its target failing probes', regionOf({}, { probe: 'bad' }), 150, false],
  ['its target down for Kong', regionOf({}, { kong: 'down' }), 150, false],
  ['evacuated', regionOf({ phase: 'evacuated' }), 150, false],
  ['still returning', regionOf({ phase: 'ramp' }), 150, false],
])('a standby region: %s', (_, region, demandRps, expected) => {
  const upstream = upstreamOf(demandRps);
  expect(isStandbyReady(STRATEGY, SERVICE, { upstream, region })).toBe(expected);
});

test('what every gateway uses first is nobody’s standby', () => {
  const region = regionOf({ region: 'eu-west' });
  const upstream = upstreamOf(1);
  expect(isStandbyReady(STRATEGY, SERVICE, { upstream, region })).toBeNull();
  const [gateway] = STRATEGY.gateways;
  const other = { ...gateway, name: 'kong-north', region: 'eu-north' } as typeof gateway & object;
  const gateways = [...STRATEGY.gateways, other];
  const both = { ...STRATEGY, gateways };
  expect(isStandbyReady(both, SERVICE, { upstream, region })).not.toBeNull();
});

test('only active-passive services have standbys', () => {
  const failover = { ...SERVICE.failover, mode: 'active-active' } as const;
  const service = exampleService({ failover });
  const place = { upstream: upstreamOf(1), region: regionOf({}) };
  expect(isStandbyReady(STRATEGY, service, place)).toBeNull();
});

test('usable capacity is unknown as soon as one target states none', () => {
  const targets = SERVICE.targets.map((one) => ({ ...one, capacityRps: null }));
  expect(usableCapacity(exampleService({ targets }), regionOf({}))).toBeNull();
  expect(usableCapacity(SERVICE, regionOf({}))).toBe(200);
});
