/**
 * Unit tests of the burn-rate alerts, for one service of each objective: one and a half times the
 * rate fires and ends, eight tenths of it do not fire, and a single failure at one request a second
 * pages nobody.
 *
 * A file for each rate and window: promtool evaluates every rule at every step, so a file steps as
 * seldom as its own window allows.
 */

import type { ServiceStrategy } from '../../../../model/strategy.ts';
import { type BurnWindow, burnWindowsOf, rangeName } from '../burn-windows.ts';
import { cleanNumber } from '../promql.ts';
import type { RuleContext } from '../rule-context.ts';
import {
  flat,
  growing,
  MINUTE_MS,
  seriesText,
  type TestCase,
  type TestFile,
  type TestSeries,
} from './test-case.ts';

const PER_MINUTE = 60_000;
/** Ranges this long are watched in steps of two minutes: a rate over five still sees three samples. */
const COARSE_FROM_MS = 30 * MINUTE_MS;

export function burnFiles({ strategy }: RuleContext): readonly TestFile[] {
  const byObjective = new Map(
    strategy.services.map((service) => [
      `${service.objective.availabilityRatio}/${service.objective.windowMs}`,
      service,
    ]),
  );
  const byWindow = Map.groupBy(byObjective.values(), ({ objective }) => objective.windowMs);
  const isOnly = byWindow.size === 1;
  return [...byWindow].flatMap(([windowMs, services], index) =>
    burnWindowsOf(windowMs).map((window, tier): TestFile => {
      const name = NAMES[tier] ?? '';
      const stepMs = stepOf(window);
      const cases = services.flatMap((service) => tierCases(service, window, stepMs));
      const [first] = services;
      const isFirst = tier === 0 && index === 0 && first !== undefined;
      return {
        name: isOnly ? name : `${name}-${rangeName(windowMs)}`,
        what: 'how fast the error budget burns',
        evaluationIntervalMs: stepMs,
        cases: isFirst ? [...cases, singleFailure(first)] : cases,
      };
    }),
  );
}

const NAMES = ['budget-burn-14x', 'budget-burn-6x', 'budget-burn-3x', 'budget-burn-1x'];
const LOOKS = 12;

/** Days are not looked at every minute: some looks at each short window are enough. */
function stepOf({ shortMs }: BurnWindow): number {
  return Math.max(1, Math.round(shortMs / LOOKS / MINUTE_MS)) * MINUTE_MS;
}

function tierCases(
  service: ServiceStrategy,
  window: BurnWindow,
  stepMs: number,
): readonly TestCase[] {
  const { alert, factor, shortMs, longMs } = window;
  const { availabilityRatio } = service.objective;
  const budget = cleanNumber(1 - availabilityRatio);
  const intervalMs = shortMs >= COARSE_FROM_MS ? 2 * MINUTE_MS : MINUTE_MS;
  const loud = Math.ceil((1.5 * Math.max(shortMs, 5 * MINUTE_MS)) / intervalMs);
  const quiet = Math.ceil(Math.max(shortMs, 5 * MINUTE_MS) / intervalMs) + 5;
  const what = `${cleanNumber(availabilityRatio * 100)} %`;
  const aligned = (atMs: number) => Math.floor(atMs / stepMs) * stepMs;
  const caseOf = (share: number, claim: string, fires: boolean): TestCase => ({
    claim,
    intervalMs,
    series: requestSeries(service, { share, loud, quiet, intervalMs }),
    checks: [
      {
        atMs: aligned((loud - 1) * intervalMs),
        alert,
        expected: fires
          ? [{ labels: { service: service.name, window: rangeName(longMs) }, value: share }]
          : [],
      },
      { atMs: aligned((loud + quiet - 1) * intervalMs), alert, expected: [] },
    ],
  });
  const over = cleanNumber(Math.min(1, 1.5 * factor * budget));
  const under = cleanNumber(0.8 * factor * budget);
  return [
    caseOf(over, `${alert}: ${cleanNumber(over * 100)} % failing at ${what} fires, and ends`, true),
    caseOf(under, `${alert}: ${cleanNumber(under * 100)} % failing at ${what} is silent`, false),
  ];
}

function requestSeries(
  { name }: ServiceStrategy,
  options: {
    readonly share: number;
    readonly loud: number;
    readonly quiet: number;
    readonly intervalMs: number;
  },
): readonly TestSeries[] {
  const { share, loud, quiet } = options;
  const each = (PER_MINUTE * options.intervalMs) / MINUTE_MS;
  const failed = cleanNumber(each * share);
  const stays = cleanNumber(failed * (loud - 1));
  const good = cleanNumber(each - failed);
  const last = cleanNumber(good * (loud - 1));
  return [
    {
      series: requestsTotal(name, '503'),
      values: `${growing(0, failed, loud)} ${flat(stays, quiet)}`,
    },
    {
      series: requestsTotal(name, '200'),
      values: `${growing(0, good, loud)} ${growing(cleanNumber(last + each), each, quiet)}`,
    },
  ];
}

/** With the labels that Kong 3.9 gives it. */
function requestsTotal(service: string, code: string): string {
  return seriesText('kong_http_requests_total', {
    job: 'kong',
    instance: 'kong-1:8001',
    service,
    route: `${service}-1`,
    code,
    source: code === '200' ? 'service' : 'kong',
    workspace: 'default',
    consumer: '',
  });
}

function singleFailure({ name }: ServiceStrategy): TestCase {
  const minutes = [11, 12, 13, 15, 20];
  const alerts = ['BallastBudgetBurn14x', 'BallastBudgetBurn6x'] as const;
  return {
    claim: 'One failure within five minutes at one request a second pages nobody',
    intervalMs: MINUTE_MS,
    series: [
      { series: requestsTotal(name, '200'), values: growing(0, 60, 25) },
      { series: requestsTotal(name, '503'), values: `${flat(0, 10)} ${flat(1, 15)}` },
    ],
    checks: minutes.flatMap((minute) =>
      alerts.map((alert) => ({ atMs: minute * MINUTE_MS, alert, expected: [] })),
    ),
  };
}
