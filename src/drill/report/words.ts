/** The words of a report: one shape, in every language. */

import type { Format } from '../../lib/locale.ts';
import type {
  DrillReason,
  DrillReport,
  DrillVerdict,
  Judgement,
  PreCheckCode,
} from '../../model/drill-report.ts';

export interface ReportMessages {
  readonly title: (title: string) => string;
  readonly verdict: Readonly<Record<DrillVerdict, string>>;
  readonly reason: (reason: DrillReason, format: Format) => string;
  readonly what: Readonly<Record<Judgement['what'], string>>;
  readonly preCheck: Readonly<Record<PreCheckCode, string>>;
  readonly headings: {
    readonly verdict: string;
    readonly what: string;
    readonly preChecks: string;
    readonly steady: string;
    readonly timeline: string;
    readonly nodes: string;
    readonly impact: string;
    readonly survivors: string;
    readonly expectations: string;
    readonly restore: string;
    readonly comparison: string;
    readonly events: string;
    readonly evidence: string;
    readonly chart: string;
  };
  readonly labels: Readonly<Record<Label, string>>;
  /** T0 to T7. */
  readonly times: readonly string[];
  readonly fault: Readonly<Record<DrillReport['drill']['fault']['kind'], string>>;
  readonly steadyLine: (reading: NonNullable<DrillReport['steady']>, format: Format) => string;
  readonly unrestored: string;
  readonly restored: (by: string, attempts: number, format: Format) => string;
  readonly restoredByOther: string;
  readonly resolution: string;
  readonly nodesNote: string;
  readonly fewRequests: (rps: number, format: Format) => string;
  readonly toStay: (ratio: number, format: Format) => string;
  readonly marksNote: string;
  readonly writesNote: (services: string) => string;
  readonly otherDrill: string;
  readonly moreEvents: (count: number) => string;
  /** Under the chart; `top` is its highest bar. */
  readonly chartLine: (top: number, format: Format) => string;
  readonly budgetNote: string;
  readonly preChecksNote: string;
  readonly evidenceNote: string;
}

export type Label =
  | 'id'
  | 'hypothesis'
  | 'strategy'
  | 'by'
  | 'scope'
  | 'traffic'
  | 'fault'
  | 'duration'
  | 'began'
  | 'check'
  | 'found'
  | 'moment'
  | 'clock'
  | 'afterFault'
  | 'node'
  | 'detected'
  | 'applied'
  | 'recovered'
  | 'service'
  | 'requests'
  | 'failed'
  | 'shed'
  | 'badSeconds'
  | 'budget'
  | 'region'
  | 'peak'
  | 'capacity'
  | 'load'
  | 'expectation'
  | 'limit'
  | 'result'
  | 'amplification'
  | 'leak'
  | 'flaps'
  | 'falseEjections'
  | 'score'
  | 'before'
  | 'now'
  | 'lost'
  | 'decidedAfter'
  | 'cleanAfter'
  | 'never'
  | 'unknown'
  | 'none'
  | 'passed'
  | 'missed'
  | 'previous'
  | 'event'
  | 'kongChecks'
  | 'theMark'
  | 'notNeeded'
  | 'outage'
  | 'latency'
  | 'restoredAfter';
