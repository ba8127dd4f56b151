/**
 * What a real Kong 3.9.3 lost, by fault and configuration: requests failed of 13,034 in the whole
 * run of 65 s of sending at 200 requests/s, one run a cell, and the p99 of the fault window in ms
 * where it was written down.
 */

import type { ScenarioName } from '../../src/demo/scenarios.ts';

export const COLUMNS = ['folklore', 'tuned-round-robin', 'tuned-least-connections'] as const;

export type Column = (typeof COLUMNS)[number];

export interface Recorded {
  readonly lost: number;
  readonly p99Ms?: number;
  /**
   * Lost in further runs on a real Kong 3.9.3 with other seeds (`npm run bench:kong`), of cells where
   * luck decides: when five errors come in a row, or when the slow probes of folklore fall. Without the
   * warm-up.
   */
  readonly again?: readonly number[];
}

export type TwinFault = Exclude<ScenarioName, 'steady'>;

export const RECORDED: Readonly<Record<TwinFault, Readonly<Record<Column, Recorded>>>> = {
  'region-refuse': row([9], [8], [0]),
  'region-blackhole': row([5_961], [0, 2_100], [0, 2_100]),
  'target-gray': row([117, undefined, [587, 303, 239, 428, 485]], [80], [81]),
  'region-gray': row([298], [243], [232]),
  'target-slow': row([658, 1_400], [66, 1_300], [0, 220]),
  'region-slow': row([610, 740], [179, 690], [83, 690]),
  'small-secondary': row([3_832], [3_695], [3_658]),
  flapping: row([7], [20], [1]),
  'cold-return': row(
    [185, undefined, [169, 44, 5]],
    [95, undefined, [105, 98]],
    [42, undefined, [36, 32, 48]],
  ),
};

export const FAULTS = Object.keys(RECORDED) as readonly TwinFault[];

/** The twin is true when within a factor 2, or within ± 20 where few were lost. */
export function isWithin(lost: number, recorded: number): boolean {
  if (recorded < FEW) return Math.abs(lost - recorded) <= FEW_TOLERANCE;
  return lost >= recorded / FACTOR && lost <= recorded * FACTOR;
}

/** Whether real runs of Kong differ from each other by as much: all counts within theirs, and a factor 2. */
export function isAsKong(counts: readonly number[], { lost, again = [] }: Recorded): boolean {
  const real = [lost, ...again];
  const [least, most] = [Math.min(...real), Math.max(...real)];
  return (
    again.length > 0 && counts.every((count) => count >= least / FACTOR && count <= most * FACTOR)
  );
}

const FEW = 40;
const FEW_TOLERANCE = 20;
const FACTOR = 2;

type Cell = readonly [lost: number, p99Ms?: number | undefined, again?: readonly number[]];

function row(folklore: Cell, roundRobin: Cell, leastConnections: Cell): Record<Column, Recorded> {
  return {
    folklore: recordedOf(folklore),
    'tuned-round-robin': recordedOf(roundRobin),
    'tuned-least-connections': recordedOf(leastConnections),
  };
}

function recordedOf([lost, p99Ms, again]: Cell): Recorded {
  return {
    lost,
    ...(p99Ms === undefined ? {} : { p99Ms }),
    ...(again === undefined ? {} : { again }),
  };
}
