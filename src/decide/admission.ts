/**
 * How much a region can serve, learnt from how it answers: stated capacity may be wrong, and a
 * region that is given more than it can serve answers nobody in time.
 *
 * At the limit the rate of answers *is* the capacity, whatever was offered. So a saturated region
 * (overload answers, time-outs, or a queue that grows) shows its capacity, and the admitted rate is
 * that capacity plus or minus what brings its queue to the wanted length: long enough that noise in
 * the arrivals never leaves workers idle, short enough that nobody waits for it. Without saturation
 * the estimate grows slowly while the limit binds, and is forgotten when it does not.
 *
 * Invariants: one target alone never lowers a region's limit (that is the target's fault); a region
 * that is lost or silent is not judged; the limit never falls below a part of the capacity learnt,
 * so that recovery can be seen.
 */

import { readSigns, type Signs, sumOf } from './admission-signs.ts';
import { type Admission, UNLIMITED } from './admission-state.ts';
import { triesSince } from './demand.ts';
import type { TargetFacts } from './facts.ts';
import { addTallies, NOTHING, type Tally } from './tally.ts';
import { TUNING } from './tuning.ts';

const NO_RUN = { answered: 0, durationMs: 0 };

export interface AdmissionContext {
  /** Its mean latency in peace, or what comes nearest; `null` while nothing is known. */
  readonly usualMs: number | null;
  /** Kong gives up on a target after this long. */
  readonly timeoutMs: number;
  /** Whether what it is offered is held down to its limit at present. */
  readonly isBinding: boolean;
  /** Part (0–1) of the service's demand that is refused for want of room at present. */
  readonly shedRatio: number;
  readonly nowMs: number;
  readonly elapsedMs: number;
}

export function advanceAdmission(
  before: Admission,
  facts: readonly TargetFacts[],
  context: AdmissionContext,
): Admission {
  const { nowMs, elapsedMs } = context;
  // Time-outs of a target whose probes fail as well are a loss and no shortage.
  const judged = facts.filter(
    (one) =>
      one.state.rotation.kind === 'in' &&
      !one.isProbeFailing &&
      !(before.capacityRps === null && hasFallenSilent(one, context)),
  );
  const tick = judged.reduce<Tally>((sum, one) => addTallies(sum, one.tick), NOTHING);
  const aborted = sumOf(judged, (one) => one.aborted);
  const ended = tick.tries + tick.overload + aborted;
  // After a pause of its own the controller does not know what time its counts are of.
  const isGap = elapsedMs > TUNING.gapTicks * TUNING.tickMs;
  if (ended === 0 || elapsedMs === 0 || isGap) return relaxed(before, context);
  const signs = readSigns(before, judged, context);
  const answeredRps = (1_000 * (tick.tries - tick.noAnswers)) / elapsedMs;
  const seen = {
    ...before,
    isBinding: context.isBinding,
    easy: 0,
    meanMs: signs.meanMs,
    leastMs: leastOf(before.leastMs, tick),
    rising: signs.rising,
  };
  const queue = queueOf(signs.meanMs, {
    // Answers that come too late are not counted, but those who wait for them are waiting.
    answeredRps: signs.isLate ? (before.capacityRps ?? answeredRps) : answeredRps,
    usualMs: context.usualMs,
  });
  const isNew = hasJumped(judged, nowMs);
  const isAlert = context.isBinding || isNew;
  const isSaturated =
    signs.isRefusing || signs.isLate || isQueueing(queue, { signs, answeredRps, isAlert });
  const offeredRps = (1_000 * (tick.tries + tick.overload)) / elapsedMs;
  if (!isSaturated) {
    const isCalm = (signs.meanMs ?? 0) <= (before.meanMs ?? 0);
    return unsaturated(
      { ...seen, easy: before.easy },
      { queue, context, offeredRps, answeredRps, isCalm },
    );
  }
  const answered = tick.tries - tick.noAnswers;
  // The first tick of a run holds seconds from before it. When answers come too late their number
  // says nothing of what could be answered in time: then only the queue is brought down.
  const isFirst = before.run === null && !isNew;
  const begun = before.run ?? NO_RUN;
  const known = before.capacityRps;
  const run =
    isFirst || (signs.isLate && known !== null)
      ? begun
      : { answered: begun.answered + answered, durationMs: begun.durationMs + elapsedMs };
  const { learnRatio, leastPerTargetRps } = TUNING;
  if (run.durationMs === 0 && known === null && !signs.isLate) return { ...seen, run };
  const shownRps = run.durationMs === 0 ? known : (1_000 * run.answered) / run.durationMs;
  const sampleRps = Math.max(
    leastPerTargetRps * judged.length,
    shownRps ?? lastShownRps(judged, { nowMs, elapsedMs }),
  );
  const capacityRps = known === null ? sampleRps : known + learnRatio * (sampleRps - known);
  const { isRefusing, lateRatio } = signs;
  const limitRps = limitOf(capacityRps, { queue, isRefusing, lateRatio });
  const step = seen.step === 'taken' ? 'refuted' : seen.step;
  return { ...seen, step, run, capacityRps, limitRps, metAtMs: nowMs };
}

