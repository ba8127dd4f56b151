/** What a controller is given, what lives between its ticks, and how it tells of events. */

import type { Policy } from '../decide/policy.ts';
import type { ControlEvent } from '../model/control.ts';
import type { HookRunner } from '../model/hook.ts';
import type { LoopMeter } from '../model/loop-meter.ts';
import type {
  Clock,
  DecisionRecord,
  KongAdmin,
  Logger,
  Store,
  Telemetry,
  TickRecord,
} from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Strategy } from '../model/strategy.ts';
import type { HookDesk } from './hook-desk.ts';
import type { Leadership } from './leadership.ts';
import type { ControllerState } from './state.ts';

export interface ControllerPorts {
  /** Admin API of each gateway, by its name in the strategy. */
  readonly kong: Readonly<Record<string, KongAdmin>>;
  readonly telemetry: Telemetry;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the calls around moves; without it hooks fail. */
  readonly hooks?: HookRunner;
  /** Told of each tick that ended well. */
  readonly meter?: LoopMeter;
}

export interface ControllerOptions {
  readonly strategy: Strategy;
  readonly ports: ControllerPorts;
  readonly tickMs?: number;
  /** Each call to Kong ends after this long. */
  readonly callTimeoutMs?: number;
  /** Name of this process for the lease; controllers on one store need different ones. */
  readonly holder?: string;
  readonly leaseTtlMs?: number;
}

export const DEFAULT_CALL_TIMEOUT_MS = 2_000;

/** What lives between ticks. */
export interface Running {
  readonly policy: Policy;
  readonly leadership: Leadership;
  readonly hooks: HookDesk;
  state: ControllerState;
  readonly startedAtMs: number;
  savedAtMs: number;
  unsaved: ControlEvent[];
  decision: DecisionRecord | null;
  tick: TickRecord | null;
  /** When a tick was last kept with its state. */
  anchoredAtMs: number;
  readonly lookedAtMs: Map<string, number>;
  /** When the last batch to a place ended. */
  readonly wroteAtMs: Map<string, number>;
  writes: number;
  snapshot: StatusSnapshot | null;
}

export function holderOf({ holder = 'controller' }: ControllerOptions): string {
  return holder;
}

export function logEvents(logger: Logger, events: readonly ControlEvent[]): void {
  for (const { kind, message, upstream, region, target } of events) {
    logger.info({ event: kind, upstream, region, target }, message);
  }
}
