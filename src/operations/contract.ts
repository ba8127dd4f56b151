/**
 * What people and programs can ask of a Ballast: one interface, behind which stands either the store
 * on this machine or the HTTP API of a running one. Commands, API and dashboard know nothing else, so
 * that all of them can do the same and refuse the same.
 *
 * Whatever changes something takes an actor, checks the role, and leaves an audit entry, also when it
 * is refused. All failures are `OperationError`s. Everything returned is plain JSON without secrets.
 */

import type { Approval } from '../model/approval.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { BalanceCheck, BalanceRequest, ChannelTest } from '../model/checks.ts';
import type { ControlEvent } from '../model/control.ts';
import type {
  HistoryQuery,
  Numbered,
  Sample,
  SampleQuery,
  StoredReport,
} from '../model/history.ts';
import type { Lever, Override } from '../model/override.ts';
import type { RenderedReport } from '../model/post-mortem.ts';
import type { RuleModes, RuleName } from '../model/rule-modes.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Actor } from './actor.ts';
import type { DrillPlan, DrillRequest, LibraryDrill } from './drill-plan.ts';

export interface Operations {
  readonly status: StatusOperations;
  readonly levers: LeverOperations;
  readonly journal: JournalOperations;
  readonly drills: DrillOperations;
  readonly whatIf: WhatIfOperations;
  readonly checks: CheckOperations;
  readonly postMortems: PostMortemOperations;
}

export interface StatusReport {
  readonly healthy: boolean;
  /** A controller ticks. */
  readonly running: boolean;
  /** What needs attention, as sentences. */
  readonly findings: readonly string[];
  readonly snapshot: StatusSnapshot;
}

export interface Explanation {
  readonly subject: string;
  readonly kind: 'event' | 'service' | 'region' | 'target';
  /** Why it is as it is, in sentences with numbers. */
  readonly sentences: readonly string[];
  /** What would change it. */
  readonly wouldChange: readonly string[];
  readonly events: readonly ControlEvent[];
}

/** One effective setting of the strategy. */
export interface Setting {
  readonly path: string;
  readonly value: unknown;
  readonly isDefault: boolean;
  /** Where the default comes from; `null` when the strategy says it. */
  readonly source: string | null;
}

export interface StatusOperations {
  status(): Promise<StatusReport>;
  /** @param subject an event's number, a service, a region, or a target. */
  explain(subject: string): Promise<Explanation>;
  /** The strategy with its defaults filled in; secrets are never in a strategy. */
  settings(): Promise<readonly Setting[]>;
}

export interface LeverRequest {
  readonly lever: Lever;
  /** `null` for all services that it can concern. */
  readonly services: readonly string[] | null;
  readonly reason: string;
  /** 1 s to `OVERRIDE_MAX_MS`. */
  readonly forMs: number;
  /** Against refusals; admins only. */
  readonly force: boolean;
}

/** What a lever would do, computed by the production law from the state as it is. */
export interface LeverPreview {
  /** Why it would be refused; empty when it would not. */
  readonly refusals: readonly {
    readonly code: string;
    readonly sentence: string;
    /** Not even an admin may force it. */
    readonly isAbsolute?: boolean;
  }[];
  readonly warnings: readonly string[];
  readonly services: readonly ServicePreview[];
}

