/** The sentences of trims, built from their evidence. */

import type { ControlEvent, EventKind } from '../../model/control.ts';
import { controlEvent, percent, rounded, seconds } from '../event.ts';
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
  const until = trim.holdUntilMs - nowMs;
  const wait = trim.level < 1 && until > 0 ? ` for ${seconds(until)} at least` : '';
  return controlEvent(nowMs, KINDS[move.kind], {
    upstream: service.upstream,
    region,
    target,
    message: `${target} gets ${percent(part)} of its weight${wait}: ${because(pace, move, options)}.`,
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
    message:
      `${target} keeps more than a trickle although ${slowness(pace, told.poolPace)}: ` +
      `${refusal.sentence}.`,
    evidence: { refused: refusal.code, ...refusal.numbers, ...numbersOf(pace, told) },
  });
}

function because(pace: Pace, { kind }: Move, { poolPace, input }: Told): string {
  switch (kind) {
    case 'extreme':
    case 'slow':
      return slowness(pace, poolPace);
    case 'relapse':
      return `on trial again, ${slowness(pace, poolPace)}`;
    case 'well':
      return `it answers like its pool again (${words(pace, poolPace)})`;
    case 'untested':
      return 'with less it gets too few requests to show whether it is well';
    case 'capacity':
      return 'the others have no room for its load';
    case 'stale':
      return 'there is no news of requests, so what they said before no longer counts';
    case 'switched-off':
      return `adapt.latency is off for ${input.service.name}`;
  }
}

function slowness(pace: Pace, poolPace: PoolPace): string {
  const { slow, threshold } = pace;
  return (
    `it answers ${rounded(ratioOf(pace, poolPace))} times slower than its pool ` +
    `(${words(pace, poolPace)}; score ${rounded(slow.score)} of ${rounded(threshold)})`
  );
}

function words({ meanMs, answers }: Pace, { medianMs }: PoolPace): string {
  return `${ms(meanMs)} over ${answers} answers, the pool ${ms(medianMs)}`;
}

function ms(value: number | null): string {
  return value === null ? 'unknown' : `${rounded(value)} ms`;
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
