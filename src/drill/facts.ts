/** What the checks before a drill are made from. */

import type { ActiveDrill, Drill } from '../model/drill.ts';
import type { Override } from '../model/override.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Strategy } from '../model/strategy.ts';
import type { DrillOutlook } from '../operations/levers/weigh-drill.ts';
import type { DrillSecond } from './seconds.ts';

export interface DrillFacts {
  readonly drill: Drill;
  readonly strategy: Strategy;
  readonly nowMs: number;
  /** Held by the controller's own process, over its API: one death is both of theirs. */
  readonly isServed?: boolean;
  readonly snapshot: StatusSnapshot | null;
  readonly overrides: readonly Override[];
  readonly active: ActiveDrill | null;
  /** The newest ones. */
  readonly seconds: readonly DrillSecond[];
  /** What each Admin API said; `null` for one that answered. */
  readonly kong: readonly { readonly node: string; readonly failure: string | null }[];
  /** Whether its plugins can be written, by gateway. */
  readonly databases: Readonly<Record<string, boolean>>;
  /** After how long Kong's own probes undo a mark, the slowest place; `null` when never. */
  readonly undoneAfterMs: number | null;
  /** What the law would make of the fault; `null` for one that is none of its levers. */
  readonly law: DrillOutlook | null;
}
