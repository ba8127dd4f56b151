/**
 * What speaks against one target: the sequential test against its pool, and hard evidence that
 * needs no statistics. It only accuses; whether it may be ejected is `ejection.ts`'s business.
 */

import type { Said } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { advanceCusum, type Cusum, hypothesesOf, seenRatio, thresholdOf } from './cusum.ts';
import { triesPerSecond } from './demand.ts';
import { rounded } from './event.ts';
import type { TargetFacts } from './facts.ts';
import { ratioOf, tallySince } from './tally.ts';
import { TUNING } from './tuning.ts';

export interface Accusation {
  readonly kind: 'error-ratio' | 'connect-failures' | 'probe-and-requests' | 'probe-and-kong';
  /** The failing ratio that a later trial has to contradict. */
  readonly seen: number;
  /** The rest of a sentence that begins with the target's name. */
  readonly sentence: Said;
  readonly numbers: Readonly<Record<string, unknown>>;
}

export interface TargetEvidence {
  readonly facts: TargetFacts;
  readonly relative: Cusum;
  readonly absolute: Cusum;
  readonly deadSinceMs: number | null;
  readonly accusation: Accusation | null;
  /** Weaker than an accusation: counts against its whole pool being well. */
  readonly isSuspect: boolean;
}

export interface EvidenceContext {
  readonly service: ServiceStrategy;
  /** Failing ratio that is usual in the target's pool. */
  readonly medianRatio: number;
  /** The service's failing ratio in peace. */
  readonly normalRatio: number;
  /** What answers usually take in the target's pool; `null` when too few are known. */
  readonly medianMs: number | null;
  /** How much burstier than independent the pool's failures are. */
  readonly dispersion: number;
  readonly nowMs: number;
}

export function weighTarget(facts: TargetFacts, context: EvidenceContext): TargetEvidence {
  const { nowMs, normalRatio } = context;
  const { state, tick } = facts;
  const ratePerSecond = triesPerSecond([facts], nowMs);
  const testOf = (usual: number) => {
    const hypotheses = hypothesesOf(usual);
    const threshold = thresholdOf({
      hypotheses,
      ratePerSecond,
      falseAlarmMs: TUNING.targetFalseAlarmMs,
      bounds: TUNING.targetThreshold,
    });
    const { dispersion } = context;
    return { ...hypotheses, threshold, dispersion, loudFactor: TUNING.loudFailureFactor };
  };
  const counts = { ...countedOf(facts, context), nowMs };
  const inRotation = state.rotation.kind === 'in';
  const median = context.medianRatio;
  const poolTest = testOf(Math.max(median, normalRatio));
  const relative = inRotation ? advanceCusum(state.relative, counts, poolTest) : state.relative;
  const absolute = inRotation
    ? advanceCusum(state.absolute, counts, testOf(normalRatio))
    : state.absolute;
  const isDead = facts.probe === 'bad' && facts.kong === 'down';
  const deadSinceMs = isDead ? (state.deadSinceMs ?? nowMs) : null;
  // Only news accuses: without any the threshold would sink with the rate, and silence eject (G4).
  const test = { ...poolTest, median, nowMs };
  const hard = hardAccusation(facts, deadSinceMs, nowMs);
  const accusation = inRotation
    ? (hard ??
      (tick.failures > 0 && mayJudge(facts, ratePerSecond)
        ? ratioAccusation(relative, test)
        : null))
    : null;
  const isSuspect =
    accusation !== null ||
    facts.probe === 'bad' ||
    facts.kong === 'down' ||
    absolute.score >= TUNING.suspectScore;
  return { facts, relative, absolute, deadSinceMs, accusation, isSuspect };
}

/** Below a request a second its own probes have to agree: a few requests say little (CL 9 ii). */
function mayJudge({ probe }: TargetFacts, ratePerSecond: number): boolean {
  return ratePerSecond >= TUNING.judgedRps || probe === 'bad';
}

/**
 * Without time-outs that are slowness, which a trim answers better than an ejection: of a target
 * whose other answers are slow as well, and of tries that were under way when it was trimmed.
 */
