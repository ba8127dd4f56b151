/** Of what a report is made, and what its sections are made with. */

import type { Format, Language } from '../../lib/locale.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import type { Label, ReportMessages } from './words.ts';

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly isLoud?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'chart' }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Words {
  readonly messages: ReportMessages;
  readonly format: Format;
  readonly label: (label: Label) => string;
  readonly language: Language;
}

export type Section = (report: DrillReport, words: Words) => readonly Block[];

export function ratioText(
  ratio: number | null,
  { format, label }: Pick<Words, 'format' | 'label'>,
): string {
  return ratio === null ? label('unknown') : format.percent(Number(ratio.toPrecision(3)));
}

/** With its day. */
export function dateOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').slice(0, 19);
}

/** `10:31:05`; the day is in the head of the report. */
export function clockOf(atMs: number): string {
  return dateOf(atMs).slice(11);
}

/** A moment as a time after another one. */
export function after(ms: number, { duration }: Format): string {
  return ms <= 0 ? '0 s' : duration(ms);
}

export function latencyText(ms: number | null, { format, label }: Words): string {
  return ms === null ? label('unknown') : `${format.number(ms, 1)} ms`;
}
