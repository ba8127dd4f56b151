/**
 * The test of an alert on a state: quiet, then loud for longer than it must hold, then quiet again.
 * It must be silent before, silent while it has not held long enough, fire, and end.
 */

import { type AlertName, ALERTS } from '../../alerts.ts';
import {
  type ExpectedAlert,
  flat,
  growing,
  MINUTE_MS,
  type TestCase,
  type TestSeries,
} from './test-case.ts';

export interface Switch {
  readonly alert: AlertName;
  readonly claim: string;
  /** Series that change, with both values. */
  readonly changing: readonly SwitchedSeries[];
  /** Series that stay as they are. */
  readonly constant?: readonly { readonly series: string; readonly value: number }[];
  readonly expected: readonly ExpectedAlert[];
  /** How long until the loud values show in the expression, beyond the alert's own wait. */
  readonly delayMs?: number;
  /** How long until the quiet ones do. */
  readonly tailMs?: number;
}

/** `gone`: no sample at all; `clock`: the time of the test in seconds; `perMinute`: a counter. */
export type Level = number | 'gone' | 'clock' | 'stopped' | { readonly perMinute: number };

export interface SwitchedSeries {
  readonly series: string;
  readonly quiet: Level;
  readonly loud: Level;
}

export const QUIET_MINUTES = 4;

export function switchCase(options: Switch): TestCase {
  const { alert, claim, changing, constant = [], expected } = options;
  const forMinutes = ALERTS[alert].forMs / MINUTE_MS;
  const delay = (options.delayMs ?? 0) / MINUTE_MS;
  const tail = (options.tailMs ?? 2 * MINUTE_MS) / MINUTE_MS;
  const loud = forMinutes + delay + 5;
  const phases = [QUIET_MINUTES, loud, tail + 3];
  const total = phases.reduce((sum, minutes) => sum + minutes, 0);
  const early = QUIET_MINUTES + delay + forMinutes - 1;
  const at = (minutes: number, alerts: readonly ExpectedAlert[]) => ({
    atMs: minutes * MINUTE_MS,
    alert,
    expected: alerts,
  });
  return {
    claim,
    intervalMs: MINUTE_MS,
    series: [
      ...changing.map((one) => switched(one, phases)),
      ...constant.map(({ series, value }) => ({ series, values: flat(value, total) })),
    ],
    checks: [
      at(QUIET_MINUTES - 1, []),
      ...(forMinutes > 1 && delay === 0 ? [at(early, [])] : []),
      at(QUIET_MINUTES + loud - 2, expected),
      at(total - 1, []),
    ],
  };
}

/** When the expression is looked at while it fires, in ms from the start. */
export function loudCheckMs(options: Pick<Switch, 'alert' | 'delayMs'>): number {
  const forMs = ALERTS[options.alert].forMs;
  return QUIET_MINUTES * MINUTE_MS + forMs + (options.delayMs ?? 0) + 3 * MINUTE_MS;
}

function switched({ series, quiet, loud }: SwitchedSeries, phases: readonly number[]): TestSeries {
  let startMinute = 0;
  let counter = 0;
  const parts = phases.map((count, index) => {
    const level = index === 1 ? loud : quiet;
    const begins = startMinute;
    startMinute += count;
    if (level === 'gone') return `stale _x${count - 1}`;
    if (level === 'clock') return growing(begins * 60, 60, count);
    if (level === 'stopped') return flat((begins - 1) * 60, count);
    if (typeof level === 'number') return flat(level, count);
    const from = index === 0 ? 0 : counter + level.perMinute;
    counter = from + level.perMinute * (count - 1);
    return growing(from, level.perMinute, count);
  });
  return { series, values: parts.join(' ') };
}
