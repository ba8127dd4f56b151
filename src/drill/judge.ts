/** What was expected against what was found, and the verdict. Pure. */

import type { Drill } from '../model/drill.ts';
import type {
  DrillReason,
  DrillVerdict,
  Judgement,
  ReasonCode,
  RestoreOutcome,
  Timeline,
} from '../model/drill-report.ts';
import { failedRatioOf, type Sums } from './seconds.ts';

export interface Judged {
  readonly judged: readonly Judgement[];
  readonly verdict: DrillVerdict;
  readonly reasons: readonly DrillReason[];
  readonly scoreRatio: number | null;
}

/** These say nothing of the system that was drilled. */
const INTERRUPTIONS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'abort-person',
  'abort-lever',
  'abort-signal',
  'abort-stale',
  'abort-admin',
  'driller-died',
  'gave-way',
  'fault-not-injected',
]);

export function judge(
  { expect, steady, fault, scope }: Drill,
  facts: {
    readonly timeline: Timeline;
    readonly before: Sums;
    /** From the fault to its end. */
    readonly during: Sums;
    /** Of its second half, when what takes its time is done. */
    readonly late: Sums;
    /** Why it ended early; `null` when it did not. */
    readonly ended: DrillReason | null;
    readonly restore: RestoreOutcome;
  },
): Judged {
  const { timeline, before, during, late, ended, restore } = facts;
  const { faultAtMs, faultEndAtMs } = timeline;
  if (ended?.code === 'steady-not-reached') return only('INCONCLUSIVE', ended);
  const since = (atMs: number | null, fromMs: number | null) =>
    atMs === null || fromMs === null ? null : atMs - fromMs;
  const judged = [
    atMost('failed', failedRatioOf(during), expect.failedRatio),
    atMost('clean-after', since(timeline.cleanAtMs, faultAtMs), expect.cleanAfterMs),
    atMost('decided-after', since(timeline.decidedAtMs, faultAtMs), expect.decidedAfterMs),
    atMost('p99', during.p99Ms, expect.p99Ms),
    atMost('restored-after', since(timeline.restoredAtMs, faultEndAtMs), expect.restoredAfterMs),
  ].flatMap((one) => one ?? []);
  const missed = judged.filter(({ passed }) => !passed);
  const scoreRatio = judged.length === 0 ? null : 1 - missed.length / judged.length;
  const reasons: DrillReason[] = [];
  if (!restore.restored) reasons.push({ code: 'unrestored', values: {} });
  if (ended !== null) reasons.push(ended);
  if (!restore.restored) return { judged, scoreRatio, verdict: 'FAILED', reasons };
  if (ended !== null) {
    const verdict = INTERRUPTIONS.has(ended.code) ? 'INTERRUPTED' : 'FAILED';
    return { judged, scoreRatio, verdict, reasons };
  }
  if (during.requests < steady.minRequests) {
    const values = { found: during.requests, needed: steady.minRequests };
    return { ...only('INCONCLUSIVE', { code: 'too-few-requests', values }), judged };
  }
  const isWeight = fault.kind === 'weight-out';
  const [usual, leak] = [scopeRatio(before), scopeRatio(isWeight ? late : during)];
  const takenRatio = isWeight ? scope.shareRatio : 1;
  const isHeld = leak <= usual * (1 - HELD_RATIO * takenRatio);
  if ((isWeight || fault.kind === 'health-mark') && !isHeld) {
    const values = { found: leak, before: usual };
    return { ...only('INCONCLUSIVE', { code: 'fault-not-held', values }), judged };
  }
  const told = missed.map(({ what, limit, found }): DrillReason => {
    return { code: 'expectation-missed', values: { what, limit, found: found ?? 'never' } };
  });
  if (told.length > 0) return { judged, scoreRatio, verdict: 'FAILED', reasons: told };
  const met: DrillReason = { code: 'expectations-met', values: { count: judged.length } };
  return { judged, scoreRatio, verdict: 'SUCCEEDED', reasons: [met] };
}

/** What Kong forgot, or was never told, for more than half of what was to go has tested nothing. */
const HELD_RATIO = 0.5;

function scopeRatio({ tries, scopeTries }: Sums): number {
  return tries === 0 ? 0 : Number((scopeTries / tries).toPrecision(3));
}

function only(verdict: DrillVerdict, reason: DrillReason): Judged {
  return { judged: [], scoreRatio: null, verdict, reasons: [reason] };
}

function atMost(
  what: Judgement['what'],
  found: number | null,
  limit: number | null,
): Judgement | null {
  if (limit === null) return null;
  // Without any answer there is no latency to be judged.
  if (what === 'p99' && found === null) return null;
  return { what, limit, found, passed: found !== null && found <= limit };
}