/** Nothing was answered, and no probe since those tries were sent: lost or short, it is not known yet. */
function hasFallenSilent(
  { tick, provenAtMs }: TargetFacts,
  { nowMs, timeoutMs }: AdmissionContext,
): boolean {
  if (tick.noAnswers === 0 || tick.noAnswers < tick.tries) return false;
  return provenAtMs === null || provenAtMs < nowMs - timeoutMs;
}

/**
 * What was answered in the best tick before answers became late. Nothing else is known then, and to
 * wait for a better sample is to let the queue grow old.
 */
function lastShownRps(
  judged: readonly TargetFacts[],
  { nowMs, elapsedMs }: { readonly nowMs: number; readonly elapsedMs: number },
): number {
  const answered = new Map<number, number>();
  for (const { atMs, tries, noAnswers } of judged.flatMap(({ state }) => state.window)) {
    if (atMs <= nowMs - TUNING.lastShownMs) continue;
    answered.set(atMs, (answered.get(atMs) ?? 0) + tries - noAnswers);
  }
  return (1_000 * Math.max(0, ...answered.values())) / elapsedMs;
}

function leastOf(leastMs: number | null, { latencyCount, latencySumMs }: Tally): number | null {
  if (latencyCount < TUNING.meanCount) return leastMs;
  return Math.min(leastMs ?? Infinity, latencySumMs / latencyCount);
}

/** Whether it is offered far more than a few seconds ago, as a region that takes over is. */
function hasJumped(judged: readonly TargetFacts[], nowMs: number): boolean {
  const { spanMs, factor } = TUNING.loadJump;
  const recent = triesSince(judged, nowMs - spanMs);
  const older = triesSince(judged, nowMs - TUNING.windowMs) - recent;
  return recent / spanMs >= (factor * older) / (TUNING.windowMs - spanMs);
}

interface Queue {
  /** Requests that wait, by Little's law; `null` while the usual latency is not known. */
  readonly length: number | null;
  readonly wanted: number;
}

function queueOf(
  meanMs: number | null,
  { answeredRps, usualMs }: { answeredRps: number; usualMs: number | null },
): Queue {
  const spacingSeconds = 2;
  const wanted = TUNING.queueDeviations * Math.sqrt(answeredRps * spacingSeconds);
  if (meanMs === null || usualMs === null) return { length: null, wanted };
  return { length: (answeredRps * Math.max(0, meanMs - usualMs)) / 1_000, wanted };
}

/** A service that has become slow without a growing queue is not short of capacity. */
function isQueueing(
  queue: Queue,
  options: { readonly signs: Signs; readonly answeredRps: number; readonly isAlert: boolean },
): boolean {
  const { signs, answeredRps, isAlert } = options;
  if (queue.length === null || answeredRps === 0) return false;
  const isGrowing = signs.rising >= (isAlert ? 1 : 2);
  return queue.length > queue.wanted && (isGrowing || signs.isPatienceSpent);
}

