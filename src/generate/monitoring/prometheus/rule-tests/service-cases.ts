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
  const series: SeriesOf = (name, labels) =>
    seriesText(name, { strategy: context.strategy.name, instance: 'ballast:9912', ...labels });
  return [
    ...STATES.map((state) => stateCase(state, series, { ...place, target: target.target })),
    ...MOVES.map((move) => moveCase(move, series, { ...place, target: target.target })),
    ...kongHealthCases(service, region),
    ...capacityCases(context, series),
  ];
}

type SeriesOf = (name: string, labels: Labels) => string;
type Labels = Readonly<Record<string, string>>;

interface State {
  readonly alert: Switch['alert'];
  readonly metric: string;
  /** Of the metric and of the alert. */
  readonly labels: readonly ('service' | 'region' | 'target')[];
  /** Of the metric alone. */
  readonly also?: Labels;
}

const STATES: readonly (State & { readonly quiet: number; readonly loud: number })[] = [
  {
    alert: 'BallastRegionDown',
    metric: 'ballast_region_phase',
    labels: ['service', 'region'],
    also: { phase: 'evacuated' },
    quiet: 0,
    loud: 1,
  },
  {
    alert: 'BallastEvacuationRefused',
    metric: 'ballast_region_evacuation_refused',
    labels: ['service', 'region'],
    quiet: 0,
    loud: 1,
  },
  {
    alert: 'BallastTargetEjected',
    metric: 'ballast_target_rotation',
    labels: ['service', 'region', 'target'],
    also: { rotation: 'out' },
    quiet: 0,
    loud: 1,
  },
  {
    alert: 'BallastStandbyNotReady',
    metric: 'ballast_region_standby_ready',
    labels: ['service', 'region'],
    quiet: 1,
    loud: 0,
  },
  {
    alert: 'BallastShedding',
    metric: 'ballast_service_shed_ratio',
    labels: ['service'],
    quiet: 0,
    loud: 0.25,
  },
  {
    alert: 'BallastBudgetSpent',
    metric: 'ballast_service_budget_left_ratio',
    labels: ['service'],
    quiet: 0.1,
    loud: -0.1,
  },
];

const MOVES: readonly State[] = [
  {
    alert: 'BallastFailover',
    metric: 'ballast_region_failovers_total',
    labels: ['service', 'region'],
  },
  {
    alert: 'BallastFailbackAborted',
    metric: 'ballast_region_failbacks_total',
    labels: ['service', 'region'],
    also: { outcome: 'aborted' },
  },
  {
    alert: 'BallastEjectionRefused',
    metric: 'ballast_target_ejections_total',
    labels: ['service', 'region', 'target'],
    also: { outcome: 'refused' },
  },
];

function stateCase(state: (typeof STATES)[number], series: SeriesOf, all: Labels): TestCase {
  const { alert, metric, quiet, loud } = state;
  const labels = chosen(all, state.labels);
  return switchCase({
    alert,
    claim: `${alert} fires while ${metric} is ${loud}, and ends`,
    changing: [{ series: series(metric, { ...labels, ...state.also }), quiet, loud }],
    expected: [{ labels, value: loud }],
  });
}

function moveCase(move: State, series: SeriesOf, all: Labels): TestCase {
  const { alert, metric } = move;
  const labels = chosen(all, move.labels);
  return switchCase({
    alert,
    claim: `${alert} fires at the first increase of ${metric}, and ends after a quarter of an hour`,
    changing: [{ series: series(metric, { ...labels, ...move.also }), ...ONCE }],
    expected: [{ labels }],
    tailMs: RECENT_MS,
  });
}

function chosen(all: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(names.map((name) => [name, all[name] ?? '']));
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
function capacityCases({ strategy }: RuleContext, series: SeriesOf): readonly TestCase[] {
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
