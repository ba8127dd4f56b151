/** What is compared between contestants, as data: each row of every table and column of the CSV. */

import type { RunResult } from '../contract.ts';

export type MeasureKey =
  | 'failedPercent'
  | 'shedPercent'
  | 'badSeconds'
  | 'cleanAfterS'
  | 'p50Ms'
  | 'p99Ms'
  | 'p999Ms'
  | 'meanMs'
  | 'writes'
  | 'ejections'
  | 'regionMoves'
  | 'findings';

export interface Measure {
  /** In JSON and CSV; the unit is its last word. */
  readonly key: MeasureKey;
  readonly label: string;
  readonly unit: '' | '%' | 's' | 'ms';
  /** What is better; `neither` is told but not judged. */
  readonly better: 'less' | 'neither';
  /** Left out of tables for people when nobody has any. */
  readonly isOptional: boolean;
  /** What `null` means, in a word. */
  readonly none: string;
  readonly valueOf: (result: RunResult) => number | null;
}

export const MEASURES: readonly Measure[] = [
  measure('failedPercent', 'requests lost', '%', (run) => percentOf(run.failed, run.sent)),
  {
    ...measure('shedPercent', '… of these refused on purpose', '%', (run) =>
      percentOf(run.shed, run.sent),
    ),
    better: 'neither',
    isOptional: true,
  },
  measure('badSeconds', 'bad seconds (over 1 % lost)', '', (run) => run.badSeconds),
  {
    ...measure('cleanAfterS', 'clean after', 's', ({ cleanAfterMs }) =>
      cleanAfterMs === null ? null : cleanAfterMs / 1_000,
    ),
    none: 'never',
  },
  measure('p50Ms', 'latency p50', 'ms', (run) => run.p50Ms),
  measure('p99Ms', 'latency p99', 'ms', (run) => run.p99Ms),
  measure('p999Ms', 'latency p99.9', 'ms', (run) => run.p999Ms),
  measure('meanMs', 'latency mean', 'ms', (run) => run.meanMs),
  told('writes', 'weights written', (run) => run.writes),
  optional(told('ejections', 'targets ejected', (run) => run.ejections)),
  optional(told('regionMoves', 'regions evacuated, returns undone', (run) => run.regionMoves)),
  optional(told('findings', 'guarantees broken', (run) => run.findings.length)),
];

function measure(
  key: MeasureKey,
  label: string,
  unit: Measure['unit'],
  valueOf: Measure['valueOf'],
): Measure {
  return { key, label, unit, better: 'less', isOptional: false, none: '–', valueOf };
}

function told(key: MeasureKey, label: string, valueOf: Measure['valueOf']): Measure {
  return { ...measure(key, label, '', valueOf), better: 'neither' };
}

function optional(row: Measure): Measure {
  return { ...row, isOptional: true };
}

function percentOf(count: number, total: number): number {
  return total === 0 ? 0 : (100 * count) / total;
}
