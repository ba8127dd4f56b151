/** The forecast: formula against Monte-Carlo, both against figures worked out by hand. */

import { describe, expect, test } from 'vitest';
import { parseStrategy } from '../../strategy/index.ts';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from './assumptions.ts';
import { buildModel } from './build-model.ts';
import { forecast } from './forecast.ts';
import { forecastByFormula } from './formula.ts';
import type { ForecastInput } from './input.ts';
import { YEAR_MS } from './model.ts';
import { forecastByMonteCarlo } from './monte-carlo.ts';
import { PARTS, totalOf } from './parts.ts';
import { sensitivities } from './sensitivity.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NEVER = 1e20;

function strategyOf({ regions = 2, capacity = 200, mode = 'active-passive' } = {}) {
  const names = ['east', 'west', 'south'].slice(0, regions);
  const text = `
version: 1
name: test
objective: { availability: 99.99%, window: 30d, latency: { p99: 300ms } }
regions: { ${names.map((name, priority) => `${name}: { priority: ${priority} }`).join(', ')} }
gateways:
${names.map((name, index) => `  kong-${name}: { region: ${name}, admin: "http://127.0.0.1:${8001 + index}" }`).join('\n')}
services:
  shop:
    routes: [{ paths: [/shop] }]
    health: { path: /health }
    targets:
${names.map((name) => `      ${name}: { hosts: [a.${name}:80, b.${name}:80, c.${name}:80], capacity: ${capacity}rps }`).join('\n')}
    failover: { mode: ${mode}, whenCapacityIsShort: shed }
`;
  const { strategy, problems } = parseStrategy(text, { file: 'test.yaml' });
  if (strategy === null) throw new Error(JSON.stringify(problems));
  return strategy;
}

function inputOf(
  assumptions: Partial<Assumptions>,
  {
    design = 'ballast',
    rps = 100,
    ...shape
  }: Partial<Pick<ForecastInput, 'design' | 'rps'>> & {
    regions?: number;
    capacity?: number;
    mode?: string;
  } = {},
): ForecastInput {
  const strategy = strategyOf(shape);
  const [service] = strategy.services;
  if (service === undefined) throw new Error('no service');
  return {
    strategy,
    service,
    design,
    rps,
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...assumptions },
    measured: [],
    scale: { detection: 1, action: 1 },
  };
}

/** Nothing fails but what a test lets fail. */
const QUIET: Partial<Assumptions> = {
  targetMtbfMs: NEVER,
  regionMtbfMs: NEVER,
  gatewayMtbfMs: NEVER,
  falseFailoverMs: NEVER,
  commonCauseRatio: 0,
  gatewayWithRegionRatio: 0,
  swingRatio: 0,
};

const RUN = { seed: 5, windowMs: 30 * DAY, budgetMs: 259_200 };

/** Failures so rare that they do not meet: there the formula is exact. */
const EXACT: readonly { readonly name: string; readonly input: ForecastInput }[] = [
  {
    name: 'regions fail, all is covered',
    input: inputOf({
      ...QUIET,
      regionMtbfMs: 30 * DAY,
      regionMttrMs: 5 * MINUTE,
      coverageRatio: 1,
    }),
  },
  {
    name: 'regions fail, half is not covered',
    input: inputOf({
      ...QUIET,
      regionMtbfMs: 30 * DAY,
      regionMttrMs: 5 * MINUTE,
      coverageRatio: 0.5,
    }),
  },
  {
    name: 'Kong alone',
    input: inputOf(
      { ...QUIET, regionMtbfMs: 60 * DAY, regionMttrMs: 5 * MINUTE, targetMtbfMs: 60 * DAY },
      { design: 'kong-alone' },
    ),
  },
  {
    name: 'targets fail',
    input: inputOf({ ...QUIET, targetMtbfMs: 30 * DAY, targetMttrMs: 2 * MINUTE }),
  },
  {
    name: 'a receiver without enough room',
    input: inputOf(
      { ...QUIET, regionMtbfMs: 60 * DAY, regionMttrMs: 30 * MINUTE, swingRatio: 0.5 },
      { capacity: 30, rps: 60 },
    ),
  },
  {
    name: 'common causes and gateways',
    input: inputOf({
      ...QUIET,
      regionMtbfMs: 300 * DAY,
      regionMttrMs: 5 * MINUTE,
      commonCauseRatio: 0.5,
      gatewayMtbfMs: 90 * DAY,
      gatewayMttrMs: 5 * MINUTE,
    }),
  },
  {
    name: 'false failovers',
    input: inputOf({ ...QUIET, falseFailoverMs: 30 * DAY }, { capacity: 30, rps: 60 }),
  },
  {
    name: 'one region only',
    input: inputOf({ ...QUIET, regionMtbfMs: 30 * DAY, regionMttrMs: 20 * MINUTE }, { regions: 1 }),
  },
  {
    name: 'a region that must not be left',
    input: inputOf(
      { ...QUIET, regionMtbfMs: 60 * DAY, regionMttrMs: 5 * MINUTE },
      { mode: 'isolate' },
    ),
  },
];

