/** What a fault is planned from. */

import type { Drill } from '../model/drill.ts';
import type { Strategy } from '../model/strategy.ts';

export interface FaultContext {
  readonly drill: Drill;
  readonly strategy: Strategy;
  readonly id: string;
  readonly by: string;
  readonly nowMs: number;
  /** A new UUID at each call. */
  readonly newId: () => string;
}
