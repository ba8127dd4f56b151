/** Snapshots for tests of the dashboard: calm, or with a region lost and a target ejected. */

import type { Override } from '../../../src/model/override.ts';
import type {
  RegionStatus,
  StatusSnapshot,
  TargetStatus,
  UpstreamStatus,
} from '../../../src/model/status.ts';

export type Scene = 'calm' | 'trouble';

export const REGIONS = ['eu-west', 'eu-north'] as const;
export const SERVICES = ['productAPI', 'orderAPI', 'klantAPI'] as const;
const GATEWAYS = [
  { gateway: 'kong-west', region: 'eu-west' },
  { gateway: 'kong-north', region: 'eu-north' },
] as const;
const TARGETS = 3;
/** One year of holding still would be dull: shares breathe a little with each second. */
const SWING = 0.03;

interface Place {
  readonly nowMs: number;
  readonly startedAtMs: number;
  readonly scene: Scene;
}

export function worldSnapshot(
  options: Place & {
    readonly services: readonly string[];
    readonly mode: 'observe' | 'act';
    readonly overrides: readonly Override[];
  },
): StatusSnapshot {
  const { nowMs, startedAtMs, scene, services, mode, overrides } = options;
  const atMs = Math.floor(nowMs / 1_000) * 1_000;
  return {
    version: 1,
    atMs,
    startedAtMs,
    tickMs: 1_000,
    strategy: 'webshop',
    mode,
    leader: { holder: 'ballast-1', token: 17 },
    writes: scene === 'calm' ? 4 : 31,
    gateways: GATEWAYS.map((each) => ({ ...each, failure: null, foreign: [] })),
    upstreams: services.map((service, index) => upstream(service, index, options)),
    stale: scene === 'calm' ? [] : [{ signal: 'request logs', sinceMs: atMs - 4_000 }],
    signals: [
      {
        signal: 'request logs',
        atMs: scene === 'calm' ? atMs - 400 : atMs - 190_000,
        limitMs: 180_000,
      },
      { signal: 'own probes', atMs: atMs - 300, limitMs: 5_000 },
      ...GATEWAYS.map(({ gateway }) => ({
        signal: `Kong's health at ${gateway}`,
        atMs: atMs - 900,
        limitMs: 10_000,
      })),
    ],
    regions: [
      { region: 'eu-west', priority: 0, rttMs: {} },
      { region: 'eu-north', priority: 1, rttMs: { 'eu-west': 20 } },
    ],
    overrides,
  };
}

function upstream(service: string, index: number, place: Place): UpstreamStatus {
  const isLost = place.scene === 'trouble' && index === 0;
  const hasEjection = place.scene === 'trouble' && index === 1;
  const demandRps = 200 / (1 + index / 2);
  const breath = 1 + SWING * Math.sin(place.nowMs / 5_000 + index);
  const west = isLost ? 0.0003 : 0.99;
  return {
    service,
    upstream: `${service.toLowerCase()}-upstream`,
    demandRps: Number((demandRps * breath).toPrecision(3)),
    shedRatio: 0,
    budget: {
      leftRatio: isLost ? 0.18 : 0.94 - index / 10_000,
      burn: { '5m': isLost ? 92 : 0.2, '1h': isLost ? 21 : 0.4, '6h': isLost ? 4 : 0.3 },
    },
    failingRatio: isLost ? 0.034 : 0.0002,
    reason: isLost
      ? 'eu-west evacuated: all 3 of its probes fail and Kong calls all 3 unhealthy.'
      : 'baseline: eu-west is the first choice, eu-north stands by with 1 %.',
    regions: REGIONS.map((region, r) =>
      regionStatus({
        region,
        ratio: r === 0 ? west : 1 - west,
        rps: demandRps * breath * (r === 0 ? west : 1 - west),
        isLost: isLost && r === 0,
        hasEjection: hasEjection && r === 0,
        index,
        place,
      }),
    ),
  };
}

function regionStatus(options: {
  readonly region: string;
  readonly ratio: number;
  readonly rps: number;
  readonly isLost: boolean;
  readonly hasEjection: boolean;
  readonly index: number;
  readonly place: Place;
}): RegionStatus {
  const { region, ratio, rps, isLost, hasEjection, index, place } = options;
  const { nowMs, startedAtMs } = place;
  return {
    region,
    phase: isLost ? 'evacuated' : 'healthy',
    sinceMs: isLost ? nowMs - 42_000 : startedAtMs,
    limitRps: null,
    roomRps: region === 'eu-west' ? 510 : 255,
    holdUntilMs: isLost ? nowMs + 78_000 : null,
    step: null,
    stepRatio: null,
    waitingFor: isLost ? 'its own probes to be good again' : null,
    refused: null,
    shares: GATEWAYS.map(({ gateway }) => ({ gateway, desiredRatio: ratio, appliedRatio: ratio })),
    targets: Array.from({ length: TARGETS }, (_, n) =>
      target({
        name: `${region}-${index}-${n + 1}.shop.internal:8080`,
        rps: hasEjection && n === 0 ? 0 : rps / (hasEjection ? TARGETS - 1 : TARGETS),
        weight: Math.max(isLost ? 1 : 0, Math.round((10_000 * ratio) / TARGETS)),
        isBad: isLost,
        isOut: hasEjection && n === 0,
        nowMs,
      }),
    ),
  };
}

function target(options: {
  readonly name: string;
  readonly rps: number;
  readonly weight: number;
  readonly isBad: boolean;
  readonly isOut: boolean;
  readonly nowMs: number;
}): TargetStatus {
  const { name, rps, isBad, isOut, nowMs } = options;
  const weight = isOut ? 0 : options.weight;
  return {
    target: name,
    rotation: isOut ? 'out' : 'in',
    outUntilMs: isOut ? nowMs + 25_000 : null,
    probe: isBad || isOut ? 'bad' : 'good',
    kong: isBad ? 'down' : 'up',
    triesPerSecond: Number(rps.toPrecision(3)),
    failingRatio: isBad ? 1 : isOut ? 0.42 : 0.0002,
    meanLatencyMs: isBad ? null : 23.4,
    weights: GATEWAYS.map(({ gateway }) => ({
      gateway,
      desired: weight,
      applied: weight,
      observed: [
        { nodeId: `${gateway}-a`, weight },
        { nodeId: `${gateway}-b`, weight },
      ],
    })),
  };
}
