/** Whether the rest of a pool can do without (part of) a target (G3). */

import type { Said } from '../../lib/said.ts';
import { say } from '../../model/sentences.ts';
import { triesPerSecond } from '../demand.ts';
import { rounded } from '../event.ts';
import { isKnownDead, isUnwell, type TargetFacts } from '../facts.ts';
import { outCap } from '../out-cap.ts';
import { TUNING } from '../tuning.ts';
import { type Lever, LEVERS } from './levers.ts';
import { keepRatio } from './queueing.ts';
import type { TrimInput } from './trim-input.ts';
import type { Trim } from './trim-state.ts';

export interface Refusal {
  readonly code: string;
  readonly sentence: Said;
  readonly numbers: Readonly<Record<string, unknown>>;
}

type Trims = Readonly<Record<string, Trim>>;

/** Why a target cannot be taken down to a trickle; `null` when it can. */
export function parkRefusal(
  facts: TargetFacts,
  options: { readonly input: TrimInput; readonly trims: Trims; readonly lever: Lever },
): Refusal | null {
  const { input, trims, lever } = options;
  const { targets } = input;
  const gone = targets.filter(({ target, state }) => {
    const level = trims[target.target]?.level ?? 1;
    return state.rotation.kind !== 'in' || level <= lever.trickle;
  });
  const cap = outCap(targets.length);
  const numbers = { targets: targets.length, gone: gone.length, cap };
  if (gone.length >= cap) {
    const sentence = say('enough-targets-trimmed', { gone: gone.length, cap });
    return { code: 'cap', sentence, numbers };
  }
  const name = facts.target.target;
  const trim = { ...facts.state.trim, level: lever.trickle };
  if (isAffordable(input, { ...trims, [name]: trim })) return null;
  const sentence = say('others-are-full');
  return { code: 'capacity', sentence, numbers: { ...numbers, ...roomNumbers(input) } };
}

/**
 * Whether what is left of the pool can carry its load: by stated capacity below the ceiling, else
 * as much of the pool as its queues ask for. Who may just be dying is not counted on.
 */
export function isAffordable(input: TrimInput, trims: Trims): boolean {
  const { service, before } = input;
  const keep = keepRatio(before, LEVERS[service.algorithm.kind].isExact);
  return isEnough(input, trims, { keep, ceiling: TUNING.ceilingRatio, isAble: isReliable });
}

/** Well beyond that: trims are to be taken back. The gap between the two is hysteresis. */
export function isOverdrawn(input: TrimInput, trims: Trims): boolean {
  const keep = TUNING.trimKeepRatio;
  const isAble = (facts: TargetFacts) => !isKnownDead(facts);
  return !isEnough(input, trims, { keep, ceiling: TUNING.overdrawnRatio, isAble });
}

/** One tick of failing, or one failed probe, is no verdict, but enough not to lean on it. */
function isReliable(facts: TargetFacts): boolean {
  const { tries, failures } = facts.tick;
  const isFailing = tries >= TUNING.deadTries && 2 * failures >= tries;
  return !isFailing && !isUnwell(facts);
}

interface Enough {
  /** Part of the pool that must be left where nothing is known of capacity. */
  readonly keep: number;
  /** Part of stated or measured capacity that may be used. */
  readonly ceiling: number;
  /** Who of those in rotation counts. */
  readonly isAble: (facts: TargetFacts) => boolean;
}

function isEnough(
  { targets, load, nowMs }: TrimInput,
  trims: Trims,
  { keep, ceiling, isAble }: Enough,
): boolean {
  const serving = targets.filter((facts) => facts.state.rotation.kind === 'in' && isAble(facts));
  const isStated = serving.every(({ target }) => target.capacityRps !== null);
  let left = 0;
  for (const { target } of serving) {
    left += (trims[target.target]?.level ?? 1) * (isStated ? (target.capacityRps ?? 0) : 1);
  }
  // Measured utilisation says what a pool without stated capacity has room for.
  if (!isStated && load !== null) return load * targets.length <= ceiling * left;
  if (!isStated) return left >= keep * targets.length;
  return triesPerSecond(targets, nowMs) <= ceiling * left;
}

function roomNumbers({ targets, nowMs }: TrimInput): Readonly<Record<string, unknown>> {
  return { demandRps: rounded(triesPerSecond(targets, nowMs)) };
}