export interface ServicePreview {
  readonly service: string;
  readonly regions: readonly {
    readonly region: string;
    /** Shares over all gateways by demand (0–1). */
    readonly shareBefore: number;
    readonly shareAfter: number;
    /** Expected load after it, and what the region can serve; `null` where unknown. */
    readonly loadRps: number | null;
    readonly roomRps: number | null;
  }[];
  /** Part of the demand that would be refused on purpose. */
  readonly shedRatio: number;
  readonly writes: readonly {
    readonly gateway: string;
    readonly upstream: string;
    readonly target: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/** What `undo` would do: which overrides would end, and which would be set again. */
export interface UndoPreview {
  readonly ends: readonly Override[];
  readonly sets: readonly Override[];
  /** What each of `sets` would do now, in their order; absent from earlier versions of the API. */
  readonly previews?: readonly LeverPreview[];
}

/** A move that waits for a person's word. */
export interface PendingApproval {
  readonly id: string;
  readonly service: string;
  readonly region: string;
  readonly kind: 'failover' | 'failback';
  readonly sinceMs: number;
  readonly sentence: string;
}

export type { RuleModes, RuleName } from '../model/rule-modes.ts';

export interface LeverOperations {
  list(): Promise<readonly Override[]>;
  preview(request: LeverRequest): Promise<LeverPreview>;
  /** Refused with the preview's refusals unless forced. */
  set(actor: Actor, request: LeverRequest): Promise<Override>;
  /** Ends one; regions return in gated steps. */
  end(actor: Actor, request: { readonly id: string; readonly reason: string }): Promise<Override>;
  /** Ends every override that keeps the region out. */
  restore(
    actor: Actor,
    request: {
      readonly region: string;
      readonly services: readonly string[] | null;
      readonly reason: string;
    },
  ): Promise<readonly Override[]>;
  /** What `undo` would take back now; `not-found` when there is nothing. Changes nothing. */
  undoable(actor: Actor): Promise<UndoPreview>;
  /**
   * Takes the actor's newest change back: a set override ends, an ended one that has time left is
   * set, refused like any that is set unless forced anew.
   */
  undo(
    actor: Actor,
    request: { readonly reason: string; readonly force?: boolean },
  ): Promise<Override>;
  pending(): Promise<readonly PendingApproval[]>;
  decide(
    actor: Actor,
    request: {
      readonly id: string;
      readonly decision: Approval['decision'];
      readonly reason: string;
    },
  ): Promise<Approval>;
  modes(): Promise<{ readonly mode: 'observe' | 'act'; readonly by: string; rules: RuleModes }>;
  setMode(
    actor: Actor,
    request: {
      readonly mode: 'observe' | 'act';
      /** `null` for the master switch. */
      readonly rule: RuleName | null;
      readonly reason: string;
    },
  ): Promise<void>;
}

export interface JournalOperations {
  events(query: HistoryQuery): Promise<readonly Numbered<ControlEvent>[]>;
  audit(actor: Actor, query: HistoryQuery): Promise<readonly Numbered<AuditEntry>[]>;
  samples(query: SampleQuery): Promise<readonly Sample[]>;
}

export interface DrillOperations {
  /** Newest first. */
  reports(limit: number): Promise<readonly StoredReport[]>;
  report(id: string): Promise<StoredReport>;
  /** The drill that runs now, as it looks; `null` for none. */
  current(): Promise<unknown>;
  /** Asks the controller to end the drill that runs and to restore. */
  abort(actor: Actor, request: { readonly reason: string }): Promise<void>;
  /** Those that can be started by name. */
  library(): Promise<readonly LibraryDrill[]>;
  /** Whether it may begin now, and what it would do; changes nothing. */
  plan(actor: Actor, request: DrillRequest): Promise<DrillPlan>;
  /** Begins it in the process that serves this; resolves to it, as `current` shows it. */
  start(actor: Actor, request: DrillRequest): Promise<unknown>;
}

export interface WhatIfOperations {
  scenarios(): Promise<readonly { readonly name: string; readonly title: string }[]>;
  /** A scenario in the simulator, begun from the state as it is now. At most one at a time. */
  run(
    actor: Actor,
    request: {
      readonly scenario: string;
      readonly seed: number;
      readonly durationMs: number;
      /** Ends the run, also one over the API. */
      readonly signal?: AbortSignal;
    },
  ): Promise<unknown>;
}

/** What goes out to the world to see whether it works. At most one of a kind at a time. */
export interface CheckOperations {
  /** A test message through each channel of the strategy. */
  notify(
    actor: Actor,
    request: {
      /** Name of a channel; `null` for all. */
      readonly only: string | null;
      readonly signal?: AbortSignal;
    },
  ): Promise<readonly ChannelTest[]>;
  /** Requests through the strategy's own gateways, and whether their split follows the weights. */
  balance(
    actor: Actor,
    request: BalanceRequest & { readonly signal?: AbortSignal },
  ): Promise<readonly BalanceCheck[]>;
}

export interface PostMortemRequest {
  /** Epoch milliseconds, inclusive. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  /** `null` for all. */
  readonly service: string | null;
}

/** Reports on spans of time; the `report` of each is a `PostMortem`. */
export interface PostMortemOperations {
  /** Made from what was kept of the span, and kept itself. */
  make(actor: Actor, request: PostMortemRequest): Promise<StoredReport>;
  /** The same, not kept. */
  draft(actor: Actor, request: PostMortemRequest): Promise<StoredReport>;
  /** Newest first. */
  list(limit: number): Promise<readonly StoredReport[]>;
  /** What people did is told to those who may see the audit log. */
  report(actor: Actor, id: string): Promise<StoredReport>;
  /** To be read. */
  render(actor: Actor, id: string): Promise<RenderedReport>;
}
