/** What the controller needs of the world. Each port has a real and a simulated implementation. */

import type { ControlEvent, WeightChange } from './control.ts';
import type { KongUpstreamView } from './kong.ts';
import type { Observation } from './observation.ts';
import type { StatusSnapshot } from './status.ts';

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Resolves after `durationMs`, or at once when the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Aborts after `durationMs`, or with `signal`. A simulator's time-outs are virtual too. */
  timeoutSignal(durationMs: number, signal?: AbortSignal): AbortSignal;
}

/** One gateway's Admin API, as far as the controller steers it. */
export interface KongAdmin {
  /** What each node reports of an upstream's targets: health and the weight it really uses. */
  readHealth(upstream: string, signal: AbortSignal): Promise<readonly KongUpstreamView[]>;
  /** Weights in Kong's database, by target. */
  readWeights(upstream: string, signal: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** Writes one target's weight; resolves when Kong has taken it. */
  setWeight(change: WeightChange, signal: AbortSignal): Promise<void>;
}

export interface Telemetry {
  /** Everything since the call before; each outcome is handed out exactly once. */
  read(nowMs: number): Observation;
}

/** One tick that decided something, with all that it needs to be decided again (G8). */
export interface DecisionRecord {
  readonly atMs: number;
  readonly stateBefore: unknown;
  readonly digest: unknown;
  readonly events: readonly ControlEvent[];
}

/**
 * What one tick was decided from. Kept of every tick for some hours, so that another strategy can
 * be tried on what really happened, also in the seconds in which this one decided nothing.
 */
export interface TickRecord {
  readonly atMs: number;
  readonly digest: unknown;
  /** Of some ticks only: where a replay can begin. */
  readonly stateBefore?: unknown;
}

/** What a tick leaves behind. All of it is kept or none. */
export interface StoreCommit {
  readonly state?: unknown;
  readonly events?: readonly ControlEvent[];
  readonly decision?: DecisionRecord;
  readonly tick?: TickRecord;
  readonly snapshot?: StatusSnapshot;
  /** Refused with `lease-lost` unless this is the token of the lease now (G7). */
  readonly fence?: number;
}

/** The right to write, for a time: at most one holder has it (G7). */
export interface Lease {
  /** Grows with each change of holder; fences commits of those that held it before. */
  readonly token: number;
  readonly untilMs: number;
}

export interface LeaseRequest {
  /** Differs for each process, and each start of it. */
  readonly holder: string;
  readonly nowMs: number;
  readonly ttlMs: number;
}

/** What must survive a restart. */
export interface Store {
  /** `null` when nothing has been saved yet. */
  loadState(): Promise<unknown>;
  /** In one transaction. */
  commit(commit: StoreCommit): Promise<void>;
  /** The newest events, oldest first. */
  readEvents(limit: number): Promise<readonly ControlEvent[]>;
  /** The newest records, oldest first. */
  readDecisions(limit: number): Promise<readonly DecisionRecord[]>;
  /** The newest ticks, oldest first. */
  readTicks(limit: number): Promise<readonly TickRecord[]>;
  readSnapshot(): Promise<StatusSnapshot | null>;
  readSetting(name: string): Promise<unknown>;
  writeSetting(name: string, value: unknown): Promise<void>;
  /** Reads, changes and writes a setting as one step, between processes too; resolves to what was written. */
  updateSetting<T>(name: string, change: (stored: unknown) => T): Promise<T>;
  /**
   * Takes the lease, or prolongs the holder's own, until `nowMs + ttlMs`; `null` while another
   * holds it. Works between processes.
   */
  holdLease(request: LeaseRequest): Promise<Lease | null>;
  /** Ends the holder's own lease, so that another need not wait for its end. */
  releaseLease(holder: string): Promise<void>;
  close(): Promise<void>;
}

export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
