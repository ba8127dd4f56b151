/**
 * Which move one target's trim makes in this tick, if any.
 *
 * - *Extreme*, 5 × its pool or more: to a trickle at once, an emergency, for no more targets than
 *   might be ejected. Under a coarse lever a target that was given its weight back on trial and is
 *   slow again counts as such.
 * - *Slow*, beyond the dead-band for a while: pushed down in proportion to the excess, with the gain
 *   that stability allows; one step of the grid under a coarse lever.
 * - *Well* (or, starved, of unknown health) after its hold: more weight. Doubled at most, and by no
 *   more than 8 % of the full weight per second (control-law.md §9.4); a coarse lever has only
 *   "on trial at full weight".
 * - No data, no verdict; stale logs: back to full weight in the same steps (design §7).
 */

import type { TargetFacts } from '../facts.ts';
import { TUNING } from '../tuning.ts';
import { trimGain } from './gain.ts';
import type { Lever } from './levers.ts';
import type { Pace, PoolPace } from './pace.ts';
import { isAffordable, isOverdrawn, parkRefusal, type Refusal } from './room.ts';
import { isUsable } from './sizing-state.ts';
import { moveSpacingMs } from './trim-grid.ts';
import type { TrimInput } from './trim-input.ts';
import type { Trim } from './trim-state.ts';

export type MoveKind =
  'extreme' | 'relapse' | 'slow' | 'well' | 'untested' | 'capacity' | 'stale' | 'switched-off';

export interface Move {
  readonly kind: MoveKind;
  /** The level that it goes to (0–1). */
  readonly to: number;
}

export interface MoveContext {
  readonly input: TrimInput;
  readonly lever: Lever;
  readonly poolPace: PoolPace;
  /** As decided so far in this tick; filled target by target. */
  readonly trims: Record<string, Trim>;
  /** The last move is written and its effect seen. */
  readonly isReady: boolean;
  /** Slowness wanders from target to target faster than a coarse lever can follow. */
  readonly isFickle: boolean;
  /** More than half are slow against the past: it is the pool, not a target. */
  readonly isCommon: boolean;
}

interface Choice {
  readonly move: Move | null;
  readonly refusal: Refusal | null;
}

const STAY: Choice = { move: null, refusal: null };

export function chooseMove(pace: Pace, trim: Trim, context: MoveContext): Choice {
  const { input, lever, isReady } = context;
  if (!input.service.adapt.latency) {
    return trim.level === 1 ? STAY : just({ kind: 'switched-off', to: 1 });
  }
  if (input.isStale) {
    return trim.level === 1 || !isReady
      ? STAY
      : just({ kind: 'stale', to: towards(1, trim, context) });
  }
  if (!input.mayTrim || isBeingMeasured(pace.facts, input)) return STAY;
  if (trim.level > lever.trickle && isExtreme(pace, trim, context)) {
    const refusal = parkRefusal(pace.facts, { input, trims: context.trims, lever });
    const kind = isOnTrial(trim, input.nowMs) ? 'relapse' : 'extreme';
    if (refusal === null) return just({ kind, to: refugeOf(trim, lever) });
    return { move: slowMove(pace, trim, context), refusal };
  }
  return just(slowMove(pace, trim, context) ?? upMove(pace, trim, context));
}

/**
 * Its first measured capacity is on the way and will say better what to do; or has just given it
 * less, and the queue of what it had before is still to go.
 */
function isBeingMeasured(
  { utilisation, state: { sizing } }: TargetFacts,
  { service, nowMs }: TrimInput,
): boolean {
  const { reducedAtMs = -Infinity } = sizing;
  if (nowMs - reducedAtMs < TUNING.sizingSpacingMs) return true;
  if (utilisation === null || !service.adapt.load) return false;
  const isFresh = nowMs - utilisation.atMs < TUNING.utilisationFreshMs;
  const { estimate } = sizing;
  if (!isFresh || isUsable(estimate, nowMs)) return false;
  return estimate === null || nowMs - estimate.sinceMs < TUNING.sizingPatienceMs;
}

function just(move: Move | null): Choice {
  return { move, refusal: null };
}

/** It got more weight a short while ago. */
function isOnTrial(trim: Trim, nowMs: number): boolean {
  return trim.raisedAtMs > 0 && nowMs - trim.raisedAtMs < TUNING.trimRelapseMs;
}

function isExtreme(pace: Pace, trim: Trim, { lever, isCommon, input }: MoveContext): boolean {
  if (!pace.isAlarm || isCommon) return false;
  const { queueing } = input.before;
  const noise = TUNING.extremeSigmas * pace.tickNoise * Math.sqrt(Math.max(1, queueing ?? 1));
  // The rest of a pool that has lost somebody has longer queues than the pool knows of.
  const isUnsure = queueing === null || input.targets.some(isReduced);
  const slowForMs = input.nowMs - (trim.slowSinceMs ?? input.nowMs);
  const isLasting = !isUnsure || slowForMs >= TUNING.extremeLastsMs;
  if (pace.recentRatio >= Math.max(TUNING.extremeRatio, Math.exp(noise)) && isLasting) return true;
  const isCaughtAgain = isOnTrial(trim, input.nowMs) && isCoarse(lever);
  return isCaughtAgain && pace.recentRatio > Math.exp(lever.deadBand);
}

function isReduced({ state: { rotation, trim } }: TargetFacts): boolean {
  return rotation.kind !== 'in' || trim.level < 1;
}

function isCoarse({ stepsPerOctave }: Lever): boolean {
  return stepsPerOctave <= 1;
}