function countedOf(
  facts: TargetFacts,
  { service, medianMs, nowMs }: EvidenceContext,
): { readonly tries: number; readonly failures: number } {
  const { tick, state } = facts;
  const timeouts = Math.max(0, tick.noAnswers - tick.connectFailures);
  if (timeouts === 0 || !service.adapt.latency) return tick;
  const timeoutMs = service.protect.timeoutMs ?? TUNING.assumedTimeoutMs;
  const isUnderWay =
    state.trim.level < 1 && nowMs - state.trim.movedAtMs <= timeoutMs + 2 * TUNING.trimSettleMs;
  const meanMs = answerMs(facts, nowMs);
  const isSlow =
    meanMs !== null && medianMs !== null && meanMs >= TUNING.slowNotDeadRatio * medianMs;
  if (!isUnderWay && !isSlow) return tick;
  return { tries: tick.tries - timeouts, failures: tick.failures - timeouts };
}

/** What is usual among the targets of a pool; `null` when fewer than two have answered. */
export function medianAnswerMs(pool: readonly TargetFacts[], nowMs: number): number | null {
  const means = pool.flatMap((facts) => answerMs(facts, nowMs) ?? []).sort((a, b) => a - b);
  return means.length < 2 ? null : (means[Math.floor((means.length - 1) / 2)] ?? null);
}

/** Mean of what was answered lately; `null` when too little was. */
function answerMs({ state }: TargetFacts, nowMs: number): number | null {
  const { latencyCount, latencySumMs } = tallySince(state.window, nowMs - TUNING.hardWindowMs);
  return latencyCount < TUNING.lostTries ? null : latencySumMs / latencyCount;
}

function ratioAccusation(
  run: Cusum,
  test: { p0: number; p1: number; threshold: number; median: number; nowMs: number },
): Accusation | null {
  if (run.score < test.threshold) return null;
  const seen = seenRatio(run);
  return {
    kind: 'error-ratio',
    seen,
    sentence: say('fails-ratio', {
      failures: run.failures,
      tries: run.tries,
      seenRatio: seen,
      spanMs: test.nowMs - (run.sinceMs ?? test.nowMs) + 1_000,
      poolRatio: test.median,
      score: rounded(run.score),
      threshold: rounded(test.threshold),
    }),
    numbers: {
      tries: run.tries,
      failures: run.failures,
      poolMedianRatio: rounded(test.median),
      normalRatio: rounded(test.p0),
      faultRatio: rounded(test.p1),
      score: rounded(run.score),
      threshold: rounded(test.threshold),
    },
  };
}

function hardAccusation(
  facts: TargetFacts,
  deadSinceMs: number | null,
  nowMs: number,
): Accusation | null {
  const recent = tallySince(facts.state.window, nowMs - TUNING.hardWindowMs);
  const spanMs = TUNING.hardWindowMs;
  const { tries, failures } = recent;
  const numbers = { tries, failures, probe: facts.probe };
  if (recent.connectFailures >= TUNING.deadTries && recent.connectFailures === recent.tries) {
    const sentence = say('fails-connections', { tries, spanMs });
    return { kind: 'connect-failures', seen: 1, sentence, numbers };
  }
  if (facts.probe === 'bad' && recent.tries > 0 && 2 * recent.failures >= recent.tries) {
    const sentence = say('fails-probes-and-tries', { failures, tries, spanMs });
    return { kind: 'probe-and-requests', seen: ratioOf(recent), sentence, numbers };
  }
  if (deadSinceMs !== null && nowMs - deadSinceMs >= TUNING.kongDeadGraceMs) {
    const { down, fresh } = facts.nodes;
    return {
      kind: 'probe-and-kong',
      seen: 1,
      sentence: say('fails-probes-and-kong', { down, fresh, spanMs: nowMs - deadSinceMs }),
      numbers: { ...numbers, nodesDown: down, nodesFresh: fresh },
    };
  }
  return null;
}
