/**
 * What is kept for people to look back on: the journal by time, down-sampled observations, the audit
 * log, reports of drills. Bounded by age and by size. A second face of the store's file.
 */

import type { AuditEntry } from './audit.ts';
import type { ControlEvent } from './control.ts';
import type { OutcomeCounts } from './observation.ts';
import type { Store } from './ports.ts';

/** Numbered in the order in which they were kept; a page goes on after an id. */
export interface Numbered<T> {
  readonly id: number;
  readonly entry: T;
}

export interface HistoryQuery {
  /** Epoch milliseconds, inclusive. */
  readonly sinceMs?: number;
  /** Exclusive. */
  readonly untilMs?: number;
  /** Only entries with a higher id, oldest first. Without it the newest, still oldest first. */
  readonly afterId?: number;
  /** 1–10,000. */
  readonly limit: number;
}

/** One service over one step of time. */
export interface ServiceSample {
  readonly service: string;
  /** All but those that their clients left early. */
  readonly requests: number;
  /** Of the requests. */
  readonly failed: number;
  /** Of the failed: refused on purpose. */
  readonly shed: number;
  /** Seconds in which more than 1 % of the requests failed; absent where nobody counted. */
  readonly badSeconds?: number;
  /** By outcome, of tries that failed, also those that another try made good; by region. */
  readonly failedTries?: Readonly<Record<string, FailedTries>>;
  /** How many answers fell into which bucket of `src/lib/histogram.ts`; empty buckets left out. */
  readonly latency?: readonly (readonly [bucket: number, count: number])[];
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Shares of the traffic by region that the weights gave (0–1). */
  readonly shares: Readonly<Record<string, number>>;
  /** Part of the error budget that is left. */
  readonly budgetLeftRatio: number | null;
}

export type FailedTries = Readonly<
  Pick<OutcomeCounts, 'errors' | 'overload' | 'timeouts' | 'connectFailures'>
>;

/** Services without a request in it may be left out. */
export interface Sample {
  /** Begin of the step. */
  readonly atMs: number;
  readonly stepMs: number;
  readonly services: readonly ServiceSample[];
}

export interface SampleQuery {
  /** Epoch milliseconds; steps that overlap the span are given whole. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  /** Nothing finer is wanted: 10 s, 1 min or 10 min. */
  readonly stepMs?: number;
  /** Samples of one service only. */
  readonly service?: string;
}

export interface StoredReport {
  readonly id: string;
  readonly kind: 'drill' | 'post-mortem';
  readonly atMs: number;
  readonly title: string;
  readonly verdict: string | null;
  /** As its writer made it. */
  readonly report: unknown;
}

export interface History {
  readEvents(query: HistoryQuery): Promise<readonly Numbered<ControlEvent>[]>;
  appendAudit(entry: AuditEntry): Promise<void>;
  readAudit(query: HistoryQuery): Promise<readonly Numbered<AuditEntry>[]>;
  /** What is already there of the same step is added to it. */
  appendSample(sample: Sample): Promise<void>;
  /**
   * Oldest first, each stretch of time once and in the finest step that is kept of it (older time is
   * kept coarser), but no more than some ten thousand samples: a long span comes in a coarser step.
   */
  readSamples(query: SampleQuery): Promise<readonly Sample[]>;
  putReport(report: StoredReport): Promise<void>;
  /** Newest first, without their contents (`report` is `null`). */
  listReports(kind: StoredReport['kind'], limit: number): Promise<readonly StoredReport[]>;
  readReport(id: string): Promise<StoredReport | null>;
}

/** Both faces of one file. */
export type KeptStore = Store & { readonly history: History };
