/** What one tries by hand, done so that the answer means something: who can be told, who gets what. */

import type { ChannelKind } from './notification.ts';

/** What a test message through one channel came to. Names hosts and statuses, never secrets. */
export interface ChannelTest {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly ok: boolean;
  readonly tookMs: number;
  /** `null` when it went out. */
  readonly error: string | null;
  readonly fix: string | null;
}

export interface BalanceRequest {
  /** `null` for the first of the strategy. */
  readonly service: string | null;
  /** `null` for all of the strategy, one after the other. */
  readonly gateway: string | null;
  /** Through each gateway. */
  readonly count: number;
  /** Per second. */
  readonly rate: number;
  /** Part of the checks in which a right split may look wrong (0–1). */
  readonly alpha: number;
  /** `null` for the first path of the service. */
  readonly path: string | null;
  /** Answer header that says who answered; `null` for Ballast's telemetry. */
  readonly header: string | null;
  /** What that header says, and which target it means. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface SplitRow {
  /** A target or a region. */
  readonly name: string;
  /** As the gateway's nodes weigh it (0–1). */
  readonly expectedRatio: number;
  readonly observed: number;
}

/** The observed split against the expected one. */
export interface SplitVerdict {
  readonly by: 'target' | 'region';
  readonly rows: readonly SplitRow[];
  /** Counted. */
  readonly requests: number;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly verdict: 'as-weighted' | 'not-as-weighted' | 'inconclusive';
  /** What to know about this balancing method. */
  readonly note: string | null;
}

/** What it came to at one gateway. */
export interface BalanceCheck extends SplitVerdict {
  readonly service: string;
  readonly gateway: string;
  /** What was asked for; `null` when nothing was. */
  readonly url: string | null;
  readonly sent: number;
  readonly answered: number;
  readonly source: 'header' | 'telemetry';
  /** Why nothing can be said; `null` where something can. */
  readonly reason: {
    /** Such as `too-few-requests`. */
    readonly code: string;
    readonly sentence: string;
    readonly fix: string;
  } | null;
}
