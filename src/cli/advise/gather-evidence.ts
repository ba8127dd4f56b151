/** Everything that the report needs beside the strategy: runs the simulations and the forecast. */

import { availableParallelism } from 'node:os';
import process from 'node:process';

import { createLogUpdate } from 'log-update';

import type {
  ComparisonEvidence,
  DesignEvidence,
  Evidence,
  EventEvidence,
  ForecastEvent,
  ForecastEvidence,
} from '../../generate/advice/evidence.ts';
import { DESIGN_NAMES, type DesignName } from '../../generate/advice/evidence.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { DEFAULT_ASSUMPTIONS, FORECAST } from '../../simulator/forecast/assumptions.ts';
import type { AssumptionKey, Assumptions } from '../../simulator/forecast/assumptions.ts';
import { lossesByEvent, type EventLoss } from '../../simulator/forecast/by-event.ts';
import type { MeasuredFault } from '../../simulator/forecast/calibrate.ts';
import { forecast, loadOf, type ServiceForecast } from '../../simulator/forecast/forecast.ts';
import { YEAR_MS } from '../../simulator/forecast/model.ts';
import type { CliContext } from '../context.ts';
import { CliFailure } from '../failure.ts';
import { renderProgress } from '../simulate/progress-bar.ts';
import { runJobs } from '../simulate/run-jobs.ts';
import { comparisonOf, measuredFaults, type Outcome } from './compare-designs.ts';
import { planRuns } from './runs.ts';
import { linesOf } from './strategy-lines.ts';

export interface EvidenceOptions {
  readonly strategy: Strategy;
  readonly file: string;
  readonly text: string;
  readonly assumptions: Assumptions;
  /** Mean load by service that the user states. */
  readonly rps: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly years: number;
  readonly simulates: boolean;
}

export async function gatherEvidence(
  context: CliContext,
  options: EvidenceOptions,
): Promise<Evidence> {
  const { outcomes, comparison } = options.simulates
    ? await simulateAll(context, options)
    : { outcomes: [], comparison: null };
  return {
    comparison,
    forecasts: forecastsOf(context, options, outcomes),
    assumptions: assumptionsOf(options.assumptions),
    lineOf: linesOf(options.text),
    file: options.file,
  };
}

interface Simulated {
  readonly outcomes: readonly Outcome[];
  readonly comparison: ComparisonEvidence;
}

async function simulateAll(context: CliContext, options: EvidenceOptions): Promise<Simulated> {
  const { strategy, seed, assumptions, rps } = options;
  const plan = planRuns({
    strategy,
    seed,
    rpsOf: (service) => loadOf({ strategy, rps }, service),
    partialRatios: partialRatiosOf(assumptions),
  });
  const line = progressLine(context, `simulating: ${plan.runs.length} runs`);
  const startedMs = performance.now();
  const jobs = plan.runs.map(({ job }) => job);
  const threads = Math.min(4, availableParallelism());
  const { results, failures } = await runJobs(jobs, {
    threads,
    signal: context.signal,
    onProgress: (progress) => line.update(renderProgress(progress, performance.now() - startedMs)),
  }).finally(() => line.end());
  context.signal.throwIfAborted();
  const [failure] = failures;
  if (failure !== undefined) {
    throw new CliFailure(`a simulation failed, which is a bug in Ballast: ${failure.message}`, {
      exitCode: 1,
      fix: '`ballast advise --no-simulate` does without.',
    });
  }
  const outcomes = plan.runs.flatMap((run, index) => {
    const result = results[index] ?? null;
    return result === null ? [] : [{ run, result }];
  });
  return { outcomes, comparison: comparisonOf(plan, outcomes) };
}

/** A bar on a terminal; elsewhere said once. */
function progressLine(context: CliContext, what: string) {
  const bar = process.stderr.isTTY ? createLogUpdate(process.stderr) : null;
  if (bar === null) context.note(what);
  return {
    update: (text: string) => bar?.(text),
    end() {
      bar?.clear();
      bar?.done();
    },
  };
}

function partialRatiosOf({ targetFailingRatio, regionFailingRatio }: Assumptions) {
  return { target: targetFailingRatio, region: regionFailingRatio };
}

