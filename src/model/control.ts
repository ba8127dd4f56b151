/**
 * What the controller decides and does: the weights it wants, the plan that gets there, the events
 * that say why. All plain data, so that it can be stored, shown, compared and replayed.
 */

import type { Said } from '../lib/said.ts';

/** Weight of each target (`host:port`) of one upstream. */
export type Weights = Readonly<Record<string, number>>;

/** Wanted weights, by upstream. */
export type Desired = Readonly<Record<string, DesiredUpstream>>;

export interface DesiredUpstream {
  readonly weights: Weights;
  /** Emergencies (ejection, evacuation, an aborted return) are not held back by write spacing. */
  readonly urgent: boolean;
  /** One sentence, in English. */
  readonly reason: string;
  /** The same as data; absent where only words were kept. */
  readonly reasonSaid?: Said;
}

export interface WeightChange {
  readonly upstream: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

/** Changes in the order in which they are to be written: receivers raised before givers lowered. */
export interface Plan {
  readonly gateway: string;
  readonly changes: readonly WeightChange[];
}

export type RegionPhase = 'healthy' | 'spill' | 'evacuated' | 'probing' | 'ramp' | 'unknown';

export type EventKind =
  | 'target-ejected'
  | 'ejection-refused'
  | 'target-readmitted'
  | 'target-slow'
  | 'target-trimmed'
  | 'trim-relaxed'
  | 'trim-refused'
  | 'target-warming'
  | 'capacity-learnt'
  | 'panic'
  | 'panic-ended'
  | 'region-evacuated'
  | 'evacuation-refused'
  | 'evacuation-undone'
  | 'region-hold'
  | 'failback-waiting'
  | 'failback-step'
  | 'failback-done'
  | 'failback-aborted'
  | 'capacity-short'
  | 'spill-started'
  | 'spill-ended'
  | 'shedding'
  | 'shed-ended'
  | 'awaiting-approval'
  | 'approval-used'
  | 'hook-failed'
  | 'budget-low'
  | 'telemetry-stale'
  | 'telemetry-fresh'
  | 'weights-written'
  | 'write-failed'
  | 'write-refused'
  | 'would-write'
  | 'foreign-write'
  | 'mode-changed'
  | 'override-set'
  | 'override-ended'
  | 'override-refused'
  | 'drill-started'
  | 'drill-ended'
  | 'not-leading'
  | 'lease-lost'
  | 'leading'
  | 'controller-started'
  | 'controller-stopped';

/** One line of the journal. */
export interface ControlEvent {
  readonly atMs: number;
  readonly kind: EventKind;
  readonly upstream: string | null;
  readonly region: string | null;
  readonly target: string | null;
  /** One sentence built from the evidence, in English. */
  readonly message: string;
  /** The same as data, for other languages; absent in journals of earlier versions. */
  readonly said?: Said;
  /** Numbers and thresholds behind it, and the alternatives refused. */
  readonly evidence: Readonly<Record<string, unknown>>;
}
