/** Building journal lines, and the small words their sentences are made of. */

import type { ControlEvent, EventKind } from '../model/control.ts';

export interface EventDetails {
  readonly upstream?: string;
  readonly region?: string;
  readonly target?: string;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

export function controlEvent(atMs: number, kind: EventKind, details: EventDetails): ControlEvent {
  return {
    atMs,
    kind,
    upstream: details.upstream ?? null,
    region: details.region ?? null,
    target: details.target ?? null,
    message: details.message,
    evidence: details.evidence ?? {},
  };
}

/** 0.053 → `5.3 %`. */
export function percent(ratio: number): string {
  return `${Number((100 * ratio).toPrecision(2))} %`;
}

/** Milliseconds → `2.1 s`. */
export function seconds(durationMs: number): string {
  return `${Number((durationMs / 1_000).toFixed(1))} s`;
}

/** For evidence: three significant digits are enough to read, and keep the journal small. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
