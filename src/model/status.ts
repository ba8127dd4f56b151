/**
 * What `ballast status`, `top` and the demo page show: one snapshot per tick, plain JSON, written
 * by the controller and read by other processes.
 */

import type { SaidValue } from '../lib/said.ts';
import type { RegionPhase } from './control.ts';
import type { Override } from './override.ts';

export interface StatusSnapshot {
  readonly version: 1;
  /** When the tick that made it began. */
  readonly atMs: number;
  readonly startedAtMs: number;
  readonly tickMs: number;
  readonly strategy: string;
  readonly mode: 'observe' | 'act';
  /** Which controller leads (G7); `null` when the writer of this snapshot does not. */
  readonly leader?: { readonly holder: string; readonly token: number } | null;
  /** Weight writes since the controller started. */
  readonly writes: number;
  readonly gateways: readonly GatewayStatus[];
  readonly upstreams: readonly UpstreamStatus[];
  readonly stale: readonly { readonly signal: string; readonly sinceMs: number }[];
  /** How fresh each signal is; absent in snapshots of earlier versions. */
  readonly signals?: readonly SignalStatus[];
  /** In order of preference, with distances; absent in snapshots of earlier versions. */
  readonly regions?: readonly RegionFacts[];
  /** People's levers and drills in force; absent in snapshots of earlier versions. */
  readonly overrides?: readonly Override[];
}

export interface SignalStatus {
  readonly signal: string;
  /** The newest news of it; `null` when there has never been any. */
  readonly atMs: number | null;
  /** Older than this is stale. */
  readonly limitMs: number;
}

/** What the strategy says of a region, for people who look at it. */
export interface RegionFacts {
  readonly region: string;
  readonly priority: number;
  /** Round-trip time to other regions, by region name. */
  readonly rttMs: Readonly<Record<string, number>>;
}

interface GatewayStatus {
  readonly gateway: string;
  readonly region: string;
  /** Why the last write or read failed; `null` when it did not. */
  readonly failure: string | null;
  /** Upstreams whose weights somebody else wrote: hands off until `ballast enable`. */
  readonly foreign: readonly string[];
}

export interface UpstreamStatus {
  readonly service: string;
  readonly upstream: string;
  readonly demandRps: number | null;
  /** Part of the demand that is refused on purpose; absent in snapshots of earlier versions. */
  readonly shedRatio?: number;
  readonly budget?: BudgetStatus;
  /** Failing ratio of tries over the last 10 s. */
  readonly failingRatio: number;
  /** Why its weights are what they are. */
  readonly reason: string;
  /** What people's levers cost just now, as sentences; absent when nothing. */
  readonly costs?: readonly string[];
  /** Its sentences as data, for other languages; absent in snapshots of earlier versions. */
  readonly said?: { readonly reason: SaidValue; readonly costs?: readonly SaidValue[] };
  readonly regions: readonly RegionStatus[];
  /** Part that is refused on purpose, by gateway; only those whose layout can shed. */
  readonly shed?: readonly ShareStatus[];
}

/** The error budget of the objective's window. */
export interface BudgetStatus {
  /** Part that is left; below 0 when overspent. */
  readonly leftRatio: number;
  /** Failing ratio over what the objective allows, by window (`5m`, `1h`, …). */
  readonly burn: Readonly<Record<string, number>>;
}

export interface RegionStatus {
  readonly region: string;
  readonly phase: RegionPhase;
  readonly sinceMs: number;
  /** Requests/s that it has shown to be able to serve; `null` while it never met a limit. */
  readonly limitRps?: number | null;
  /**
   * Requests/s that it may be given: the stated capacity of its targets in rotation × the ceiling;
   * `null` where none is stated, absent in snapshots of earlier versions.
   */
  readonly roomRps?: number | null;
  /** Earliest return of an evacuated region; `null` when it is in. */
  readonly holdUntilMs: number | null;
  /** Step of the return, from 0, and its share of the baseline; `null` when not returning. */
  readonly step: number | null;
  readonly stepRatio: number | null;
  /** What a return waits for; `null` when it does not. */
  readonly waitingFor: string | null;
  /** What keeps a wanted evacuation from happening; `null` when nothing is wanted. */
  readonly refused: string | null;
  /** The same two as data, for other languages; absent when there is neither. */
  readonly said?: { readonly waitingFor?: SaidValue; readonly refused?: SaidValue };
  /** Id of the override that keeps it out; absent when none does. */
  readonly heldBy?: string;
  /** Shares of the upstream's weight, by gateway. */
  readonly shares: readonly ShareStatus[];
  readonly targets: readonly TargetStatus[];
}

export interface ShareStatus {
  readonly gateway: string;
  readonly desiredRatio: number;
  readonly appliedRatio: number | null;
}

export interface TargetStatus {
  readonly target: string;
  readonly rotation: 'in' | 'out' | 'trial';
  /** End of its ejection; `null` when it is not out. */
  readonly outUntilMs: number | null;
  readonly probe: 'good' | 'bad' | 'unsure' | 'unknown';
  readonly kong: 'up' | 'down' | 'unknown';
  readonly triesPerSecond: number;
  readonly failingRatio: number;
  readonly meanLatencyMs: number | null;
  /** Part of its weight that a trim leaves it (0–1); absent when it is not trimmed. */
  readonly trimRatio?: number;
  /** Id of the override that drains it; absent when none does. */
  readonly heldBy?: string;
  readonly weights: readonly WeightStatus[];
}

/** Desired by the law, applied by the controller, observed at each node. */
export interface WeightStatus {
  readonly gateway: string;
  readonly desired: number;
  /** `null` while not known. */
  readonly applied: number | null;
  readonly observed: readonly { readonly nodeId: string; readonly weight: number | null }[];
}

/** A person's say over the mode, kept in the store; newer ones also end foreign-write hands-off. */
export interface ModeSetting {
  readonly mode: 'observe' | 'act';
  readonly atMs: number;
  /** Who said so. */
  readonly by: string;
}

export const MODE_SETTING = 'mode';
