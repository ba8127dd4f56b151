/** Expressions of the alerts about services. One alert may be several rules, for other labels each. */

import { type BurnWindow, burnWindowsOf, rangeName } from './burn-windows.ts';
import { ELSEWHERE, PEAK_DEMAND } from './capacity-rules.ts';
import type { Expressions } from './expression.ts';
import { LATENCY_RANGES_MS, type LatencySource, slowName, timedName } from './latency-rules.ts';
import { BUDGET, SLOW_ALLOWED } from './objective-rules.ts';
import { anyOf, durationText } from './promql.ts';
import { failedName, failedRatioName } from './request-rules.ts';
import {
  capacityServices,
  kongEdgeMs,
  latencyLimits,
  objectiveWindows,
  type RuleContext,
} from './rule-context.ts';

/**
 * At least so many failures in the long window and in the short one: at one request a second a
 * single failure is more than 14 times what 99.99 % allows, and wakes nobody.
 */
const VOLUME_GATE = { long: 10, short: 3 } as const;

const RECENT_MS = 15 * 60_000;
/** Kong answers some scrapes without the health metric (kong-recordings 69). */
const HEALTH_FLICKER_MS = 2 * 60_000;

export const SERVICE_EXPRESSIONS = {
  BallastRegionDown: ({ own }) => [
    {
      expr: `max by (strategy, service, region) (ballast_region_phase{${own},phase=~"evacuated|probing"}) == 1`,
    },
  ],
  BallastEvacuationRefused: ({ own }) => [
    { expr: `max by (strategy, service, region) (ballast_region_evacuation_refused{${own}}) == 1` },
  ],
  BallastRegionUnhealthyInKong: (context) =>
    context.strategy.regions.flatMap(({ name }) => unhealthyInKong(context, name)),
  BallastFailover: (context) => [
    { expr: increased(context, 'service, region', 'ballast_region_failovers_total{OWN}') },
  ],
  BallastFailbackAborted: (context) => [
    {
      expr: increased(
        context,
        'service, region',
        'ballast_region_failbacks_total{OWN,outcome="aborted"}',
      ),
    },
  ],
  BallastTargetEjected: ({ own }) => [
    {
      expr: `max by (strategy, service, region, target) (ballast_target_rotation{${own},rotation="out"}) == 1`,
    },
  ],
  BallastEjectionRefused: (context) => [
    {
      expr: increased(
        context,
        'service, region, target',
        'ballast_target_ejections_total{OWN,outcome="refused"}',
      ),
    },
  ],
  BallastStandbyNotReady: ({ own }) => [
    { expr: `min by (strategy, service, region) (ballast_region_standby_ready{${own}}) == 0` },
  ],
  BallastRegionCapacityLost: ({ own, strategy }) =>
    capacityServices(strategy).length === 0
      ? []
      : [
          {
            expr: `${ELSEWHERE}{${own}} / on (strategy, service) group_left () ${PEAK_DEMAND}{${own}} < 1`,
          },
        ],
  BallastShedding: ({ own }) => [
    { expr: `max by (strategy, service) (ballast_service_shed_ratio{${own}}) > 0` },
  ],
  BallastLatencyObjectiveMissed: (context) => slow(context, 'ballast'),
  BallastLatencyObjectiveMissedKong: (context) => slow(context, 'kong'),
  BallastBudgetBurn14x: (context) => burns(context, 0),
  BallastBudgetBurn6x: (context) => burns(context, 1),
  BallastBudgetBurn3x: (context) => burns(context, 2),
  BallastBudgetBurn1x: (context) => burns(context, 3),
  BallastBudgetSpent: ({ own }) => [
    { expr: `min by (strategy, service) (ballast_service_budget_left_ratio{${own}}) < 0` },
  ],
} as const satisfies Expressions;

function increased({ own, duration }: RuleContext, labels: string, series: string): string {
  const range = `${series.replace('OWN', own)}[${duration(RECENT_MS)}]`;
  return `sum by (strategy, ${labels}) (increase(${range})) > 0`;
}

/** Of the targets of a region that Kong checks: those without weight it does not. */
function unhealthyInKong({ strategy, kong, duration }: RuleContext, region: string) {
  const targets = strategy.services
    .flatMap((service) => service.targets)
    .filter((target) => target.region === region);
  if (targets.length === 0) return [];
  const matcher = `target=~${anyOf([...new Set(targets.map(({ target }) => target))])}`;
  const range = duration(HEALTH_FLICKER_MS);
  const sum = (states: string) =>
    'sum by (upstream) (last_over_time(\n' +
    `  kong_upstream_target_health{${kong},state=~"${states}",${matcher}}[${range}]\n))`;
  const expr = `${sum('unhealthy|dns_error')}\n/\n${sum('healthy|unhealthy|dns_error')}\n== 1`;
  return [{ expr, labels: { region } }];
}

function slow({ own, strategy, seconds }: RuleContext, source: LatencySource) {
  if (!latencyLimits(strategy).some(({ limitMs }) => hasEdge(source, limitMs))) return [];
  const ratio = (rangeMs: number) =>
    `${slowName(source, rangeMs)}{${own}} / ${timedName(source, rangeMs)}{${own}}`;
  const on = 'on (service, quantile, limit)';
  const allowed = `${SLOW_ALLOWED}{${own}}`;
  const gate = (rangeMs: number, count: number) =>
    `and ${on} ${slowName(source, rangeMs)}{${own}} * ${seconds(rangeMs)} >= ${count}`;
  const { long, short } = LATENCY_RANGES_MS;
  const expr =
    `(${ratio(long)})\n  > ${on} group_left () ${allowed}\n` +
    `and ${on} (\n  (${ratio(short)})\n    > ${on} group_left () ${allowed}\n)\n` +
    `${gate(long, VOLUME_GATE.long)}\n${gate(short, VOLUME_GATE.short)}`;
  return [{ expr }];
}

function hasEdge(source: LatencySource, limitMs: number): boolean {
  return source === 'ballast' || kongEdgeMs(limitMs) !== null;
}

function burns(context: RuleContext, tier: number) {
  return objectiveWindows(context.strategy).flatMap((windowMs) => {
    const window = burnWindowsOf(windowMs)[tier];
    return window === undefined ? [] : [burn(context, { window, objectiveWindowMs: windowMs })];
  });
}

function burn(
  { own, seconds }: RuleContext,
  options: { readonly window: BurnWindow; readonly objectiveWindowMs: number },
) {
  const { factor, longMs, shortMs } = options.window;
  const allowed = `${factor} * ${BUDGET}{${own},objective_window="${durationText(options.objectiveWindowMs)}"}`;
  const exceeded = (rangeMs: number) =>
    `${failedRatioName(rangeMs)}{${own}}\n  > on (service) ${allowed}`;
  const gate = (rangeMs: number, count: number) =>
    `and on (service) ${failedName(rangeMs)}{${own}} * ${seconds(rangeMs)} >= ${count}`;
  const expr =
    `${exceeded(longMs)}\nand on (service) (\n  ${exceeded(shortMs).replace('\n', '\n  ')}\n)\n` +
    `${gate(longMs, VOLUME_GATE.long)}\n${gate(shortMs, VOLUME_GATE.short)}`;
  return { expr, labels: { window: rangeName(longMs) } };
}
