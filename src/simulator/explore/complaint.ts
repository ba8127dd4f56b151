/** What exploring a random world found: a broken guarantee, a missed bound, or a crash. */

import type { Finding, RunResult, Scenario } from '../contract.ts';
import type { Strategy } from '../../model/strategy.ts';

export interface Complaint {
  /** `G1`–`G10`, `thrown`, or the name of a liveness rule; shrinking keeps it the same. */
  readonly rule: string;
  readonly atMs: number;
  readonly message: string;
  readonly evidence: Finding['evidence'];
}

/** The runs of one scenario under one seed. */
export interface Explored {
  readonly scenario: Scenario;
  readonly strategy: Strategy;
  readonly ballast: RunResult;
  /** Ballast's configuration with no Ballast running. */
  readonly generated: RunResult;
}

export function complaintOf({ guarantee, atMs, message, evidence }: Finding): Complaint {
  return { rule: guarantee, atMs, message, evidence };
}
