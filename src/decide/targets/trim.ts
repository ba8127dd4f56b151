/**
 * Trims: a target that answers much slower than its pool gets a smaller part of its weight, and
 * gets it back in steps once it is seen to be well. Which move a target gets is `trim-move.ts`.
 *
 * Invariants: penalise only, so nobody is driven past its nominal share by a boost; a pool is moved
 * again only when the last write may be followed by another (G6) and its effect has been seen,
 * emergencies apart; the rest can carry the load (G3), or the mildest trim is taken back.
 */

import type { ControlEvent } from '../../model/control.ts';
import { QUIET } from '../cusum.ts';
import type { TargetFacts } from '../facts.ts';
import { observed } from '../levers/would-be.ts';
import { tellOnce } from '../told.ts';
import { TUNING } from '../tuning.ts';
import { type Lever, LEVERS } from './levers.ts';
import { judgePaces, type Pace, type PoolPace } from './pace.ts';
import { isFickle, learnPool } from './pool.ts';
import { isOverdrawn } from './room.ts';
import { moveEvent, refusalEvent } from './trim-events.ts';
import { moveSpacingMs, stepOf } from './trim-grid.ts';
import type { TrimInput } from './trim-input.ts';
import { chooseMove, type Move, type MoveContext } from './trim-move.ts';
import type { PoolState, Trim } from './trim-state.ts';

export interface TrimOutcome {
  readonly trims: Readonly<Record<string, Trim>>;
  readonly pool: PoolState;
  readonly events: readonly ControlEvent[];
}

export function decideTrims(input: TrimInput): TrimOutcome {
  const { service, nowMs, targets, before } = input;
  const lever = LEVERS[service.algorithm.kind];
  const members = targets.filter(({ state }) => state.rotation.kind === 'in');
  const poolPace = judgePaces(members, before, { service, lever, nowMs });
  const trims: Record<string, Trim> = {};
  for (const { target, state } of targets) trims[target.target] = { ...state.trim, slow: QUIET };
  const context: MoveContext = {
    input,
    lever,
    poolPace,
    trims,
    isReady: nowMs - lastMoveMs(targets) >= moveSpacingMs(service),
    isFickle: lever.stepsPerOctave <= 1 && isFickle(before, nowMs),
    isCommon: 2 * poolPace.paces.filter(({ isAlarm }) => isAlarm).length > members.length,
  };
  const events: ControlEvent[] = [];
  for (const pace of [...poolPace.paces].sort(slowestFirst)) {
    const outcome = decideOne(pace, context);
    trims[pace.facts.target.target] = outcome.trim;
    events.push(...outcome.events);
  }
  events.push(...relieve(poolPace, context));
  return { trims, pool: learnPool(input, { poolPace, trims }), events };
}

function decideOne(pace: Pace, context: MoveContext) {
  const { input, lever, poolPace } = context;
  const before = withPace(pace, input);
  const { move, refusal } = chooseMove(pace, before, context);
  const events: ControlEvent[] = [];
  let trim = before;
  if (refusal !== null) {
    const { told, isNews } = tellOnce(trim.told, refusal.code, input.nowMs);
    trim = { ...trim, told };
    if (isNews) events.push(refusalEvent(pace, refusal, { input, poolPace }));
  }
  if (move !== null && input.isObserving && move.to < trim.level) {
    const { told, isNews } = tellOnce(trim.told, 'observed', input.nowMs);
    const would = moved(trim, move, { pace, lever, nowMs: input.nowMs });
    const event = moveEvent(pace, move, { input, poolPace, trim: would });
    if (isNews && would.step !== before.step) events.push(observed(event, 'trim'));
    return { trim: { ...trim, told }, events };
  }
  if (move !== null) {
    trim = moved(trim, move, { pace, lever, nowMs: input.nowMs });
    if (trim.step !== before.step) {
      events.push(moveEvent(pace, move, { input, poolPace, trim }));
    }
  }
  return { trim, events };
}

