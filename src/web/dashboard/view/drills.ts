/**
 * What the page shows of drills. The API passes their reports on as their writer made them, so each
 * part is looked for and left out when it is not there.
 */

import type { Level } from './level.ts';

export interface CurrentDrill {
  readonly id: string;
  readonly title: string;
  readonly hypothesis: string | null;
  readonly phase: string;
  readonly by: string;
  readonly atMs: number;
  readonly expiresAtMs: number | null;
  readonly progress: {
    readonly sentence: string;
    readonly requests: number;
    readonly failed: number;
  } | null;
  /** What to type when nothing else helps. */
  readonly manual: readonly string[];
}

/** `null` when none runs. */
export function currentDrillOf(told: unknown): CurrentDrill | null {
  if (told === null || told === undefined) return null;
  const fields = recordOf(told);
  const drill = recordOf(fields['drill']);
  const progress = recordOf(fields['progress']);
  return {
    id: textOf(fields['id']) ?? '–',
    title: textOf(drill['title']) ?? textOf(drill['name']) ?? textOf(fields['id']) ?? '–',
    hypothesis: textOf(drill['hypothesis']),
    phase: textOf(fields['phase']) ?? '–',
    by: textOf(fields['by']) ?? '–',
    atMs: numberOf(fields['atMs']) ?? 0,
    expiresAtMs: numberOf(fields['expiresAtMs']),
    progress:
      fields['progress'] === null || fields['progress'] === undefined
        ? null
        : {
            sentence: textOf(progress['sentence']) ?? '',
            requests: numberOf(progress['requests']) ?? 0,
            failed: numberOf(progress['failed']) ?? 0,
          },
    manual: textsOf(fields['manual']),
  };
}

export interface DrillReportView {
  readonly title: string;
  readonly hypothesis: string | null;
  readonly by: string;
  readonly startedAtMs: number | null;
  /** In order; those that never happened are left out. */
  readonly times: readonly { readonly name: string; readonly atMs: number }[];
  readonly impact: readonly {
    readonly service: string;
    readonly requests: number;
    readonly failed: number;
    readonly badSeconds: number;
  }[];
  readonly preChecks: readonly {
    readonly code: string;
    readonly passed: boolean;
    readonly found: string;
    readonly fix: string | null;
  }[];
  readonly manual: readonly string[];
}

export function reportOf(told: unknown): DrillReportView {
  const fields = recordOf(told);
  const drill = recordOf(fields['drill']);
  const restore = recordOf(fields['restore']);
  const times = Object.entries(recordOf(fields['timeline'])).flatMap(([name, value]) => {
    const atMs = name.endsWith('AtMs') ? numberOf(value) : null;
    return atMs === null ? [] : [{ name, atMs }];
  });
  return {
    title: textOf(drill['title']) ?? textOf(drill['name']) ?? textOf(fields['id']) ?? '–',
    hypothesis: textOf(drill['hypothesis']),
    by: textOf(fields['by']) ?? '–',
    startedAtMs: numberOf(fields['startedAtMs']),
    times: times.toSorted((a, b) => a.atMs - b.atMs),
    impact: recordsOf(fields['services']).map((one) => ({
      service: textOf(one['service']) ?? '–',
      requests: numberOf(one['requests']) ?? 0,
      failed: numberOf(one['failed']) ?? 0,
      badSeconds: numberOf(one['badSeconds']) ?? 0,
    })),
    preChecks: recordsOf(fields['preChecks']).map((one) => ({
      code: textOf(one['code']) ?? '–',
      passed: one['passed'] === true,
      found: textOf(one['found']) ?? '',
      fix: textOf(one['fix']),
    })),
    manual: restore['restored'] === false ? textsOf(restore['manual']) : [],
  };
}

const VERDICTS: Readonly<Record<string, Level>> = {
  SUCCEEDED: 'good',
  FAILED: 'bad',
  INTERRUPTED: 'warn',
  INCONCLUSIVE: 'unknown',
};

export function levelOfVerdict(verdict: string): Level {
  return VERDICTS[verdict] ?? 'unknown';
}

type Fields = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

export function recordsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
