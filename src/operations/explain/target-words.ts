/** A target of one service: what speaks for and against it, and what would put it in or out. */

import { TUNING } from '../../decide/tuning.ts';
import { percent, rate, span } from '../../lib/figures.ts';
import { endsAtMs } from '../../model/override.ts';
import type { TargetStatus, UpstreamStatus } from '../../model/status.ts';
import type { ExplainContext, Told } from './context.ts';
import { momentWords } from './moment.ts';

export interface TargetPlace {
  readonly entry: UpstreamStatus;
  readonly region: string;
  readonly target: TargetStatus;
}

export function tellTarget(place: TargetPlace, context: ExplainContext): Told {
  const { entry, target, region } = place;
  const name = `${target.target} of ${entry.service}`;
  const latency =
    target.meanLatencyMs === null ? '' : `, ${Math.round(target.meanLatencyMs)} ms on average`;
  return {
    sentences: [
      `${name} (${region}) ${rotationWords(target)}: ${rate(target.triesPerSecond)}, ` +
        `${percent(target.failingRatio)} failing${latency}; own probe ${target.probe}, ` +
        `Kong says ${target.kong}.`,
      ...weightSentences(name, target),
      ...trimSentences(name, target),
    ],
    wouldChange: changes(place, context),
  };
}

function rotationWords({ rotation, heldBy }: TargetStatus): string {
  if (heldBy !== undefined) return 'is drained by a person';
  switch (rotation) {
    case 'in':
      return 'is in rotation';
    case 'out':
      return 'is ejected';
    case 'trial':
      return 'is on trial at a reduced weight';
    default:
      return rotation satisfies never;
  }
}

function weightSentences(name: string, { weights }: TargetStatus): readonly string[] {
  return weights.map(({ gateway, desired, observed }) => {
    const others = observed.filter(({ weight }) => weight !== null && weight !== desired);
    const seen =
      observed.length === 0
        ? 'no node has told its own yet'
        : others.length === 0
          ? `${observed.length === 1 ? 'its node uses' : `all ${observed.length} nodes use`} it`
          : `${others.length} of ${observed.length} nodes use ${others[0]?.weight} yet`;
    return `${name}: weight ${desired} is wanted at ${gateway}; ${seen}.`;
  });
}

function trimSentences(name: string, { trimRatio }: TargetStatus): readonly string[] {
  if (trimRatio === undefined || trimRatio >= 1) return [];
  return [
    `${name} is slower than its pool, so it keeps ${percent(trimRatio)} of its weight; it gets it ` +
      'back bit by bit once its latency is usual again.',
  ];
}

function changes(
  { entry, target }: TargetPlace,
  { snapshot, nowMs }: ExplainContext,
): readonly string[] {
  const { rotation, outUntilMs, heldBy } = target;
  if (heldBy !== undefined) {
    const lever = snapshot.overrides?.find(({ id }) => id === heldBy);
    const end = lever === undefined ? '' : ` ${momentWords(endsAtMs(lever), nowMs)}`;
    const why = lever === undefined ? '' : ` (${lever.by}: “${lever.reason}”)`;
    return [`The lever ${heldBy}${why} ends${end}, or with \`ballast undo\`; it returns on trial.`];
  }
  switch (rotation) {
    case 'in':
      return [
        'It would be ejected when it fails clearly more than the rest of its pool, or refuses ' +
          `${TUNING.deadTries} tries in a row, while the others can carry its load and at most ` +
          `${percent(TUNING.ejectedMaxRatio)} of its pool is out.`,
        `By hand: \`ballast drain ${target.target} --service ${entry.service} --reason …\`.`,
      ];
    case 'out':
      return [
        `It gets a trial at a small weight ${momentWords(outUntilMs ?? nowMs, nowMs)}, once its own ` +
          `probe is good ${TUNING.probeRun} times in a row (it is ${target.probe}).`,
      ];
    case 'trial':
      return [
        `Each step of the trial needs ${TUNING.trialTries.min} to ${TUNING.trialTries.max} good ` +
          `tries and ${span(TUNING.trialMinMs)}; failures eject it again, for twice as long.`,
      ];
    default:
      return rotation satisfies never;
  }
}