/** When the rest cannot carry the load, who is slowed down least gets some of its weight back. */
function relieve(poolPace: PoolPace, context: MoveContext): readonly ControlEvent[] {
  const { input, lever, trims } = context;
  // Without any news there is no load to relieve (G4).
  const isHeard = poolPace.paces.some(({ answers }) => answers > 0);
  if (!isHeard || !context.isReady || !isOverdrawn(input, trims)) return [];
  const [mildest] = poolPace.paces
    .filter(({ facts }) => (trims[facts.target.target]?.level ?? 1) < 1)
    .sort((a, b) => slowestFirst(b, a));
  const name = mildest?.facts.target.target;
  const before = name === undefined ? undefined : trims[name];
  if (mildest === undefined || name === undefined || before === undefined) return [];
  const move: Move = { kind: 'capacity', to: before.level < 0.5 ? 0.5 : 1 };
  const trim = moved(before, move, { pace: mildest, lever, nowMs: input.nowMs });
  trims[name] = trim;
  return trim.step === before.step ? [] : [moveEvent(mildest, move, { input, poolPace, trim })];
}

function lastMoveMs(targets: readonly TargetFacts[]): number {
  return Math.max(0, ...targets.map(({ state }) => state.trim.movedAtMs));
}

function withPace(pace: Pace, { mayTrim, isStale, nowMs }: TrimInput): Trim {
  const { trim } = pace.facts.state;
  const { excess } = pace;
  const since = excess !== null && excess > pace.deadBand ? (trim.slowSinceMs ?? nowMs) : null;
  const isForgiven = trim.level === 1 && nowMs - trim.movedAtMs >= TUNING.trimForgivenMs;
  const isWell = excess !== null && excess < pace.deadBand / 2;
  const good = isWell && trim.level < 1 ? Math.max(trim.good ?? 0, trim.level) : trim.good;
  return {
    ...trim,
    slow: mayTrim && !isStale ? pace.slow : QUIET,
    slowSinceMs: excess === null ? trim.slowSinceMs : since,
    relapses: isForgiven ? 0 : trim.relapses,
    good: isForgiven ? undefined : good,
    bad: isForgiven ? undefined : trim.bad,
  };
}

function moved(
  trim: Trim,
  { kind, to }: Move,
  { pace, lever, nowMs }: { pace: Pace; lever: Lever; nowMs: number },
): Trim {
  const next = { ...trim, level: to, step: stepOf(to, trim.step, lever), movedAtMs: nowMs };
  if (to > trim.level) {
    // What was caught once is found sooner the second time (control-law.md §9 ii, head start).
    const score = Math.min(trim.slow.score, TUNING.headStartRatio * pace.threshold);
    const slow = { ...trim.slow, score: Math.max(score, TUNING.headStartRatio * pace.threshold) };
    return { ...next, slow, raisedAtMs: nowMs, slowSinceMs: null };
  }
  const isRelapse = trim.raisedAtMs > 0 && nowMs - trim.raisedAtMs < TUNING.trimRelapseMs;
  const relapses = isRelapse ? trim.relapses + 1 : trim.relapses;
  const isFirst = trim.bad === undefined || trim.level === 1 || trim.raisedAtMs > 0;
  const isExtreme = kind === 'extreme' || kind === 'relapse';
  const holdMs = (isExtreme ? lever.holdMs.extreme : lever.holdMs.slow) * 2 ** relapses;
  return {
    ...next,
    good: trim.good !== undefined && trim.good < trim.level ? trim.good : undefined,
    // What is trimmed on the way down is still the queue of the level where that began.
    bad: isFirst ? { level: trim.level, atMs: nowMs } : trim.bad,
    relapses: Math.min(relapses, 10),
    raisedAtMs: 0,
    holdUntilMs: nowMs + Math.min(TUNING.trimHoldMaxMs, holdMs),
  };
}

/** Ties break by name, so that the decision does not depend on the order of the input. */
function slowestFirst(a: Pace, b: Pace): number {
  const byExcess = (b.excess ?? 0) - (a.excess ?? 0);
  if (byExcess !== 0) return byExcess;
  return a.facts.target.target < b.facts.target.target ? -1 : 1;
}
