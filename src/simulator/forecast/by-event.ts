/**
 * The forecast by what happens instead of by part: how often each kind of failure comes in a year,
 * and what it costs. By formula, one kind at a time; what is left of the whole is several at once.
 */

import { buildModel } from './build-model.ts';
import { forecastByFormula } from './formula.ts';
import type { ForecastInput } from './input.ts';
import type { FaultSource, ForecastModel } from './model.ts';
import { CAUSES, totalOf, type Cause } from './parts.ts';
import { FAULT_KINDS, type FaultKind } from './phase-times.ts';

export interface EventLoss {
  readonly cause: Cause;
  /** `null` where a cause has one kind only. */
  readonly kind: FaultKind | null;
  readonly perYear: number;
  /** Full-outage equivalent in ms per year. */
  readonly lossMs: number;
}

export interface LossesByEvent {
  readonly events: readonly EventLoss[];
  /** Of failures that overlap, in ms per year. */
  readonly coincidenceMs: number;
}

export function lossesByEvent(input: ForecastInput): LossesByEvent {
  const model = buildModel(input);
  const kinds = [...FAULT_KINDS, null];
  const events = CAUSES.flatMap((cause) => kinds.flatMap((kind) => lossOf(model, { cause, kind })));
  const apart = events.reduce((sum, { lossMs }) => sum + lossMs, 0);
  const coincidenceMs = Math.max(0, totalOf(forecastByFormula(model)) - apart);
  return { events, coincidenceMs };
}

function lossOf(
  model: ForecastModel,
  { cause, kind }: Pick<EventLoss, 'cause' | 'kind'>,
): readonly EventLoss[] {
  const own = model.sources.filter((source) => source.cause === cause);
  const narrowed = new Map(
    own.map((source) => {
      const plans = source.plans.filter((plan) => plan.kind === kind);
      return [source, { ...source, plans }] as const;
    }),
  );
  const sources = own
    .map((source) => narrowed.get(source) ?? source)
    .filter(({ plans }) => plans.length > 0);
  if (sources.length === 0) return [];
  const lossMs = totalOf(forecastByFormula({ ...model, sources }));
  return [{ cause, kind, perYear: perYearOf(sources), lossMs }];
}

function perYearOf(sources: readonly FaultSource[]): number {
  return sources.reduce((sum, { perYear, plans }) => {
    return sum + perYear * plans.reduce((part, { probability }) => part + probability, 0);
  }, 0);
}
