/** What the controller needs of the world. Each port has a real and a simulated implementation. */

import type { ControlEvent, WeightChange } from './control.ts';
import type { KongUpstreamView } from './kong.ts';
import type { Observation } from './observation.ts';

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Resolves after `durationMs`, or at once when the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
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

/** What must survive a restart. */
export interface Store {
  loadState(): Promise<unknown>;
  saveState(state: unknown): Promise<void>;
  appendEvents(events: readonly ControlEvent[]): Promise<void>;
  /** The newest events, oldest first. */
  readEvents(limit: number): Promise<readonly ControlEvent[]>;
  close(): Promise<void>;
}

export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
