/**
 * A run's seconds made fit to be drawn: at most a few hundred points. Where several seconds share a
 * point, the worst of them stands for errors and latencies, so that no short outage disappears, and
 * the mean for who served how much.
 */

import type { RunResult, SecondPoint } from '../../contract.ts';

export interface Bin {
  /** First second, since the warm-up. */
  readonly second: number;
  /** Of the worst second; `null` when nothing was sent. */
  readonly failedPercent: number | null;
  readonly p99Ms: number | null;
  /** Means per second. */
  readonly failed: number;
  readonly shed: number;
  readonly served: Readonly<Record<string, number>>;
  /** Mean, 0–100. */
  readonly busyPercent: Readonly<Record<string, number>>;
}

export interface Series {
  readonly bins: readonly Bin[];
  readonly secondsPerBin: number;
  /** In the order in which the run names them. */
  readonly regions: readonly string[];
}

/** Part of the duration that is shown of the warm-up. */
const LEAD_RATIO = 0.06;

export function seriesOf(
  { seconds }: RunResult,
  { durationMs, points }: { readonly durationMs: number; readonly points: number },
): Series {
  const lead = Math.ceil((durationMs / 1_000) * LEAD_RATIO);
  const shown = seconds.filter(({ second }) => second >= -lead && second < durationMs / 1_000);
  const secondsPerBin = Math.max(1, Math.ceil(shown.length / points));
  const regions = [...new Set(shown.flatMap(({ served }) => Object.keys(served)))];
  const bins: Bin[] = [];
  for (let index = 0; index < shown.length; index += secondsPerBin) {
    bins.push(binOf(shown.slice(index, index + secondsPerBin), regions));
  }
  return { bins, secondsPerBin, regions };
}

function binOf(points: readonly SecondPoint[], regions: readonly string[]): Bin {
  const mean = (valueOf: (point: SecondPoint) => number) =>
    points.reduce((sum, point) => sum + valueOf(point), 0) / points.length;
  const byRegion = (valueOf: (point: SecondPoint, region: string) => number) =>
    Object.fromEntries(regions.map((region) => [region, mean((one) => valueOf(one, region))]));
  return {
    second: points[0]?.second ?? 0,
    failedPercent: worst(
      points.map(({ sent, failed }) => (sent === 0 ? null : (100 * failed) / sent)),
    ),
    p99Ms: worst(points.map(({ p99Ms }) => p99Ms)),
    failed: mean(({ failed }) => failed),
    shed: mean(({ shed }) => shed),
    served: byRegion(({ served }, region) => served[region] ?? 0),
    busyPercent: byRegion(({ utilisation }, region) => 100 * (utilisation[region] ?? 0)),
  };
}

function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