describe('formula and Monte-Carlo agree where failures do not overlap', () => {
  test.each(EXACT)('$name', ({ input }) => {
    const model = buildModel(input);
    const formula = forecastByFormula(model);
    const simulated = forecastByMonteCarlo(model, { ...RUN, years: 1_500 });
    expect(totalOf(formula)).toBeGreaterThan(100);
    // 99 % instead of 95 %: nine cases with some four parts each are looked at.
    const hasReceiver = model.regions.length > 1 && input.service.failover.mode !== 'isolate';
    for (const part of PARTS.filter((name) => name !== 'noRegionLeft' || !hasReceiver)) {
      const { mean, marginOfError } = simulated.parts[part];
      const distance = Math.abs(mean - formula[part]);
      expect({ part, distance }).toSatisfy(
        (it: { distance: number }) => it.distance <= 1.35 * marginOfError + 1,
      );
    }
  });
});

test('both regions gone: the product of what each is gone', () => {
  const often = { ...QUIET, regionMtbfMs: 6 * DAY, regionMttrMs: 180 * MINUTE, partialRatio: 0 };
  const model = buildModel(inputOf({ ...often, coverageRatio: 1 }, { design: 'kong-alone' }));
  const formula = forecastByFormula(model).noRegionLeft;
  const { mean, marginOfError } = forecastByMonteCarlo(model, { ...RUN, years: 500 }).parts
    .noRegionLeft;
  expect(formula).toBeGreaterThan(3_000_000);
  // Neither counts what overlaps within one region, which is 2 % here.
  expect(Math.abs(mean - formula)).toBeLessThan(marginOfError + 0.03 * formula);
});

