/** What holds drills for the operations: the process that serves them. Operations themselves touch no Kong. */

import type { Said } from '../lib/said.ts';
import type { ActiveDrill } from '../model/drill.ts';
import type { Actor } from './actor.ts';
import type { DrillPlan, DrillRequest, LibraryDrill } from './drill-plan.ts';

export interface Driller {
  library(): Promise<readonly LibraryDrill[]>;
  plan(request: DrillRequest, by: Actor): Promise<PlannedDrill>;
  /** Resolves once it stands in the store; held in the background. Refused as `plan` says. */
  start(request: DrillRequest, by: Actor): Promise<ActiveDrill>;
}

/** A plan as data, to be told in any language. */
export interface PlannedDrill extends Omit<DrillPlan, 'effects' | 'undo'> {
  readonly effects: readonly Said[];
  readonly undo: readonly Said[];
}
