/**
 * The availability forecast of one service: expected downtime per year and what it is made of, by
 * formula and by Monte-Carlo, for Kong alone and with Ballast, and what would have to improve first.
 * All times are full-outage equivalents, so that they compare with the error budget.
 */

import { adviceFacts } from '../../generate/advice/facts.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Assumptions } from './assumptions.ts';
import type { MeasuredFault } from './calibrate.ts';
import { buildModel } from './build-model.ts';
import { forecastByFormula } from './formula.ts';
import type { ForecastInput } from './input.ts';
import { YEAR_MS } from './model.ts';
import { forecastByMonteCarlo, type MonteCarlo } from './monte-carlo.ts';
import { totalOf, type Parts } from './parts.ts';
import { DESIGNS, type Design } from './phase-times.ts';
import { sensitivities, type Sensitivity } from './sensitivity.ts';

export interface ForecastOptions {
  readonly strategy: Strategy;
  readonly assumptions: Assumptions;
  /** Mean load by service name, requests per second; a service not named: as the advice page. */
  readonly rps?: Readonly<Record<string, number>>;
  /** Phase times from simulation, by service name (measure.ts). */
  readonly measured?: Readonly<Record<string, readonly MeasuredFault[]>>;
  readonly years: number;
  readonly seed: number;
  readonly onProgress?: (doneRatio: number) => void;
}

export interface ServiceForecast {
  readonly service: string;
  readonly rps: number;
  readonly objective: ServiceStrategy['objective'];
  /** Full outage that the objective leaves in its window. */
  readonly budgetMs: number;
  /** Without stated capacity of every target, `overload` is not known and counted as 0. */
  readonly isCapacityKnown: boolean;
  /** Phase times come from simulation. */
  readonly isMeasured: boolean;
  readonly designs: Readonly<Record<Design, DesignForecast>>;
  /** Of the design with Ballast, largest saving first. */
  readonly sensitivities: readonly Sensitivity[];
}

export interface DesignForecast {
  readonly formula: { readonly totalMs: number; readonly parts: Readonly<Parts> };
  readonly monteCarlo: MonteCarlo;
  /** By formula: 1 minus the downtime in a year. */
  readonly availabilityRatio: number;
  /** Of the error budget, on average. */
  readonly budgetRatio: number;
}

export function forecast(options: ForecastOptions): readonly ServiceForecast[] {
  const { strategy } = options;
  const known = new Map<string, ServiceForecast>();
  return strategy.services.map((service, index) => {
    const input = inputOf(options, service);
    const shape = shapeOf(input);
    const one = known.get(shape) ?? forecastService(options, { input, index });
    known.set(shape, one);
    return { ...one, service: service.name };
  });
}

/**
 * All that a forecast follows from. Of a hundred services many differ in names alone, and the same
 * seed gives them the same years.
 */
function shapeOf({ service, rps, measured }: ForecastInput): string {
  const targets = service.targets.map(({ region, capacityRps }) => [region, capacityRps]);
  const unnamed = { ...service, name: '', upstream: '', routes: [], path: null, targets };
  return JSON.stringify([unnamed, rps, measured]);
}

function forecastService(
  options: ForecastOptions,
  { input, index }: { readonly input: ForecastInput; readonly index: number },
): ServiceForecast {
  const { service } = input;
  const steps = options.strategy.services.length * DESIGNS.length;
  const designs = DESIGNS.map((design, position) => {
    const step = index * DESIGNS.length + position;
    const onProgress = (done: number) => options.onProgress?.((step + done) / steps);
    return [design, forecastDesign({ ...input, design }, { ...options, onProgress })] as const;
  });
  return {
    service: service.name,
    rps: input.rps,
    objective: service.objective,
    budgetMs: budgetOf(service),
    isCapacityKnown: service.targets.every(({ capacityRps }) => capacityRps !== null),
    isMeasured: input.measured.length > 0,
    designs: Object.fromEntries(designs) as Record<Design, DesignForecast>,
    sensitivities: sensitivities(input),
  };
}

function inputOf(options: ForecastOptions, service: ServiceStrategy): ForecastInput {
  const { strategy, assumptions } = options;
  return {
    strategy,
    service,
    design: 'ballast',
    assumptions,
    rps: loadOf(options, service),
    measured: options.measured?.[service.name] ?? [],
    scale: { detection: 1, action: 1 },
  };
}

/** Mean requests per second: as stated, or as the advice page assumes. */
export function loadOf(
  { strategy, rps = {} }: Pick<ForecastOptions, 'strategy' | 'rps'>,
  service: ServiceStrategy,
): number {
  const facts = adviceFacts({ ...strategy, services: [service] });
  return rps[service.name] ?? facts.services[0]?.rps ?? 1;
}

function forecastDesign(
  input: ForecastInput,
  { years, seed, onProgress }: Pick<ForecastOptions, 'years' | 'seed' | 'onProgress'>,
): DesignForecast {
  const model = buildModel(input);
  const { windowMs } = input.service.objective;
  const budgetMs = budgetOf(input.service);
  const parts = forecastByFormula(model);
  const totalMs = totalOf(parts);
  const progress = onProgress === undefined ? {} : { onProgress };
  return {
    formula: { totalMs, parts },
    monteCarlo: forecastByMonteCarlo(model, { years, seed, windowMs, budgetMs, ...progress }),
    availabilityRatio: 1 - totalMs / YEAR_MS,
    budgetRatio: (totalMs * windowMs) / YEAR_MS / budgetMs,
  };
}

function budgetOf({ objective }: ServiceStrategy): number {
  return objective.windowMs * (1 - objective.availabilityRatio);
}