describe('by hand', () => {
  test('a region of half the traffic, ten seconds to move: 5 s per failure', () => {
    const input = inputOf({
      ...QUIET,
      regionMtbfMs: 365.25 * DAY,
      coverageRatio: 1,
      partialRatio: 0,
    });
    const base = forecastByFormula(buildModel(input)).detection;
    const twice = { ...input, scale: { detection: 2, action: 1 } };
    // Two regions, a failure a year each, half the traffic each: T_det of the mix, once.
    expect(base).toBeGreaterThan(50);
    expect(base).toBeLessThan(2_000);
    expect(forecastByFormula(buildModel(twice)).detection).toBeCloseTo(2 * base, 0);
  });

  test('common cause is β · ν · T, whoever balances', () => {
    const assumptions = { ...QUIET, regionMtbfMs: 100 * DAY, commonCauseRatio: 0.02 };
    const wanted = 0.02 * (YEAR_MS / (100 * DAY)) * DEFAULT_ASSUMPTIONS.commonCauseMttrMs;
    for (const design of ['kong-alone', 'ballast'] as const) {
      const parts = forecastByFormula(buildModel(inputOf(assumptions, { design })));
      expect(parts.commonCause).toBeCloseTo(wanted, 3);
    }
  });

  test('what is no common cause hits one region: (1 − β) · ν', () => {
    const assumptions = { ...QUIET, regionMtbfMs: 100 * DAY, coverageRatio: 1 };
    const detection = (commonCauseRatio: number) => {
      const model = buildModel(inputOf({ ...assumptions, commonCauseRatio }));
      return forecastByFormula(model).detection;
    };
    expect(detection(0.4) / detection(0)).toBeCloseTo(0.6, 9);
  });

  test('without shedding each request too many costs more than itself, up to all of them', () => {
    const assumptions = { ...QUIET, regionMtbfMs: 100 * DAY, regionMttrMs: 30 * MINUTE };
    const overload = (overflowFactor: number, rps: number) => {
      const changed = { ...assumptions, overflowFactor };
      const input = inputOf(changed, { design: 'kong-alone', capacity: 10, rps });
      const model = buildModel(input);
      const simulated = forecastByMonteCarlo(model, { ...RUN, years: 200 }).parts.overload.mean;
      return { formula: forecastByFormula(model).overload, simulated };
    };
    expect(overload(2, 40).formula / overload(1, 40).formula).toBeCloseTo(2, 6);
    expect(overload(2, 40).simulated / overload(1, 40).simulated).toBeCloseTo(2, 1);
    // 60 requests/s for 30: half too many, at a factor of 9 all that is left is lost.
    expect(overload(9, 60).simulated / overload(2, 60).simulated).toBeCloseTo(1, 1);
  });

  test('not covered: (1 − c) · s · ν · T_person until repair', () => {
    const assumptions = { ...QUIET, regionMtbfMs: 100 * DAY, partialRatio: 0, coverageRatio: 0.9 };
    const parts = forecastByFormula(buildModel(inputOf(assumptions)));
    const { personMs, regionMttrMs } = DEFAULT_ASSUMPTIONS;
    const perFailure = regionMttrMs * (1 - Math.exp(-personMs / regionMttrMs));
    // s = 1/2 each, two regions: together one.
    expect(parts.uncovered).toBeCloseTo(0.1 * (YEAR_MS / (100 * DAY)) * perFailure, 3);
  });

  test('what nobody can serve is lost: half the room, half the load', () => {
    const assumptions = { ...QUIET, regionMtbfMs: 100 * DAY, partialRatio: 0, coverageRatio: 1 };
    const input = inputOf(assumptions, { capacity: 100, rps: 2 * 300 * 0.85 });
    const parts = forecastByFormula(buildModel(input));
    const outMs = 2 * (YEAR_MS / (100 * DAY)) * DEFAULT_ASSUMPTIONS.regionMttrMs;
    expect(parts.overload).toBeGreaterThan(0.5 * outMs);
  });
});

test('the same seed gives the same forecast, another seed another one', () => {
  const model = buildModel(inputOf({}));
  const first = forecastByMonteCarlo(model, { ...RUN, years: 100 });
  expect(forecastByMonteCarlo(model, { ...RUN, years: 100 })).toEqual(first);
  expect(forecastByMonteCarlo(model, { ...RUN, seed: 6, years: 100 })).not.toEqual(first);
});

test('the interval narrows with the square root of the years', () => {
  const model = buildModel(inputOf({ ...QUIET, targetMtbfMs: 30 * DAY, coverageRatio: 0.5 }));
  const few = forecastByMonteCarlo(model, { ...RUN, years: 400 }).total.marginOfError;
  const many = forecastByMonteCarlo(model, { ...RUN, years: 1_600 }).total.marginOfError;
  expect(few / many).toBeGreaterThan(1.5);
  expect(few / many).toBeLessThan(2.7);
});

test('rarer failures, faster repair and more coverage never cost anything', () => {
  // Half the load can: the tests then wait longer for their requests.
  const rows = sensitivities(inputOf({})).filter(({ lever }) => lever !== 'load');
  for (const { lever, savedMs } of rows) {
    expect({ lever, savedMs: Math.min(0, Math.round(savedMs)) }).toEqual({ lever, savedMs: 0 });
  }
});

test('with Ballast no part but its own false failovers is larger than with Kong alone', () => {
  const options = { strategy: strategyOf(), assumptions: DEFAULT_ASSUMPTIONS, years: 50, seed: 1 };
  const [shop] = forecast(options);
  const alone = shop?.designs['kong-alone'].formula;
  const withBallast = shop?.designs.ballast.formula;
  expect(withBallast?.totalMs).toBeLessThan(alone?.totalMs ?? 0);
  expect(shop?.budgetMs).toBeCloseTo(259_200, 3);
});
