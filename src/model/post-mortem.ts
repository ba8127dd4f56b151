/**
 * The report on a span of time as it is kept: everything that is told in it, bounded, as data. It is
 * put into words when it is read, in the language of whoever reads it.
 */

import type { AuditEntry } from './audit.ts';
import type { ControlEvent } from './control.ts';
import type { FailedTries, Numbered } from './history.ts';

export interface PostMortem {
  readonly version: 1;
  readonly strategy: string;
  /** Epoch milliseconds, inclusive. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  /** The one that it is about; `null` for all. */
  readonly service: string | null;
  readonly madeAtMs: number;
  readonly madeBy: string;
  /** Those that lost most. */
  readonly services: readonly ServiceFacts[];
  readonly serviceCount: number;
  /** What was decided, without what only repeats; the first ones. */
  readonly decisions: readonly Numbered<ControlEvent>[];
  readonly decisionCount: number;
  /** What was wanted and refused, each reason once; the first ones. */
  readonly refusals: readonly Numbered<ControlEvent>[];
  readonly refusalCount: number;
  /** What people did, the first lines; `null` when the reader may not see it. */
  readonly deeds: readonly Numbered<AuditEntry>[] | null;
  /** Of those that were done. */
  readonly deedCount: number;
  /** Those that bear on it. */
  readonly settings: readonly PostMortemSetting[];
  /** How many samples of which width it was made from. */
  readonly samples: { readonly count: number; readonly stepsMs: readonly number[] };
  /** A signal was stale within the span. */
  readonly wasSilent: boolean;
  /** There were more events than were read. */
  readonly isCut: boolean;
}

export interface PostMortemSetting {
  readonly path: string;
  readonly value: unknown;
  readonly isDefault: boolean;
  readonly source: string | null;
}

export interface ServiceFacts {
  readonly service: string;
  readonly requests: number;
  /** Of them; `shed` of these were refused on purpose. */
  readonly failed: number;
  readonly shed: number;
  /** `null` where seconds were not counted. */
  readonly badSeconds: number | null;
  /** Part of the budget that was left before and after; `null` where it is not known. */
  readonly budgetBefore: number | null;
  readonly budgetAfter: number | null;
  readonly worstP99Ms: number | null;
  /** Failed tries by region and kind. */
  readonly causes: readonly Cause[];
  readonly times: IncidentTimes | null;
}

export interface Cause {
  readonly region: string;
  readonly kind: keyof FailedTries;
  readonly tries: number;
}

/** `null` where it did not happen within the span. */
export interface IncidentTimes {
  /** Begin of the first step in which more than 1 % of the requests failed. */
  readonly beganMs: number;
  /** Width of that step: everything else is as exact as this. */
  readonly stepMs: number;
  readonly detected: Numbered<ControlEvent> | null;
  readonly acted: Numbered<ControlEvent> | null;
  /** End of the last such step; `null` when it is the last one of the span. */
  readonly overMs: number | null;
}

/** `null` for what is none, or of a later version. */
export function readPostMortem(stored: unknown): PostMortem | null {
  if (typeof stored !== 'object' || stored === null) return null;
  return (stored as Partial<PostMortem>).version === 1 ? (stored as PostMortem) : null;
}

/** A report as blocks of running text, for whoever draws it; no markup is read from its texts. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly blocks: readonly ReportBlock[];
  }[];
}

export type ReportBlock =
  | { readonly kind: 'heading' | 'note' | 'paragraph' | 'warning'; readonly text: ReportText }
  | { readonly kind: 'list'; readonly items: readonly ReportText[] }
  | {
      readonly kind: 'table';
      readonly head: readonly ReportText[];
      readonly rows: readonly (readonly ReportText[])[];
      /** Columns of numbers, by index. */
      readonly numeric: readonly number[];
    };

export type ReportText = readonly { readonly text: string; readonly look: ReportLook }[];
export type ReportLook = 'plain' | 'code' | 'strong' | 'trace';

/** Both ways to read one. */
export interface RenderedReport {
  readonly document: ReportDocument;
  readonly markdown: string;
}
