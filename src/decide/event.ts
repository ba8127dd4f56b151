/** Building journal lines. Sentences are data (`say`); the English of the moment is kept with them. */

import type { Said } from '../lib/said.ts';
import type { ControlEvent, EventKind } from '../model/control.ts';
import { inEnglish } from '../model/sentences.ts';

export interface EventDetails {
  readonly upstream?: string;
  readonly region?: string;
  readonly target?: string;
  readonly said: Said;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

export function controlEvent(atMs: number, kind: EventKind, details: EventDetails): ControlEvent {
  return {
    atMs,
    kind,
    upstream: details.upstream ?? null,
    region: details.region ?? null,
    target: details.target ?? null,
    message: inEnglish(details.said),
    said: details.said,
    evidence: details.evidence ?? {},
  };
}

/** For evidence: three significant digits are enough to read, and keep the journal small. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
