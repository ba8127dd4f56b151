/** What a simulation from the present state came to: Ballast beside leaving everything as it is. */

import type { Said } from '../lib/said.ts';

export interface WhatIfResult {
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  /** Before it the simulated controller finds its bearings; left out of all figures. */
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly ballast: WhatIfRun;
  /** Nobody steers: Kong with the weights of now and its own health checks. */
  readonly nothing: WhatIfRun;
  /** What came from the live state, as sentences. */
  readonly taken: readonly string[];
  /** What did not, and what stands in for it. */
  readonly assumed: readonly string[];
  /** The same as data, in their order; absent from earlier versions of the API. */
  readonly said?: { readonly taken: readonly Said[]; readonly assumed: readonly Said[] };
  readonly tookMs: number;
  /** What the strictest objective allows; absent from earlier versions of the API. */
  readonly budget?: { readonly allowedSeconds: number; readonly windowMs: number };
}

export interface WhatIfRun {
  readonly figures: WhatIfFigures;
  /** At most 300, evenly spread. */
  readonly series: readonly WhatIfPoint[];
  /** What was decided, at most 200; times from the end of the warm-up. */
  readonly events: readonly {
    readonly atMs: number;
    readonly kind: string;
    readonly message: string;
    /** The message as data. */
    readonly said?: Said;
  }[];
}

export interface WhatIfFigures {
  readonly sent: number;
  readonly lost: number;
  readonly lostPercent: number;
  /** Seconds of full outage that would have lost as much. */
  readonly outageSeconds?: number;
  /** Of the lost: refused on purpose. */
  readonly shed: number;
  /** More than 1 % of the requests sent in it failed. */
  readonly badSeconds: number;
  /** From the first fault to the first second after which none is bad; `null` if never. */
  readonly cleanAfterSeconds: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly writes: number;
  readonly ejections: number;
  readonly regionMoves: number;
  /** Guarantees that were broken. */
  readonly findings: number;
}

/** Some seconds of a run together. */
export interface WhatIfPoint {
  readonly second: number;
  readonly sent: number;
  readonly lost: number;
  readonly p99Ms: number | null;
  /** Parts (0–1) of what was served, by region. */
  readonly shares: Readonly<Record<string, number>>;
}
