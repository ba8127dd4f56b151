/** Kinds of panels that several dashboards have, and the words of their values. */

import { KONG_JOB } from '../monitoring/prometheus/rule-context.ts';
import type { Panel, Query, Threshold, Unit } from './dashboard.ts';

/** Matchers of Ballast's own series and, beside them, of services and regions chosen. */
export const OWN = 'strategy="$strategy"';
export const SERVICE = `${OWN},service=~"$service"`;
/** Kong's series, as the generated scrape configuration labels them. */
export const KONG = `job="${KONG_JOB}",service=~"$service"`;

type Look = Partial<Pick<Panel, 'thresholds' | 'values' | 'range' | 'isStacked' | 'width'>>;

interface Shown {
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
}

/** One number, four columns wide. */
export function stat(shown: Shown, expr: string, look: Look = {}): Panel {
  return { ...shown, kind: 'stat', width: 4, queries: [{ expr, legend: '' }], ...look };
}

/** Lines over time, half the width. */
export function graph(shown: Shown, queries: readonly Query[], look: Look = {}): Panel {
  return { ...shown, kind: 'timeseries', width: 12, queries, ...look };
}

/** Coloured bars of states over time, half the width. */
export function states(
  shown: Omit<Shown, 'unit'>,
  query: Query,
  values: NonNullable<Panel['values']>,
): Panel {
  return { ...shown, kind: 'state-timeline', width: 12, unit: 'none', queries: [query], values };
}

/** Good above, bad below. */
export const BUDGET_THRESHOLDS: readonly Threshold[] = [
  { color: 'red' },
  { from: 0, color: 'orange' },
  { from: 0.25, color: 'yellow' },
  { from: 0.5, color: 'green' },
];

/** Any is worth a look. */
export const NONE_WANTED: readonly Threshold[] = [{ color: 'green' }, { from: 1, color: 'orange' }];

/** Of burn rates: 1 spends the budget exactly; 14.4 in an hour pages. */
export const BURN_THRESHOLDS: readonly Threshold[] = [
  { color: 'green' },
  { from: 1, color: 'yellow' },
  { from: 6, color: 'orange' },
  { from: 14.4, color: 'red' },
];

export const YES_NO = {
  0: { text: 'no', color: 'red' },
  1: { text: 'yes', color: 'green' },
} as const satisfies Panel['values'];

/** 1 is what nobody wants. */
export const WRONG_RIGHT = {
  0: { text: 'no', color: 'green' },
  1: { text: 'yes', color: 'red' },
} as const satisfies Panel['values'];

/** The phases of a region in order of trouble; the metric has one series for each. */
const PHASES = ['healthy', 'spill', 'ramp', 'probing', 'unknown', 'evacuated'] as const;

export const PHASE_VALUES = {
  0: { text: 'healthy', color: 'green' },
  1: { text: 'spill', color: 'yellow' },
  2: { text: 'ramp', color: 'blue' },
  3: { text: 'probing', color: 'purple' },
  4: { text: 'unknown', color: 'text' },
  5: { text: 'evacuated', color: 'red' },
} as const satisfies Panel['values'];

/** One number for the phase of each region, as `PHASE_VALUES` names them. */
export function phaseExpr(matchers: string): string {
  const parts = PHASES.map(
    (phase, index) => `ballast_region_phase{${matchers},phase="${phase}"} * ${index}`,
  );
  return `max by (service, region) (${parts.join(' or ')})`;
}

export const ROTATION_VALUES = {
  0: { text: 'in', color: 'green' },
  1: { text: 'trial', color: 'blue' },
  2: { text: 'out', color: 'red' },
} as const satisfies Panel['values'];

/** One number for the rotation of each target, as `ROTATION_VALUES` names them. */
export function rotationExpr(matchers: string): string {
  const parts = ['in', 'trial', 'out'].map(
    (rotation, index) => `ballast_target_rotation{${matchers},rotation="${rotation}"} * ${index}`,
  );
  return `max by (service, region, target) (${parts.join(' or ')})`;
}

/** Requests that did not end well, as a part of all; 0 and not absent while none fails. */
export function failedPart(
  name: string,
  { by, matchers }: { by: string; matchers: string },
): string {
  const rate = (more: string) =>
    `sum by (${by}) (rate(${name}{${matchers}${more}}[$__rate_interval]))`;
  return `1 - ${rate(',outcome="ok"')} / ${rate('')}`;
}

/** A quantile of a histogram of seconds. */
export function quantile(
  ratio: number,
  { name, by, matchers }: { name: string; by: string; matchers: string },
): string {
  const labels = by === '' ? 'le' : `le, ${by}`;
  return `histogram_quantile(${ratio}, sum by (${labels}) (rate(${name}_bucket{${matchers}}[$__rate_interval])))`;
}

/** Per second, summed over replicas and all labels but these. */
export function perSecond(
  name: string,
  { by, matchers }: { by: string; matchers: string },
): string {
  return `sum by (${by}) (rate(${name}{${matchers}}[$__rate_interval]))`;
}
