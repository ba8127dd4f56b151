/** The sentences of trims, built from their evidence. */

import type { Said } from '../../lib/said.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import { say } from '../../model/sentences.ts';
import { controlEvent, rounded } from '../event.ts';
import type { Pace, PoolPace } from './pace.ts';
import type { Refusal } from './room.ts';
import { trimFactor } from './trim-grid.ts';
import type { TrimInput } from './trim-input.ts';
import type { Move, MoveKind } from './trim-move.ts';
import type { Trim } from './trim-state.ts';

interface Told {
  readonly input: TrimInput;
  readonly poolPace: PoolPace;
}

const KINDS: Readonly<Record<MoveKind, EventKind>> = {
  extreme: 'target-slow',
  relapse: 'target-slow',
  slow: 'target-trimmed',
  well: 'trim-relaxed',
  untested: 'trim-relaxed',
  capacity: 'trim-relaxed',
  stale: 'trim-relaxed',
  'switched-off': 'trim-relaxed',
};

/** @param options.trim as after the move. */
export function moveEvent(
  pace: Pace,
  move: Move,
  options: Told & { readonly trim: Trim },
): ControlEvent {
  const { input, poolPace, trim } = options;
  const { nowMs, service, region } = input;
  const { target } = pace.facts.target;
  const part = trimFactor(trim, service);
  const waitMs = trim.holdUntilMs - nowMs;
  const told = { target, partRatio: part, because: because(pace, move, options) };
  return controlEvent(nowMs, KINDS[move.kind], {
    upstream: service.upstream,
    region,
    target,
    said:
      trim.level < 1 && waitMs > 0
        ? say('target-trimmed-for', { ...told, waitMs })
        : say('target-trimmed', told),
    evidence: {
      kind: move.kind,
      partRatio: rounded(part),
      relapses: trim.relapses,
      ...numbersOf(pace, { input, poolPace }),
    },
  });
}

export function refusalEvent(pace: Pace, refusal: Refusal, told: Told): ControlEvent {
  const { nowMs, service, region } = told.input;
  const { target } = pace.facts.target;
  return controlEvent(nowMs, 'trim-refused', {
    upstream: service.upstream,
    region,
    target,
    said: say('trim-refused', {
      target,
      slowness: slowness(pace, told.poolPace),
      why: refusal.sentence,
    }),
    evidence: { refused: refusal.code, ...refusal.numbers, ...numbersOf(pace, told) },
  });
}

function because(pace: Pace, { kind }: Move, { poolPace, input }: Told): Said {
  switch (kind) {
    case 'extreme':
    case 'slow':
      return slowness(pace, poolPace);
    case 'relapse':
      return say('slow-on-trial', { slowness: slowness(pace, poolPace) });
    case 'well':
      return say('like-its-pool', { answers: answersOf(pace, poolPace) });
    case 'untested':
      return say('trim-untested');
    case 'capacity':
      return say('others-are-full');
    case 'stale':
      return say('trim-stale');
    case 'switched-off':
      return say('trim-switched-off', { service: input.service.name });
  }
}

function slowness(pace: Pace, poolPace: PoolPace): Said {
  return say('slower-than-pool', {
    times: rounded(ratioOf(pace, poolPace)),
    answers: answersOf(pace, poolPace),
    score: rounded(pace.slow.score),
    threshold: rounded(pace.threshold),
  });
}

function answersOf({ meanMs, answers }: Pace, { medianMs }: PoolPace): Said {
  return say('answers-of-both', { meanMs: known(meanMs), answers, poolMs: known(medianMs) });
}

function known(value: number | null): number | Said {
  return value === null ? say('unknown') : rounded(value);
}

/** What decided: the latest tick or two when they are worse than the last seconds. */
function ratioOf({ excess, recentRatio }: Pace, { medianMs }: PoolPace): number {
  return medianMs === null ? 1 : Math.max(recentRatio, Math.exp(excess ?? 0));
}

function numbersOf(pace: Pace, { poolPace, input }: Told): Readonly<Record<string, unknown>> {
  return {
    meanMs: pace.meanMs === null ? null : rounded(pace.meanMs),
    answers: pace.answers,
    poolMs: poolPace.medianMs === null ? null : rounded(poolPace.medianMs),
    recentRatio: rounded(pace.recentRatio),
    deadBandRatio: rounded(Math.exp(pace.deadBand)),
    score: rounded(pace.slow.score),
    threshold: rounded(pace.threshold),
    load: input.load === null ? null : rounded(input.load),
  };
}
