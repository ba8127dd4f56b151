/**
 * What a drill came to: plain data from which the pages in both languages, the comparison with the
 * next one and the audit's evidence are made. Times are epoch milliseconds; those read from ticks are
 * exact to one tick (a second).
 */

import type { Said } from '../lib/said.ts';
import type { Drill } from './drill.ts';

export type DrillVerdict = 'SUCCEEDED' | 'FAILED' | 'INTERRUPTED' | 'INCONCLUSIVE';

export interface DrillReport {
  readonly version: 1;
  readonly id: string;
  readonly drill: Drill;
  readonly strategy: string;
  /** SHA-256, so that one can tell later what was drilled. */
  readonly hashes: { readonly strategy: string; readonly drill: string; readonly evidence: string };
  readonly ballastVersion: string;
  readonly by: string;
  readonly via: 'cli' | 'api' | 'schedule';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly verdict: DrillVerdict;
  /** Codes of `src/drill/report/messages-*.ts` with their numbers. */
  readonly reasons: readonly DrillReason[];
  /** Fulfilled part of what was expected (0–1); `null` when nothing could be judged. */
  readonly scoreRatio: number | null;
  readonly preChecks: readonly PreCheck[];
  readonly steady: SteadyReading | null;
  readonly blast: BlastRadius;
  readonly timeline: Timeline;
  readonly nodes: readonly NodeTimes[];
  readonly services: readonly ServiceImpact[];
  readonly survivors: readonly SurvivorPeak[];
  /** Tries per request before the fault and during it. */
  readonly amplification: { readonly before: number | null; readonly during: number | null };
  /** Of all requests of the services drilled; absent in reports of earlier versions. */
  readonly latency?: { readonly beforeP99Ms: number | null; readonly duringP99Ms: number | null };
  /** Part of the tries that still reached what was drilled, while the fault held. */
  readonly leakRatio: number | null;
  readonly flaps: number;
  readonly falseEjections: readonly string[];
  readonly judged: readonly Judgement[];
  readonly restore: RestoreOutcome;
  /** What of the journal belongs to it, newest last; bounded. */
  readonly events: readonly ReportEvent[];
  readonly seconds: readonly ReportSecond[];
  readonly previous: Comparison | null;
}

export interface DrillReason {
  readonly code: ReasonCode;
  /** Numbers and names for the sentence. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Of those values that are words, the words as data; absent in reports of earlier versions. */
  readonly said?: Readonly<Record<string, Said>>;
}

export type ReasonCode =
  | 'expectations-met'
  | 'expectation-missed'
  | 'abort-failed-ratio'
  | 'abort-latency'
  | 'abort-other-region'
  | 'abort-budget'
  | 'abort-stale'
  | 'abort-admin'
  | 'abort-person'
  | 'abort-lever'
  | 'abort-signal'
  | 'driller-died'
  | 'gave-way'
  | 'fault-not-injected'
  | 'fault-not-held'
  | 'steady-not-reached'
  | 'too-few-requests'
  | 'unrestored'
  | 'shares-not-back';

export type PreCheckCode =
  | 'controller'
  | 'mode'
  | 'telemetry'
  | 'nobody-else'
  | 'no-drill'
  | 'regions-healthy'
  | 'headroom'
  | 'law'
  | 'budget'
  | 'window'
  | 'blast-radius'
  | 'dead-man'
  | 'lever'
  | 'kong';

export interface PreCheck {
  readonly code: PreCheckCode;
  readonly passed: boolean;
  /** What was found, against what is needed; English, with numbers. */
  readonly found: string;
  /** How to go on when it does not pass. */
  readonly fix: string | null;
  /** Both as data, for other languages; absent in reports of earlier versions. */
  readonly said?: { readonly found: Said; readonly fix: Said | null };
}

export interface SteadyReading {
  readonly requests: number;
  readonly failedRatio: number;
  readonly p99Ms: number | null;
  readonly passed: boolean;
}

