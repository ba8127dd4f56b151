/** A drill before it is held: what is asked for, which there are, and what one would do. */

import type { DrillFaultKind } from '../model/drill.ts';
import type { PreCheck } from '../model/drill-report.ts';

export interface DrillRequest {
  readonly drill:
    | {
        /** Of the library. */
        readonly name: string;
      }
    | {
        /** A drill file; its fault is one that calls and runs nothing on the server. */
        readonly text: string;
      };
  readonly choice: DrillChoice;
}

/** What is chosen instead of what the file says. */
export interface DrillChoice {
  readonly region?: string;
  readonly services?: readonly string[];
  readonly durationMs?: number;
}

/** Longer texts are no drill. */
export const MAX_DRILL_CHARS = 16_384;
/** As in files: long enough to see something, short enough for a person to wait. */
export const DRILL_DURATION_MS = { min: 1_000, max: 6 * 3_600_000 } as const;

/** A drill that can be started by its name. */
export interface LibraryDrill {
  readonly name: string;
  readonly title: string;
  readonly hypothesis: string;
  readonly fault: DrillFaultKind;
  readonly durationMs: number;
  /** What its file names; `null` for none, or all. */
  readonly region: string | null;
  readonly services: readonly string[] | null;
  /** Of the package, or of the folder that `ballast run --drills` names. */
  readonly origin: 'package' | 'folder';
  /** When `ballast drill schedule` would hold it; `null` for never. */
  readonly schedule: {
    readonly cron: string;
    readonly zone: string;
    readonly nextAtMs: number | null;
  } | null;
}

export interface DrillPlan {
  readonly name: string;
  readonly title: string;
  readonly hypothesis: string;
  readonly fault: DrillFaultKind;
  readonly durationMs: number;
  readonly mayBegin: boolean;
  readonly preChecks: readonly PreCheck[];
  /** What would be done, as sentences. */
  readonly effects: readonly string[];
  /** What would take it back, as sentences. */
  readonly undo: readonly string[];
  /** Targets that are hit, by service. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Part of all requests that they serve (0–1); `null` without any. */
  readonly trafficRatio: number | null;
  /** Regions of which nothing is left for a service: such a drill moves them. */
  readonly wholeRegions: readonly string[];
}
