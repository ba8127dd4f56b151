/** Lines of the journal, of the audit log and of the samples in the formats of an export. */

import type { AuditEntry } from '../../model/audit.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Numbered, Sample } from '../../model/history.ts';

export type ExportFormat = 'jsonl' | 'csv' | 'md';

/** How one kind of entry becomes a line: as data, and in columns. */
export interface RowShape<T> {
  readonly head: readonly string[];
  readonly data: (entry: T) => unknown;
  /** One entry may take several lines of a table. */
  readonly cells: (entry: T) => readonly (readonly Cell[])[];
}

type Cell = string | number | null;

export const EVENT_SHAPE: RowShape<Numbered<ControlEvent>> = {
  head: ['id', 'at', 'kind', 'upstream', 'region', 'target', 'message', 'evidence'],
  data: ({ id, entry }) => ({ id, at: isoTime(entry.atMs), ...entry }),
  cells: ({ id, entry }) => {
    const { atMs, kind, upstream, region, target, message, evidence } = entry;
    return [[id, isoTime(atMs), kind, upstream, region, target, message, JSON.stringify(evidence)]];
  },
};

export const AUDIT_SHAPE: RowShape<Numbered<AuditEntry>> = {
  head: ['id', 'at', 'by', 'role', 'via', 'action', 'outcome', 'message', 'details'],
  data: ({ id, entry }) => ({ id, at: isoTime(entry.atMs), ...entry }),
  cells: ({ id, entry }) => {
    const { atMs, by, role, via, action, outcome, message, details } = entry;
    return [[id, isoTime(atMs), by, role, via, action, outcome, message, JSON.stringify(details)]];
  },
};

export const SAMPLE_SHAPE: RowShape<Sample> = {
  head: [
    'at',
    'stepSeconds',
    'service',
    'requests',
    'failed',
    'shed',
    'badSeconds',
    'p50Ms',
    'p99Ms',
    'budgetLeftRatio',
    'shares',
  ],
  data: (sample) => ({ at: isoTime(sample.atMs), ...sample }),
  cells: ({ atMs, stepMs, services }) =>
    services.map((one) => [
      isoTime(atMs),
      stepMs / 1_000,
      one.service,
      one.requests,
      one.failed,
      one.shed,
      one.badSeconds ?? null,
      one.p50Ms,
      one.p99Ms,
      one.budgetLeftRatio,
      JSON.stringify(one.shares),
    ]),
};

/** What comes before the first line. */
export function renderHead({ head }: RowShape<never>, format: ExportFormat): string {
  switch (format) {
    case 'jsonl':
      return '';
    case 'csv':
      return `${head.join(',')}\r\n`;
    case 'md':
      return `| ${head.join(' | ')} |\n| ${head.map(() => '---').join(' | ')} |\n`;
  }
}

export function renderRows<T>(
  entries: readonly T[],
  { data, cells }: RowShape<T>,
  format: ExportFormat,
): string {
  switch (format) {
    case 'jsonl':
      return entries.map((entry) => `${JSON.stringify(data(entry))}\n`).join('');
    case 'csv':
      return entries
        .flatMap(cells)
        .map((row) => `${row.map(csvCell).join(',')}\r\n`)
        .join('');
    case 'md':
      return entries
        .flatMap(cells)
        .map((row) => `| ${row.map(markdownCell).join(' | ')} |\n`)
        .join('');
  }
}

/** RFC 4180; a text that a spreadsheet would take for a formula is led by an apostrophe. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdownCell(cell: Cell): string {
  return String(cell ?? '')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/\r?\n/g, ' ');
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
