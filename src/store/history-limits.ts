/**
 * How long and how much of the past is kept. Whatever comes first, age or size, is the limit, so the
 * file stays bounded whatever the number of services.
 */

/** One width of step in which samples are kept. */
export interface SampleLevel {
  readonly stepMs: number;
  readonly keepMs: number;
  /** Characters of JSON. */
  readonly space: number;
}

export interface HistoryLimits {
  /** Finest first; each step is a whole number of the one before. */
  readonly levels: readonly SampleLevel[];
  readonly audit: number;
  /** Of each kind. */
  readonly reports: number;
  /** Characters of JSON of one report. */
  readonly reportSpace: number;
  /** Events and audit entries; their number is limited too. */
  readonly keepMs: number;
  /** Samples in one answer. */
  readonly samplesRead: number;
}

const DAY_MS = 86_400_000;

/**
 * Three services in two regions take some 500 characters a step: 9 MB, 10 MB and 7 MB. With 1,000
 * services the space is the limit, and the finest step reaches back about an hour.
 */
export const DEFAULT_HISTORY_LIMITS: HistoryLimits = {
  levels: [
    { stepMs: 10_000, keepMs: 2 * DAY_MS, space: 64_000_000 },
    { stepMs: 60_000, keepMs: 14 * DAY_MS, space: 64_000_000 },
    { stepMs: 600_000, keepMs: 90 * DAY_MS, space: 64_000_000 },
  ],
  audit: 100_000,
  reports: 200,
  reportSpace: 4_000_000,
  keepMs: 400 * DAY_MS,
  samplesRead: 20_000,
};

/** Rows that one call takes away at most, so that no tick waits long for it. */
export const TRIM_STEP = 200;

/** Entries in one answer. */
const QUERY_LIMIT = 10_000;

export function queryLimit(limit: number): number {
  return Math.max(1, Math.min(QUERY_LIMIT, Math.floor(limit)));
}

/** Begin of the step that a moment falls into. */
export function stepBegin(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}