function limitOf(
  capacityRps: number,
  signs: { readonly queue: Queue; readonly isRefusing: boolean; readonly lateRatio: number },
): number {
  const { drainMs, limitLowestRatio: lowestRatio, limitHighestRatio: highestRatio } = TUNING;
  const { queue, isRefusing, lateRatio } = signs;
  const surplus = queue.length === null ? 0 : queue.wanted - queue.length;
  const limit = capacityRps + (1_000 * surplus) / drainMs;
  // What nobody waits for any more is worked off all the same, and keeps others waiting.
  const highest = capacityRps * Math.min(isRefusing ? 1 : highestRatio, 1 - lateRatio);
  return Math.max(lowestRatio * capacityRps, Math.min(highest, limit));
}

function unsaturated(
  before: Admission,
  options: {
    readonly queue: Queue;
    readonly context: AdmissionContext;
    readonly offeredRps: number;
    readonly answeredRps: number;
    /** Answers take no longer than at the tick before. */
    readonly isCalm: boolean;
  },
): Admission {
  const { queue, context, offeredRps, answeredRps, isCalm } = options;
  const { nowMs, elapsedMs, isBinding, shedRatio } = context;
  if (before.capacityRps === null) return { ...before, run: null };
  if (!isBinding) return relaxed(before, context);
  const { growthPerSecond, growthEasyTicks, growthMax } = TUNING;
  // Learnt in a stall that is over it is far below what is answered; what is little more is noise.
  const capacityRps = Math.max(before.capacityRps, answeredRps / (1 + growthMax));
  const hasRoom = queue.length === null || queue.length < queue.wanted / 2;
  // Workers near their limit keep some waiting; answers as fast as in peace show that it is far.
  const { usualMs } = context;
  const slowness = before.meanMs === null || usualMs === null ? null : before.meanMs / usualMs;
  // A region that is offered less than it may serve shows nothing of what more it could, and one
  // that does well with what it is offered not that it does with twice of it.
  const isFull =
    shedRatio > 0 || offeredRps >= TUNING.limitFullRatio * (before.limitRps ?? capacityRps);
  const boldness = boldnessOf(before, shedRatio);
  const highest = Math.max(capacityRps, Math.max(TUNING.limitAheadRatio, boldness) * offeredRps);
  const ease = TUNING.easeTicks[slacknessOf(slowness, isCalm)];
  const easy = hasRoom && isFull ? Math.max(0, before.easy + ease) : 0;
  const pace =
    boldness > 1
      ? boldness - 1
      : Math.min(growthMax, growthPerSecond * 2 ** (easy / growthEasyTicks));
  const grown =
    hasRoom && isFull
      ? Math.min(highest, capacityRps * (1 + (pace * elapsedMs) / 1_000))
      : capacityRps;
  const limitRps = limitOf(grown, { queue, isRefusing: false, lateRatio: 0 });
  const step = boldness > 1 && grown > capacityRps ? 'taken' : before.step;
  return { ...before, run: null, easy, step, capacityRps: grown, limitRps, metAtMs: nowMs };
}

/**
 * How many times a limit may grow in a second when nearly everything is refused: a stall that is
 * over left it far too low. What a step too far costs is what is served, what it may win is what is
 * refused; the root divides the way evenly. What is short stays short, so it is tried once.
 */
function boldnessOf({ step, easy }: Admission, shedRatio: number): number {
  if (step === 'refuted' || easy === 0) return 1;
  const factor = Math.sqrt(1 / (1 - Math.min(shedRatio, TUNING.boldShedRatio)));
  return factor > 1 + TUNING.growthMax ? factor : 1;
}

/** @param slowness mean latency ÷ the usual one; `null` while one of them is not known. */
function slacknessOf(slowness: number | null, isCalm: boolean): keyof typeof TUNING.easeTicks {
  if (slowness !== null && slowness <= 1) return 'idle';
  if (slowness !== null && slowness <= TUNING.slackFactor) return 'slack';
  return isCalm ? 'calm' : 'strained';
}

function relaxed(before: Admission, { nowMs }: AdmissionContext): Admission {
  const isOld = nowMs - before.metAtMs > TUNING.limitForgetMs;
  return isOld && before.capacityRps !== null
    ? { ...UNLIMITED, meanMs: before.meanMs, leastMs: before.leastMs }
    : { ...before, run: null, step: before.step === 'taken' ? 'none' : before.step };
}
