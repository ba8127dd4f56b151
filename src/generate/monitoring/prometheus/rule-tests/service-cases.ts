/** Unit tests of the alerts about regions, targets and capacity. */

import type { ServiceStrategy } from '../../../../model/strategy.ts';
import { capacityServices, type RuleContext } from '../rule-context.ts';
import { type Switch, type SwitchedSeries, switchCase } from './switch-case.ts';
import { flat, MINUTE_MS, seriesText, type TestCase } from './test-case.ts';

const RECENT_MS = 15 * MINUTE_MS;

export function serviceCases(context: RuleContext): readonly TestCase[] {
  const [service] = context.strategy.services;
  const [target] = service?.targets ?? [];
  if (service === undefined || target === undefined) return [];
  const { region } = target;
  const place = { service: service.name, region };
  const one = { ...place, target: target.target };
  const series = (name: string, labels: Readonly<Record<string, string>>) =>
    seriesText(name, { strategy: context.strategy.name, instance: 'ballast:9912', ...labels });
  const state = (
    alert: Switch['alert'],
    name: string,
    options: {
      readonly labels: Readonly<Record<string, string>>;
      readonly also?: Readonly<Record<string, string>>;
      readonly quiet: number;
      readonly loud: number;
    },
  ) => {
    const { labels, also, quiet, loud } = options;
    const changing = [{ series: series(name, { ...labels, ...also }), quiet, loud }];
    const claim = `${alert} fires while ${name} is ${loud}, and ends`;
    return switchCase({ alert, claim, changing, expected: [{ labels, value: loud }] });
  };
  const moved = (
    alert: Switch['alert'],
    name: string,
    { labels, also }: Pick<Parameters<typeof state>[2], 'labels' | 'also'>,
  ) =>
    switchCase({
      alert,
      claim: `${alert} fires at the first increase of ${name}, and ends after a quarter of an hour`,
      changing: [{ series: series(name, { ...labels, ...also }), ...ONCE }],
      expected: [{ labels }],
      tailMs: RECENT_MS,
    });
  const rises = { quiet: 0, loud: 1 };
  return [
    state('BallastRegionDown', 'ballast_region_phase', {
      labels: place,
      also: { phase: 'evacuated' },
      ...rises,
    }),
    state('BallastEvacuationRefused', 'ballast_region_evacuation_refused', {
      labels: place,
      ...rises,
    }),
    moved('BallastFailover', 'ballast_region_failovers_total', { labels: place }),
    moved('BallastFailbackAborted', 'ballast_region_failbacks_total', {
      labels: place,
      also: { outcome: 'aborted' },
    }),
    moved('BallastEjectionRefused', 'ballast_target_ejections_total', {
      labels: one,
      also: { outcome: 'refused' },
    }),
    state('BallastTargetEjected', 'ballast_target_rotation', {
      labels: one,
      also: { rotation: 'out' },
      ...rises,
    }),
    state('BallastStandbyNotReady', 'ballast_region_standby_ready', {
      labels: place,
      quiet: 1,
      loud: 0,
    }),
    state('BallastShedding', 'ballast_service_shed_ratio', {
      labels: { service: service.name },
      quiet: 0,
      loud: 0.25,
    }),
    state('BallastBudgetSpent', 'ballast_service_budget_left_ratio', {
      labels: { service: service.name },
      quiet: 0.1,
      loud: -0.1,
    }),
    ...kongHealthCases(service, region),
    ...capacityCases(context, series),
  ];
}

/** A counter that moves by one, and stays. */
const ONCE = { quiet: { perMinute: 0 }, loud: { perMinute: 1 } } as const;

function kongHealthCases(service: ServiceStrategy, region: string): readonly TestCase[] {
  const alert = 'BallastRegionUnhealthyInKong';
  const targets = service.targets.filter((target) => target.region === region);
  const { upstream } = service;
  const seriesOf = (target: string, state: string) =>
    seriesText('kong_upstream_target_health', {
      job: 'kong',
      instance: 'kong-1:8001',
      upstream,
      target,
      address: '10.0.0.1:8080',
      state,
      subsystem: 'http',
    });
  const flips = targets.flatMap(({ target }): SwitchedSeries[] => [
    { series: seriesOf(target, 'healthy'), quiet: 1, loud: 0 },
    { series: seriesOf(target, 'unhealthy'), quiet: 0, loud: 1 },
    { series: seriesOf(target, 'dns_error'), quiet: 0, loud: 0 },
    { series: seriesOf(target, 'healthchecks_off'), quiet: 0, loud: 0 },
  ]);
  const [first, ...others] = targets;
  const all = switchCase({
    alert,
    claim: `${alert} fires when Kong sees every target of a region down, and ends`,
    changing: flips,
    expected: [{ labels: { upstream, region } }],
  });
  if (first === undefined || others.length === 0) return [all];
  const some: TestCase = {
    claim: `${alert} is silent while one target of the region is healthy`,
    intervalMs: MINUTE_MS,
    series: [
      { series: seriesOf(first.target, 'healthy'), values: flat(1, 20) },
      ...others.map(({ target }) => ({
        series: seriesOf(target, 'unhealthy'),
        values: flat(1, 20),
      })),
    ],
    checks: [{ atMs: 15 * MINUTE_MS, alert, expected: [] }],
  };
  return [all, some];
}

/** The other regions lose what the first one’s peak needs. */
function capacityCases(
  { strategy }: RuleContext,
  series: (name: string, labels: Readonly<Record<string, string>>) => string,
): readonly TestCase[] {
  const [service] = capacityServices(strategy);
  if (service === undefined) return [];
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const [first = '', ...others] = regions;
  const name = 'ballast_region_usable_capacity_requests_per_second';
  const usable = (region: string) => series(name, { service: service.name, region });
  const demand = series('ballast_service_demand_requests_per_second', { service: service.name });
  const left = 50 / others.length;
  return [
    switchCase({
      alert: 'BallastRegionCapacityLost',
      claim: 'BallastRegionCapacityLost fires when the others cannot carry the peak, and ends',
      changing: others.map((region) => ({ series: usable(region), quiet: 200, loud: left })),
      constant: [
        { series: usable(first), value: 200 },
        { series: demand, value: 100 },
      ],
      expected: [{ labels: { service: service.name, region: first }, value: 0.5 }],
    }),
  ];
}
