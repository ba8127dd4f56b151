/** The leader's snapshot → samples: phases, shares, budgets, and what is wrong with the gateways. */

import type { RegionPhase } from '../../model/control.ts';
import type { LeverKind, Override } from '../../model/override.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { optionalSample, type Sample, sample } from './sample.ts';
import { isStandbyReady, statedCapacity, usableCapacity } from './standby.ts';
import { targetSamples } from './target-samples.ts';

export interface SnapshotSamplesOptions {
  readonly strategy: Strategy;
  /** Whether every target has series of its own. */
  readonly perTarget: boolean;
}

const PHASES: readonly RegionPhase[] = [
  'healthy',
  'spill',
  'evacuated',
  'probing',
  'ramp',
  'unknown',
];

const ORIGINS: readonly Override['origin'][] = ['person', 'drill'];
const LEVERS: readonly LeverKind[] = ['evacuate', 'drain', 'pin', 'freeze'];

export function snapshotSamples(
  snapshot: StatusSnapshot,
  options: SnapshotSamplesOptions,
): readonly Sample[] {
  const services = new Map(options.strategy.services.map((one) => [one.upstream, one]));
  return [
    ...gatewaySamples(snapshot, options.strategy),
    ...signalSamples(snapshot, options.strategy),
    ...overrideSamples(snapshot),
    ...snapshot.upstreams.flatMap((upstream) => {
      const service = services.get(upstream.upstream);
      return service === undefined ? [] : serviceSamples(upstream, service, options);
    }),
  ];
}

function gatewaySamples({ gateways }: StatusSnapshot, strategy: Strategy): readonly Sample[] {
  const upstreams = strategy.services.map(({ upstream }) => upstream);
  return gateways.flatMap(({ gateway, failure, foreign }) => [
    sample('ballast_gateway_failing', { gateway }, failure === null ? 0 : 1),
    // Inner upstreams are named by the layout; those that drift are told all the same.
    ...[...new Set([...upstreams, ...foreign])].map((upstream) =>
      sample('ballast_upstream_drift', { gateway, upstream }, foreign.includes(upstream) ? 1 : 0),
    ),
  ]);
}

function signalSamples({ stale }: StatusSnapshot, { gateways }: Strategy): readonly Sample[] {
  const known = ['request logs', 'own probes', ...gateways.map(({ name }) => healthSignal(name))];
  const names = new Set([...known, ...stale.map(({ signal }) => signal)]);
  return [...names].map((signal) => {
    const isStale = stale.some((one) => one.signal === signal);
    return sample('ballast_signal_stale', { signal }, isStale ? 1 : 0);
  });
}

/** Every kind is there, at 0 too: an absent series cannot be alerted on. */
function overrideSamples({ overrides = [] }: StatusSnapshot): readonly Sample[] {
  return ORIGINS.flatMap((origin) =>
    LEVERS.map((lever) => {
      const count = overrides.filter((one) => one.origin === origin && one.lever.kind === lever);
      return sample('ballast_overrides_in_force', { origin, lever }, count.length);
    }),
  );
}

/** As the law calls it (`decide/freshness.ts`). */
function healthSignal(gateway: string): string {
  return `Kong's health at ${gateway}`;
}

function serviceSamples(
  upstream: UpstreamStatus,
  service: ServiceStrategy,
  options: SnapshotSamplesOptions,
): readonly Sample[] {
  const labels = { service: service.name };
  const { budget, demandRps } = upstream;
  return [
    ...optionalSample('ballast_service_demand_requests_per_second', labels, demandRps),
    sample('ballast_service_shed_ratio', labels, upstream.shedRatio ?? 0),
    sample('ballast_service_failing_ratio', labels, upstream.failingRatio),
    ...optionalSample('ballast_service_budget_left_ratio', labels, budget?.leftRatio),
    ...Object.entries(budget?.burn ?? {}).map(([window, rate]) =>
      sample('ballast_service_burn_rate', { ...labels, window }, rate),
    ),
    ...upstream.regions.flatMap((region) => [
      ...regionSamples(region, service, { upstream, strategy: options.strategy }),
      ...targetSamples(service.name, region, options),
    ]),
  ];
}

function regionSamples(
  region: RegionStatus,
  service: ServiceStrategy,
  { upstream, strategy }: { readonly upstream: UpstreamStatus; readonly strategy: Strategy },
): readonly Sample[] {
  const labels = { service: service.name, region: region.region };
  const ready = isStandbyReady(strategy, service, { upstream, region });
  const stated = statedCapacity(service, region.region);
  const usable = usableCapacity(service, region);
  return [
    ...PHASES.map((phase) =>
      sample('ballast_region_phase', { ...labels, phase }, region.phase === phase ? 1 : 0),
    ),
    sample('ballast_region_evacuation_refused', labels, region.refused === null ? 0 : 1),
    sample('ballast_region_return_ratio', labels, returnRatio(region)),
    ...optionalSample('ballast_region_standby_ready', labels, ready === null ? null : +ready),
    ...optionalSample('ballast_region_capacity_requests_per_second', labels, stated),
    ...optionalSample('ballast_region_usable_capacity_requests_per_second', labels, usable),
    ...optionalSample('ballast_region_limit_requests_per_second', labels, region.limitRps),
    ...region.shares.flatMap(({ gateway, desiredRatio, appliedRatio }) => [
      sample('ballast_region_share_desired_ratio', { gateway, ...labels }, desiredRatio),
      ...optionalSample('ballast_region_share_applied_ratio', { gateway, ...labels }, appliedRatio),
    ]),
  ];
}

function returnRatio({ phase, stepRatio }: RegionStatus): number {
  if (phase === 'evacuated') return 0;
  return stepRatio ?? (phase === 'probing' ? 0 : 1);
}
