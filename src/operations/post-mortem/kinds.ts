/** What events mean for a post-mortem. */

import type { EventKind } from '../../model/control.ts';

/** Verdicts: something was seen to be wrong. */
export const DETECTIONS: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'ejection-refused',
  'target-slow',
  'target-trimmed',
  'region-evacuated',
  'evacuation-refused',
  'awaiting-approval',
  'spill-started',
  'shedding',
  'capacity-short',
  'panic',
]);

export const REFUSALS: ReadonlySet<EventKind> = new Set<EventKind>([
  'ejection-refused',
  'trim-refused',
  'evacuation-refused',
  'write-refused',
  'override-refused',
  'capacity-short',
  'would-write',
]);

/** Told often, or about Ballast itself rather than about traffic. */
export const BACKGROUND: ReadonlySet<EventKind> = new Set<EventKind>([
  'trim-relaxed',
  'target-warming',
  'capacity-learnt',
]);