function forecastsOf(
  context: CliContext,
  options: EvidenceOptions,
  outcomes: readonly Outcome[],
): readonly ForecastEvidence[] {
  const { strategy, assumptions, rps, seed } = options;
  const years = yearsOf(options);
  const measuredOf = (service: ServiceStrategy) =>
    outcomes.some(({ run }) => run.service.name === service.name)
      ? measuredFaults(outcomes, {
          service,
          rps: loadOf({ strategy, rps }, service),
          seenFrom: strategy.gateways[0]?.region ?? '',
          partialRatios: partialRatiosOf(assumptions),
        })
      : [];
  const measured = Object.fromEntries(
    strategy.services.map((service) => [service.name, measuredOf(service)]),
  );
  const total = strategy.services.length;
  const line = progressLine(context, `forecasting ${years} years for each of ${total} services`);
  const onProgress = (ratio: number) => line.update(`forecasting: ${Math.round(ratio * 100)} %`);
  const forecasts = forecast({ strategy, assumptions, rps, years, seed, measured, onProgress });
  line.end();
  return forecasts.map((one, index) => {
    const service = strategy.services[index];
    return forecastEvidence(options, { forecast: one, service, measured: measured[one.service] });
  });
}

/** Fewer where there are many services, so that the whole takes seconds. */
function yearsOf({ strategy, years }: EvidenceOptions): number {
  return Math.max(YEARS_MIN, Math.min(years, Math.floor(YEARS_IN_ALL / strategy.services.length)));
}

const YEARS_MIN = 50;
const YEARS_IN_ALL = 20_000;

interface ForecastOf {
  readonly forecast: ServiceForecast;
  readonly service: ServiceStrategy | undefined;
  readonly measured: readonly MeasuredFault[] | undefined;
}

function forecastEvidence(
  options: EvidenceOptions,
  { forecast: one, service, measured = [] }: ForecastOf,
): ForecastEvidence {
  const { strategy, assumptions, rps, seed } = options;
  const events = (design: DesignName) =>
    service === undefined
      ? []
      : eventsOf(
          lossesByEvent({
            strategy,
            service,
            design,
            assumptions,
            rps: one.rps,
            measured,
            scale: { detection: 1, action: 1 },
          }),
        );
  const designs = DESIGN_NAMES.map((name) => {
    const { formula, availabilityRatio, budgetRatio, monteCarlo } = one.designs[name];
    const { windowsMetRatio, p95Ms } = monteCarlo;
    const design = { totalMs: formula.totalMs, availabilityRatio, budgetRatio, windowsMetRatio };
    return [name, { ...design, p95Ms, events: events(name) }] as const;
  });
  return {
    service: one.service,
    rps: one.rps,
    isRpsGiven: rps[one.service] !== undefined || Boolean(service?.load),
    yearBudgetMs: YEAR_MS * (1 - one.objective.availabilityRatio),
    isMeasured: one.isMeasured,
    years: yearsOf(options),
    seed,
    designs: Object.fromEntries(designs) as Readonly<Record<DesignName, DesignEvidence>>,
    levers: one.sensitivities.map(({ lever, savedMs }) => ({ lever, savedMs })),
  };
}

function eventsOf({
  events,
  coincidenceMs,
}: ReturnType<typeof lossesByEvent>): readonly EventEvidence[] {
  return [
    ...events.map((event) => ({
      event: nameOf(event),
      perYear: event.perYear,
      lossPerYearMs: event.lossMs,
    })),
    { event: 'coincidence', perYear: 0, lossPerYearMs: coincidenceMs },
  ];
}

function nameOf({ cause, kind }: EventLoss): ForecastEvent {
  if ((cause === 'target' || cause === 'region') && kind !== null) return `${cause}-${kind}`;
  return cause as 'gateway' | 'commonCause' | 'falseFailover';
}

function assumptionsOf(assumptions: Assumptions): Evidence['assumptions'] {
  return (Object.keys(FORECAST) as AssumptionKey[]).map((key) => {
    const { unit, source } = FORECAST[key];
    const value = assumptions[key];
    return { key, value, unit, source, isGiven: value !== DEFAULT_ASSUMPTIONS[key] };
  });
}
