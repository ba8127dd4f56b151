/** What explanations are made from. */

import type { DecideState } from '../../decide/state.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Speech } from '../speech.ts';

export interface ExplainContext {
  readonly snapshot: StatusSnapshot;
  /** As the controller kept it, some seconds old at most; `null` when there is none. */
  readonly state: DecideState | null;
  /** Has no services when the command was given none. */
  readonly strategy: Strategy;
  readonly nowMs: number;
  readonly speech: Speech;
}

/** Sentences about how it is, and about what would change it. */
export interface Told {
  readonly sentences: readonly string[];
  readonly wouldChange: readonly string[];
}

export function strategyOf(context: ExplainContext, service: string): ServiceStrategy | null {
  return context.strategy.services.find(({ name }) => name === service) ?? null;
}
