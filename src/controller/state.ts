/** What the controller keeps across restarts: the law's state, and where each upstream stands. */

import { type DecideState, EMPTY_STATE } from '../decide/state.ts';
import type { Weights } from '../model/control.ts';
import type { Ownership } from './ownership.ts';

export interface ControllerState {
  readonly version: 1;
  readonly decide: DecideState;
  readonly mode: 'observe' | 'act' | null;
  /** By `gateway/upstream`. */
  readonly steered: Readonly<Record<string, SteeredUpstream>>;
}

export interface SteeredUpstream {
  readonly ownership: Ownership;
  /** Since when somebody else's weights are in Kong; `null` when they are ours. */
  readonly foreignSinceMs: number | null;
  /** Weights that were told as `would-write` last; `null` when none. */
  readonly told: Weights | null;
  /** Why the last call failed, told once; `null` when it did not. */
  readonly failure: string | null;
  /** Targets of the strategy that Kong does not have, as told last. */
  readonly missing: readonly string[];
}

export const UNSTEERED: SteeredUpstream = {
  ownership: { applied: null, unconfirmed: [], adopts: false },
  foreignSinceMs: null,
  told: null,
  failure: null,
  missing: [],
};

const FRESH_CONTROLLER: ControllerState = {
  version: 1,
  decide: EMPTY_STATE,
  mode: null,
  steered: {},
};

/** A state of another version, or none, begins anew: Kong's weights are read before any write. */
export function restoreState(stored: unknown): ControllerState {
  return isControllerState(stored) ? stored : FRESH_CONTROLLER;
}

function isControllerState(stored: unknown): stored is ControllerState {
  return (
    typeof stored === 'object' && stored !== null && 'version' in stored && stored.version === 1
  );
}