export interface BlastRadius {
  readonly services: readonly string[];
  readonly regions: readonly string[];
  readonly targets: readonly string[];
  /** Services whose writes nobody takes meanwhile; absent in reports of earlier versions. */
  readonly refusedWrites?: readonly string[];
  /** Part of all requests that went there before. */
  readonly trafficRatio: number | null;
}

export interface Timeline {
  /** T0: the fault was injected. */
  readonly faultAtMs: number | null;
  /** T1: the first second with a failed try or request. */
  readonly firstBadAtMs: number | null;
  /** T2: the first that noticed, and what it was. */
  readonly detectedAtMs: number | null;
  readonly detectedBy: string | null;
  /** T3: Ballast decided. */
  readonly decidedAtMs: number | null;
  /** T4: in use at the last node. */
  readonly appliedAtMs: number | null;
  /** T5: the first second after which none was bad while the fault lasted; T0 when none was. */
  readonly cleanAtMs: number | null;
  readonly faultEndAtMs: number | null;
  /** T6: the first step of the return. */
  readonly failbackAtMs: number | null;
  /** T7: shares as before. */
  readonly restoredAtMs: number | null;
}

/** From the fault, as each node showed it; `null` when it did not. */
export interface NodeTimes {
  readonly node: string;
  readonly detectedMs: number | null;
  readonly appliedMs: number | null;
  readonly recoveredMs: number | null;
}

export interface ServiceImpact {
  readonly service: string;
  readonly requests: number;
  readonly failed: number;
  readonly shed: number;
  readonly badSeconds: number;
  /** Part of the objective's budget that the drill used; `null` where unknown. */
  readonly budgetSpentRatio: number | null;
  /** As long a full outage would have lost as many; absent in reports of earlier versions. */
  readonly outageMs?: number;
}

export interface SurvivorPeak {
  readonly region: string;
  readonly service: string;
  readonly peakRps: number;
  readonly capacityRps: number | null;
}

export interface Judgement {
  readonly what: 'failed' | 'clean-after' | 'decided-after' | 'p99' | 'restored-after';
  readonly limit: number;
  /** `null` when it never happened. */
  readonly found: number | null;
  readonly passed: boolean;
}

export interface RestoreOutcome {
  readonly restored: boolean;
  /** `driller`, or the name of the controller's process. */
  readonly by: string;
  readonly attempts: number;
  /** What was read back, by place. */
  readonly verified: readonly string[];
  readonly failures: readonly string[];
  /** Both as data, for other languages; absent in reports of earlier versions. */
  readonly said?: { readonly verified: readonly Said[]; readonly failures: readonly Said[] };
  /** To be typed by a person when it is not restored. */
  readonly manual: readonly string[];
}

export interface ReportEvent {
  readonly atMs: number;
  readonly kind: string;
  /** `null` for what concerns none; absent in reports of earlier versions. */
  readonly service?: string | null;
  readonly message: string;
  /** The same as data; absent in reports of earlier versions. */
  readonly said?: Said;
}

/** One second of the services drilled, all together. */
export interface ReportSecond {
  readonly atMs: number;
  readonly requests: number;
  readonly failed: number;
  readonly p99Ms: number | null;
  /** Part of the tries that went to what was drilled. */
  readonly scopeRatio: number | null;
}

export interface Comparison {
  readonly id: string;
  readonly atMs: number;
  readonly verdict: DrillVerdict;
  readonly lost: { readonly before: number; readonly now: number };
  readonly decidedMs: { readonly before: number | null; readonly now: number | null };
  readonly cleanMs: { readonly before: number | null; readonly now: number | null };
  /** From the end of the fault; this and the next two are absent in reports of earlier versions. */
  readonly restoredMs?: { readonly before: number | null; readonly now: number | null };
  readonly p99Ms?: { readonly before: number | null; readonly now: number | null };
  /** The same scope, fault, length and expectations. */
  readonly isSameDrill?: boolean;
}

/** `null` for what is no such report. */
export function readDrillReport(stored: unknown): DrillReport | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { version, id, verdict, timeline } = stored as Partial<DrillReport>;
  if (version !== 1 || typeof id !== 'string' || typeof verdict !== 'string') return null;
  return typeof timeline === 'object' ? (stored as DrillReport) : null;
}
