/**
 * What is kept for people to look back on: the journal by time, down-sampled observations, the audit
 * log, reports of drills. Bounded by age and by size. A second face of the store's file.
 */

import type { AuditEntry } from './audit.ts';
import type { ControlEvent } from './control.ts';

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
  /** By outcome. */
  readonly requests: number;
  readonly failed: number;
  readonly shed: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Shares of the traffic by region that the weights gave (0–1). */
  readonly shares: Readonly<Record<string, number>>;
  /** Part of the error budget that is left. */
  readonly budgetLeftRatio: number | null;
}

export interface Sample {
  readonly atMs: number;
  readonly stepMs: number;
  readonly services: readonly ServiceSample[];
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
  appendSample(sample: Sample): Promise<void>;
  /** Of the finest step that is kept for the time asked for. */
  readSamples(query: { sinceMs: number; untilMs: number }): Promise<readonly Sample[]>;
  putReport(report: StoredReport): Promise<void>;
  /** Newest first, without their contents (`report` is `null`). */
  listReports(kind: StoredReport['kind'], limit: number): Promise<readonly StoredReport[]>;
  readReport(id: string): Promise<StoredReport | null>;
}
