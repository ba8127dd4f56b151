/** What is assumed where nothing is known. */

import type { LintContext } from './contract.ts';

export const DEFAULT_CONTEXT: LintContext = {
  /** 259 s in 30 days. */
  objective: { availabilityRatio: 0.9999, windowMs: 30 * 86_400_000 },
  /** What browsers and most HTTP clients wait at least. */
  deadlineMs: 60_000,
  kong: { edition: 'oss', version: '3.9.3', nodes: 1 },
};

/** The time that may fail within the window, as a full outage. */
export function budgetMsOf({ objective }: LintContext): number {
  return (1 - objective.availabilityRatio) * objective.windowMs;
}
