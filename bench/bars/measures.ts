/** Numbers that are made of a run. Ratios are 0–1, percents are said so. */

import type { RunResult, SecondPoint } from '../../src/simulator/contract.ts';

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export function secondsIn({ seconds }: RunResult, { fromMs, toMs }: Window) {
  return seconds.filter(({ second }) => 1_000 * second >= fromMs && 1_000 * second < toMs);
}

export function failedRatio(run: RunResult, window: Window): number {
  const points = secondsIn(run, window);
  return (
    total(points, ({ failed }) => failed) /
    Math.max(
      1,
      total(points, ({ sent }) => sent),
    )
  );
}

/** Median over the seconds of each second's p99: the steady one, not that of the worst moment. */
export function steadyP99Ms(run: RunResult, window: Window): number {
  const values = secondsIn(run, window)
    .map(({ p99Ms }) => p99Ms ?? 0)
    .sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}

/** Answered in time, per second. */
export function goodputRps(run: RunResult, window: Window): number {
  const points = secondsIn(run, window);
  return total(points, ({ sent, failed }) => sent - failed) / Math.max(1, points.length);
}

/** Seconds of full outage that the failures are worth. */
export function badUserSeconds(run: RunResult, window: Window): number {
  return total(secondsIn(run, window), ({ sent, failed }) => (sent === 0 ? 0 : failed / sent));
}

/** The highest mean utilisation of a region over any 10 s. */
export function peakUtilisation(run: RunResult, region: string, window: Window): number {
  const points = secondsIn(run, window);
  let peak = 0;
  for (let first = 0; first + 10 <= points.length; first += 1) {
    const ten = points.slice(first, first + 10);
    peak = Math.max(peak, total(ten, ({ utilisation }) => utilisation[region] ?? 0) / 10);
  }
  return peak;
}

/** From the moment to the last change of weights after which the region has at most this share. */
export function shiftedAfterMs(
  run: RunResult,
  options: { readonly region: string; readonly fromMs: number; readonly share: number },
): number {
  const { region, fromMs, share } = options;
  const shareAt = (weights: Readonly<Record<string, number>>) => {
    const entries = Object.entries(weights);
    const sum = entries.reduce((all, [, weight]) => all + weight, 0);
    const own = entries.filter(([target]) => target.includes(`.${region}:`));
    return own.reduce((all, [, weight]) => all + weight, 0) / Math.max(1, sum);
  };
  const moved = run.weights.find(
    ({ atMs, weights }) => atMs >= fromMs && shareAt(weights) <= share,
  );
  return moved === undefined ? Infinity : moved.atMs - fromMs;
}

/** Decisions of these kinds. */
export function countOf(run: RunResult, kinds: readonly string[]): number {
  return run.decisions.filter(({ kind }) => kinds.includes(kind)).length;
}

export function total(points: readonly SecondPoint[], value: (point: SecondPoint) => number) {
  return points.reduce((sum, point) => sum + value(point), 0);
}
