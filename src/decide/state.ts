/**
 * What the control law remembers from tick to tick: plain JSON-able data, replaced and never
 * mutated, so that it can be stored, shown and replayed.
 */

import type { Said } from '../lib/said.ts';
import type { Weights } from '../model/control.ts';
import type { Cusum } from './cusum.ts';
import { QUIET } from './cusum.ts';
import type { Slice } from './targets/return-steps.ts';
import { type Sizing, UNSIZED } from './targets/sizing-state.ts';
import { type PoolState, type Trim, UNTRIMMED } from './targets/trim-state.ts';
import type { Told } from './told.ts';
import type { Held } from './levers/held-state.ts';
import type { LeverState } from './levers/lever-state.ts';
import { type Admission, UNLIMITED } from './admission-state.ts';
import { type BudgetState, FRESH_BUDGET } from './budget.ts';
import type { Coverage } from './coverage.ts';
import { type DemandEstimate, NO_DEMAND } from './demand-estimate.ts';
import { type SplitState, WHOLE } from './split-state.ts';
import { NOT_SLOW, type SlowRun } from './slow-run.ts';
import { BLANK, type Memory, type TickTally } from './tally.ts';

export interface DecideState {
  readonly version: 1;
  /** The tick before; `null` before the first. */
  readonly tickMs: number | null;
  readonly upstreams: Readonly<Record<string, UpstreamState>>;
  /** Since when a signal has been stale, by signal. */
  readonly stale: Readonly<Record<string, number>>;
  /** By gateway, then upstream. */
  readonly desired: Readonly<Record<string, Readonly<Record<string, DesiredState>>>>;
}

export interface DesiredState {
  readonly weights: Weights;
  readonly changedAtMs: number;
  readonly urgent: boolean;
  readonly reason: string;
  /** The same as data; absent in states of earlier versions. */
  readonly reasonSaid?: Said;
  /** Why the newest wish is not granted, told once; `null` when it is. */
  readonly refused: string | null;
}

export interface UpstreamState {
  readonly targets: Readonly<Record<string, TargetState>>;
  readonly regions: Readonly<Record<string, RegionState>>;
  /** Targets of one region as a pool, by region; absent in states of versions without it. */
  readonly pools?: Readonly<Record<string, PoolState>>;
  /** Failing ratio in peace: count = tries, sum = failures. */
  readonly normal: Memory;
  /** Whole requests by tick, for the demand. */
  readonly requests: readonly { readonly atMs: number; readonly count: number }[];
  readonly demand: DemandEstimate;
  /** Absent while no Prometheus has told of the demand. */
  readonly coverage?: Coverage;
  readonly split: SplitState;
  readonly budget: BudgetState;
  /** People's levers and drills; absent while there are none. */
  readonly levers?: LeverState;
}

export type Rotation =
  | { readonly kind: 'in' }
  | {
      readonly kind: 'out';
      readonly sinceMs: number;
      readonly untilMs: number;
      readonly seen: number;
      /** Out by a lever and for no fault; absent for faults. */
      readonly isDrained?: true;
    }
  | {
      readonly kind: 'trial';
      readonly step: number;
      /** Part of its weight at present; absent in states of versions without it. */
      readonly share?: number;
      /** Where its trial is in slices of time; absent where it is not. */
      readonly slice?: Slice;
      readonly sinceMs: number;
      readonly tries: number;
      readonly failures: number;
      /** The failing ratio for which it was ejected; what the trial has to contradict. */
      readonly seen: number;
      /** It was drained, not ejected; absent after faults. */
      readonly isDrained?: true;
    };

export interface TargetState {
  /** Newest last. */
  readonly window: readonly TickTally[];
  /** Against the median of its pool: leads to ejection. */
  readonly relative: Cusum;
  /** Against the service's normal: makes its region suspect. */
  readonly absolute: Cusum;
  readonly rotation: Rotation;
  /** Since when its own probe and Kong both call it dead; `null` when they do not. */
  readonly deadSinceMs: number | null;
  readonly strikes: number;
  /** When the strikes last changed. */
  readonly strikesAtMs: number;
  /** Ejections within the budget's window. */
  readonly ejectedAtMs: readonly number[];
  /** Refusals told of it lately. */
  readonly told: Told;
  readonly trim: Trim;
  readonly sizing: Sizing;
}

/** The phases that are remembered; `unknown` is a way of seeing, not a state (G4). */
type StoredPhase = 'healthy' | 'evacuated' | 'probing' | 'ramp';