function slowMove(pace: Pace, trim: Trim, context: MoveContext): Move | null {
  const { input, lever } = context;
  const { excess } = pace;
  if (excess === null || excess <= pace.deadBand || trim.level <= lever.trickle) return null;
  if (!context.isReady || context.isCommon || context.isFickle || isStrained(context)) return null;
  if (!isProven(pace, trim, context) || isDraining(pace, trim, input.nowMs)) return null;
  const push = isCoarse(lever)
    ? Math.LN2 / lever.stepsPerOctave
    : Math.min(Math.LN2, trimGain(input.load) * excess);
  const known = isCoarse(lever) ? undefined : goodBelow(trim);
  const to = known ?? Math.max(lever.trickle, trim.level * Math.exp(-push));
  const after = { ...context.trims, [pace.facts.target.target]: { ...trim, level: to } };
  const slowForMs = input.nowMs - (trim.slowSinceMs ?? input.nowMs);
  // So slow for so long is no passing queue: small steps away from it help whoever is less full.
  const isSevere = excess >= TUNING.severeExcess && slowForMs >= TUNING.severeLastsMs;
  const fits = isAffordable(input, after) || (isSevere && !isOverdrawn(input, after));
  return fits ? { kind: 'slow', to } : null;
}

function isProven(pace: Pace, trim: Trim, { input, lever }: MoveContext): boolean {
  const slowForMs = input.nowMs - (trim.slowSinceMs ?? input.nowMs);
  const isPatient = lever.patientMs !== null && slowForMs >= lever.patientMs;
  const isKnown = !isCoarse(lever) && (trim.level < 1 || isOnTrial(trim, input.nowMs));
  return isKnown || isPatient || (pace.isAlarm && slowForMs >= lever.persistMs);
}

/** What it answers now was queued before its last move. */
function isDraining({ meanMs }: Pace, { level, movedAtMs }: Trim, nowMs: number): boolean {
  const drainMs = TUNING.drainFactor * (meanMs ?? 0);
  return level < 1 && nowMs - movedAtMs < TUNING.trimSettleMs + drainMs;
}

/** The whole pool is slower than usual already: less weight on some would strain the others. */
function isStrained({ input, poolPace: { medianMs } }: MoveContext): boolean {
  return (
    medianMs !== null &&
    input.usualMs !== null &&
    medianMs > TUNING.strainedFactor * Math.max(1, input.usualMs)
  );
}

function upMove(pace: Pace, trim: Trim, context: MoveContext): Move | null {
  const { nowMs } = context.input;
  if (trim.level === 1 || !context.isReady || nowMs < trim.holdUntilMs) return null;
  if (pace.facts.probe === 'bad') return null;
  const isWell = pace.excess !== null && pace.excess < pace.deadBand / 2;
  // Starved targets give no evidence; only weight does.
  const isUntested =
    isHeard(context) && (pace.answers === 0 || (pace.excess === null && isLongSilent(trim, nowMs)));
  if (!isWell && !isUntested) return null;
  const to = towards(ceilingOf(trim, nowMs), trim, context);
  return to < TUNING.leastRise * trim.level ? null : { kind: isWell ? 'well' : 'untested', to };
}

/** Its pool answers: silence of all is a matter of telemetry, and moves nothing (G4). */
function isHeard({ poolPace }: MoveContext): boolean {
  return poolPace.paces.some(({ answers }) => answers > 0);
}

function isLongSilent({ movedAtMs }: Trim, nowMs: number): boolean {
  return nowMs - movedAtMs >= TUNING.windowMs;
}

/** A level at which it was well a while ago, below the one that it has. */
function goodBelow({ good, level }: Trim): number | undefined {
  return good !== undefined && good < level ? good : undefined;
}

function refugeOf(trim: Trim, lever: Lever): number {
  return isCoarse(lever) ? lever.trickle : (goodBelow(trim) ?? lever.trickle);
}

/**
 * Half-way (in logarithms) to `ceiling`, at most 8 % of the full weight per second; the last part
 * of the way to full weight in one.
 */
function towards(ceiling: number, trim: Trim, { lever, input }: MoveContext): number {
  const { level } = trim;
  if (isCoarse(lever)) return 1;
  if (ceiling === 1 && level >= TUNING.nearlyFullRatio) return 1;
  const passedMs = Math.min(input.nowMs - trim.movedAtMs, moveSpacingMs(input.service));
  const rise = (TUNING.trimRisePerSecond * passedMs) / 1_000;
  return Math.min(Math.sqrt(level * ceiling), level + rise);
}

/**
 * The ceiling is a step short of the level at which it was slow last. When that is long ago, small
 * steps beyond find out whether it still is.
 */
function ceilingOf({ bad, level, relapses, movedAtMs }: Trim, nowMs: number): number {
  // Once slow at full weight is a fault that passes; twice is what it can carry.
  if (bad === undefined || (bad.level === 1 && relapses === 0)) return 1;
  const isOld = nowMs - bad.atMs >= TUNING.badLevelMs * 2 ** Math.min(relapses, 2);
  // Nearly as much is nearly as slow, and the others hardly feel the rest.
  const short = bad.level === 1 ? TUNING.shortOfFullRatio : bad.level / TUNING.badStep;
  if (!isOld || level < TUNING.nearlyFullRatio * bad.level) return short;
  const isRested = nowMs - movedAtMs >= TUNING.badRestMs;
  return isRested ? Math.min(1, TUNING.badStep * level) : level;
}
