/** A unit test of an alert, before it is put into promtool's form. Times count from its start. */

import type { AlertName } from '../../alerts.ts';

export interface TestSeries {
  /** Name and labels. */
  readonly series: string;
  /** In promtool's notation; one sample each interval. */
  readonly values: string;
}

export interface ExpectedAlert {
  /** Beside `severity`, `category`, `strategy` and those of the rule. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of the expression; only where the summary shows it. */
  readonly value?: number;
}

export interface TestCheck {
  readonly atMs: number;
  readonly alert: AlertName;
  readonly expected: readonly ExpectedAlert[];
}

export interface TestCase {
  /** A claim: `… fires, and ends when …`. */
  readonly claim: string;
  readonly intervalMs: number;
  readonly series: readonly TestSeries[];
  readonly checks: readonly TestCheck[];
}

export interface TestFile {
  readonly name: string;
  readonly what: string;
  readonly evaluationIntervalMs: number;
  readonly cases: readonly TestCase[];
}

export const MINUTE_MS = 60_000;

/** The same value so many times. */
export function flat(value: number, count: number): string {
  return `${value}x${count - 1}`;
}

/** Beginning at `from`, growing by `step`, so many values. */
export function growing(from: number, step: number, count: number): string {
  return `${from}+${step}x${count - 1}`;
}

/** Name and labels as a selector. */
export function seriesText(name: string, labels: Readonly<Record<string, string>>): string {
  const text = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${text.join(',')}}`;
}
