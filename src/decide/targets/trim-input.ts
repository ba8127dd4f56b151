/** What the trims of one pool (a region's targets) are decided from. */

import type { ServiceStrategy } from '../../model/strategy.ts';
import type { TargetFacts } from '../facts.ts';
import type { PoolState } from './trim-state.ts';

export interface TrimInput {
  readonly service: ServiceStrategy;
  readonly region: string;
  /** The region's targets, with their states as decided so far in this tick. */
  readonly targets: readonly TargetFacts[];
  readonly before: PoolState;
  /** Request logs are older than the expiry: trims relax, nothing is trimmed (G4). */
  readonly isStale: boolean;
  /** The region is in, and its loss is not what is being seen. */
  readonly mayTrim: boolean;
  /** It only tells what it would take away. */
  readonly isObserving: boolean;
  /** ρ of the pool (0–1); `null` when unknown. */
  readonly load: number | null;
  /** Latency of the region in peace; `null` while not known. */
  readonly usualMs: number | null;
  readonly nowMs: number;
  readonly elapsedMs: number;
}
