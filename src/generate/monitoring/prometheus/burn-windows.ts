/**
 * Windows and rates of the burn-rate alerts (SRE workbook, chapter 5, table 5-8), as parts of the
 * objective's window, so that they mean the same for any: of 30 days they are 1 h, 6 h, 1 d and 3 d.
 * The short window, a twelfth, makes an alert end soon after the failures do.
 */

import type { AlertName } from '../alerts.ts';
import { durationText } from './promql.ts';

export interface BurnWindow {
  readonly alert: AlertName;
  /** Times as fast as the objective allows. */
  readonly factor: number;
  readonly longMs: number;
  readonly shortMs: number;
}

const TIERS = [
  { alert: 'BallastBudgetBurn14x', factor: 14.4, part: 1 / 720 },
  { alert: 'BallastBudgetBurn6x', factor: 6, part: 1 / 120 },
  { alert: 'BallastBudgetBurn3x', factor: 3, part: 1 / 30 },
  { alert: 'BallastBudgetBurn1x', factor: 1, part: 1 / 10 },
] as const satisfies readonly { alert: AlertName; factor: number; part: number }[];

const MINUTE_MS = 60_000;
/** A rate needs a few scrapes within its range. */
const SHORTEST_MS = 2 * MINUTE_MS;
const SHORT_PART = 1 / 12;

export function burnWindowsOf(objectiveWindowMs: number): readonly BurnWindow[] {
  return TIERS.map(({ alert, factor, part }) => {
    const longMs = wholeMinutes(objectiveWindowMs * part);
    return { alert, factor, longMs, shortMs: wholeMinutes(longMs * SHORT_PART) };
  });
}

/** Name of a range in the names of recording rules: `5m`, `1h`. */
export function rangeName(rangeMs: number): string {
  return durationText(rangeMs);
}

function wholeMinutes(durationMs: number): number {
  return Math.max(SHORTEST_MS, Math.round(durationMs / MINUTE_MS) * MINUTE_MS);
}
