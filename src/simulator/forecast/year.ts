/** Adds up years: from change to change, what is wrong then and what that loses. */

import { loadBetween } from './demand.ts';
import type { TimedEffect, Year } from './events.ts';
import { lossesOf, overloadOf, type Effect, type Losses } from './losses.ts';
import { YEAR_MS, type ForecastModel } from './model.ts';
import { PARTS, type Part } from './parts.ts';

/** Called with what was lost from a moment on; never with nothing. */
export type Add = (atMs: number, part: Part, lossMs: number) => void;

export interface YearAdder {
  add(year: Year, add: Add): void;
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

interface KnownLosses extends Losses {
  /** Those parts that are not 0. */
  readonly rates: readonly (readonly [Part, number])[];
}

/** Most of the time one thing is wrong at a time: its losses are worked out once. */
export function createYearAdder(model: ForecastModel): YearAdder {
  const known = new Map<Effect, KnownLosses>();
  const peace = knownLosses(model, []);
  const lossesAt = (active: readonly TimedEffect[]): KnownLosses => {
    const [only] = active;
    if (active.length !== 1 || only === undefined) {
      return knownLosses(
        model,
        active.map(({ effect }) => effect),
      );
    }
    const cached = known.get(only.effect) ?? knownLosses(model, [only.effect]);
    known.set(only.effect, cached);
    return cached;
  };
  return {
    add(year, add) {
      for (const { atMs, part, lossMs } of year.spots) add(atMs, part, lossMs);
      sweep(year.effects, (span, active) => {
        addSpan({ model, peace, losses: lossesAt(active) }, span, add);
      });
    },
  };
}

function knownLosses(model: ForecastModel, effects: readonly Effect[]): KnownLosses {
  const losses = lossesOf(model, effects);
  const rates = PARTS.map((part) => [part, losses.parts[part]] as const);
  return { ...losses, rates: rates.filter(([, rate]) => rate > 0) };
}

/** Calls with each span in which the same things are wrong, and at least one is. */
function sweep(
  unsorted: readonly TimedEffect[],
  visit: (span: Span, active: readonly TimedEffect[]) => void,
): void {
  const effects = unsorted.toSorted((left, right) => left.fromMs - right.fromMs);
  const active: TimedEffect[] = [];
  let next = 0;
  let nowMs = 0;
  while (next < effects.length || active.length > 0) {
    if (active.length === 0) nowMs = effects[next]?.fromMs ?? nowMs;
    let entry = effects[next];
    while (entry !== undefined && entry.fromMs <= nowMs) {
      active.push(entry);
      next += 1;
      entry = effects[next];
    }
    let untilMs = entry?.fromMs ?? Infinity;
    for (const one of active) untilMs = Math.min(untilMs, one.untilMs);
    visit({ fromMs: nowMs, untilMs }, active);
    nowMs = untilMs;
    removeEnded(active, nowMs);
  }
}

/** In place: most of the time of a forecast is spent in this loop. */
function removeEnded(active: TimedEffect[], nowMs: number): void {
  let kept = 0;
  for (const entry of active) {
    if (entry.untilMs <= nowMs) continue;
    active[kept] = entry;
    kept += 1;
  }
  active.length = kept;
}

function addSpan(
  { model, peace, losses }: { model: ForecastModel; peace: Losses; losses: KnownLosses },
  span: Span,
  add: Add,
): void {
  const load = loadBetween(model.demand, span.fromMs, span.untilMs);
  let lost = 0;
  for (const [part, rate] of losses.rates) {
    lost += rate * load;
    add(span.fromMs, part, rate * load);
  }
  const excess =
    overloadOf(model.demand, losses.loads, span) - overloadOf(model.demand, peace.loads, span);
  if (excess <= 0) return;
  const left = Math.max(0, load - lost);
  add(span.fromMs, 'overload', Math.min(excess * model.overflowFactor, left));
}

/** Which window of an objective a moment falls into; what is left of the year is in the last. */
export function windowAt(atMs: number, windowMs: number): number {
  return Math.min(Math.floor(atMs / windowMs), Math.max(0, Math.floor(YEAR_MS / windowMs) - 1));
}