/** What speaks for leaving a region. */
export type LossKind = 'hard' | 'partial' | 'slow';

export interface Evacuation {
  readonly atMs: number;
  /** `held`: nothing but a lever. */
  readonly kind: LossKind | 'held';
  /** The failing ratio of its requests then; `null` when requests were not the evidence. */
  readonly seen: number | null;
  /** Its mean latency then, when that was the evidence. */
  readonly seenMs?: number;
  /** How long it is held, before the earliest return. */
  readonly holdMs: number;
  /** Since when nothing speaks against it; `null` while something does. */
  readonly cleanSinceMs: number | null;
  /** What its receivers came to since, until the move has proved right; `null` when it has. */
  readonly trial: Trial | null;
  /** What keeps it from returning, as told last. */
  readonly waitingFor: string | null;
  /** A person ended the lever that kept it out: its return needs no approval. */
  readonly isRestored?: true;
}

export interface Trial {
  readonly tries: number;
  readonly failures: number;
  /** Of answers at the receivers; for a region that was slow. */
  readonly latencyCount?: number;
  readonly latencySumMs?: number;
}

export interface Ramp {
  readonly step: number;
  readonly sinceMs: number;
  /** In this step. */
  readonly tries: number;
  readonly failures: number;
  /** Since the ramp began. */
  readonly rampTries: number;
  /** Latency of the step so far: count = answers, sum in ms. */
  readonly latency?: Memory;
  /** What keeps it from the next step, as told last. */
  readonly waitingFor: string | null;
  /** Absent or `null` while the step is taken whole. */
  readonly trickle?: Trickle | null;
}

/** What is left of a first step that failed in part. */
export interface Trickle {
  /** Of the step. */
  readonly part: number;
  /** To be clean for this long before the step is taken anew. */
  readonly holdMs: number;
}

export interface PendingHook {
  readonly id: string;
  readonly move: 'failover' | 'failback';
  readonly askedAtMs: number;
  readonly failedAtMs: number | null;
}

export interface RegionState {
  readonly phase: StoredPhase;
  readonly sinceMs: number;
  readonly cusum: Cusum;
  readonly evacuation: Evacuation | null;
  readonly ramp: Ramp | null;
  /** Kept out by a lever: the automation neither brings it back nor sends it anything. */
  readonly held?: Held;
  readonly relapses: number;
  readonly relapsedAtMs: number;
  /** Returns (begun or undone) within the budget's window. */
  readonly returnedAtMs: readonly number[];
  /** After an undone move: no move on partial evidence before this. */
  readonly noMoveUntilMs: number;
  /** Since when exactly one kind of witness calls it lost; `null` when none or several do. */
  readonly witnessSinceMs: number | null;
  /** When half of its targets or more last looked unwell; 0 for never. */
  readonly unwellAtMs: number;
  /** Latency in peace: count = answers, sum in ms. */
  readonly latency: Memory;
  readonly admission: Admission;
  readonly slow: SlowRun;
  /** Hooks that were asked for and are not yet settled; `null` for none. */
  readonly before: PendingHook | null;
  readonly after: PendingHook | null;
  /** What keeps a wanted evacuation from happening; `null` when none is wanted. */
  readonly refused: string | null;
  /** Refusals told of it lately. */
  readonly told: Told;
}

export const FRESH_TARGET: TargetState = {
  window: [],
  relative: QUIET,
  absolute: QUIET,
  rotation: { kind: 'in' },
  deadSinceMs: null,
  strikes: 0,
  strikesAtMs: 0,
  ejectedAtMs: [],
  told: {},
  trim: UNTRIMMED,
  sizing: UNSIZED,
};

export const FRESH_UPSTREAM: UpstreamState = {
  targets: {},
  regions: {},
  normal: BLANK,
  requests: [],
  demand: NO_DEMAND,
  split: WHOLE,
  budget: FRESH_BUDGET,
};

export const EMPTY_STATE: DecideState = {
  version: 1,
  tickMs: null,
  upstreams: {},
  stale: {},
  desired: {},
};

export function freshRegion(nowMs: number): RegionState {
  return {
    phase: 'healthy',
    sinceMs: nowMs,
    cusum: QUIET,
    evacuation: null,
    ramp: null,
    relapses: 0,
    relapsedAtMs: 0,
    returnedAtMs: [],
    noMoveUntilMs: 0,
    witnessSinceMs: null,
    unwellAtMs: 0,
    latency: BLANK,
    admission: UNLIMITED,
    slow: NOT_SLOW,
    before: null,
    after: null,
    refused: null,
    told: {},
  };
}
