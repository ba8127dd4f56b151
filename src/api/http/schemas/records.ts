/** What is kept: the journal, the audit log, samples, reports. */

import { z } from 'zod';
import type { AuditEntry } from '../../../model/audit.ts';
import type {
  HistoryQuery,
  Numbered,
  Sample,
  SampleQuery,
  StoredReport,
} from '../../../model/history.ts';
import {
  freeForm,
  instantMs,
  named,
  nameText,
  queryInstantMs,
  queryNumber,
  ratio,
} from './parts.ts';

/** Rows of one page: what a browser shows and what an export reads at a time. */
const MAX_PAGE = 10_000;
const DEFAULT_PAGE = 100;
const MAX_SPAN_DAYS = 366;
const MAX_SPAN_MS = MAX_SPAN_DAYS * 24 * 3_600_000;

export interface NumberedPage<T> {
  readonly items: readonly Numbered<T>[];
  /** The next page goes on after this id; `null` when this one is empty. */
  readonly lastId: number | null;
}

export function numberedPage<T>(entry: z.ZodType<T>): z.ZodType<NumberedPage<T>> {
  return z.looseObject({
    items: z.array(z.looseObject({ id: z.number(), entry })),
    lastId: z.number().nullable().describe('The next page goes on after this id.'),
  });
}

export function pageOf<T>(items: readonly Numbered<T>[]): NumberedPage<T> {
  return { items, lastId: items.at(-1)?.id ?? null };
}

export const historyQuery: z.ZodType<HistoryQuery> = z.strictObject({
  sinceMs: queryInstantMs.exactOptional(),
  untilMs: queryInstantMs.exactOptional().describe('Exclusive.'),
  afterId: queryNumber({ min: 0, max: Number.MAX_SAFE_INTEGER })
    .exactOptional()
    .describe('Only entries with a higher id, oldest first. Without it the newest.'),
  limit: queryNumber({ min: 1, max: MAX_PAGE }).default(DEFAULT_PAGE),
});

export const samplesQuery: z.ZodType<SampleQuery> = z
  .strictObject({
    sinceMs: queryInstantMs,
    untilMs: queryInstantMs.describe('Exclusive.'),
    stepMs: queryNumber({ min: 1, max: MAX_SPAN_MS })
      .exactOptional()
      .describe('Nothing finer is wanted: 10 s, 1 min or 10 min.'),
    service: nameText.exactOptional(),
  })
  .refine(({ sinceMs, untilMs }) => untilMs > sinceMs, {
    params: { rule: 'until-before-since' },
  })
  .refine(({ sinceMs, untilMs }) => untilMs - sinceMs <= MAX_SPAN_MS, {
    params: { rule: 'span-too-long', days: MAX_SPAN_DAYS },
  });

export const reportsQuery = z.strictObject({
  limit: queryNumber({ min: 1, max: 1_000 }).default(DEFAULT_PAGE),
});

export const auditSchema: z.ZodType<AuditEntry> = named(
  'AuditEntry',
  z.looseObject({
    atMs: instantMs,
    by: z.string(),
    role: z.enum(['viewer', 'operator', 'admin']),
    via: z.enum(['cli', 'api', 'schedule']),
    action: z.string(),
    outcome: z.enum(['done', 'refused', 'failed']),
    message: z.string(),
    details: freeForm,
  }),
);

export const sampleSchema: z.ZodType<Sample> = named(
  'Sample',
  z.looseObject({
    atMs: instantMs,
    stepMs: z.number(),
    services: z.array(
      z.looseObject({
        service: z.string(),
        requests: z.number(),
        failed: z.number(),
        shed: z.number(),
        p50Ms: z.number().nullable(),
        p99Ms: z.number().nullable(),
        shares: z.record(z.string(), ratio),
        budgetLeftRatio: z.number().nullable(),
      }),
    ),
  }),
);

export const reportSchema: z.ZodType<StoredReport> = named(
  'StoredReport',
  z.looseObject({
    id: z.string(),
    kind: z.enum(['drill', 'post-mortem']),
    atMs: instantMs,
    title: z.string(),
    verdict: z.string().nullable(),
    report: z.unknown(),
  }),
);
