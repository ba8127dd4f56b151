/** A target of one service: what speaks for and against it, and what would put it in or out. */

import { TUNING } from '../../decide/tuning.ts';
import { endsAtMs } from '../../model/override.ts';
import type { TargetStatus, UpstreamStatus } from '../../model/status.ts';
import type { Speech } from '../speech.ts';
import type { ExplainContext, Told } from './context.ts';
import { momentWords } from './moment.ts';

export interface TargetPlace {
  readonly entry: UpstreamStatus;
  readonly region: string;
  readonly target: TargetStatus;
}

export function tellTarget(place: TargetPlace, context: ExplainContext): Told {
  const { entry, target, region } = place;
  const { speech } = context;
  const name = speech.tell('place-name', { name: target.target, service: entry.service });
  const { meanLatencyMs: meanMs } = target;
  return {
    sentences: [
      speech.tell('target-now', {
        name,
        region,
        rotation: rotationWords(target, speech),
        triesRps: target.triesPerSecond,
        failingRatio: target.failingRatio,
        latency:
          meanMs === null ? '' : speech.tell('latency-on-average', { meanMs: Math.round(meanMs) }),
        probe: probeWords(target, speech),
        kong: speech.tell(`kong-${target.kong}`),
      }),
      ...weightSentences(name, target, speech),
      ...trimSentences(name, target, speech),
    ],
    wouldChange: changes(place, context),
  };
}

function probeWords({ probe }: TargetStatus, speech: Speech): string {
  return speech.kept({ key: `probe-${probe}` }, probe);
}

function rotationWords({ rotation, heldBy }: TargetStatus, speech: Speech): string {
  return heldBy === undefined ? speech.tell(`rotation-${rotation}`) : speech.tell('target-drained');
}

function weightSentences(
  name: string,
  { weights }: TargetStatus,
  speech: Speech,
): readonly string[] {
  return weights.map(({ gateway, desired, observed }) => {
    const others = observed.filter(({ weight }) => weight !== null && weight !== desired);
    const nodes = observed.length;
    const seen = () => {
      if (nodes === 0) return speech.tell('seen-by-none');
      const [other] = others;
      if (other !== undefined) {
        const weight = other.weight ?? 0;
        return speech.tell('seen-by-some', { others: others.length, nodes, weight });
      }
      return nodes === 1 ? speech.tell('seen-by-its-node') : speech.tell('seen-by-all', { nodes });
    };
    return speech.tell('target-weight', { name, weight: desired, gateway, seen: seen() });
  });
}

function trimSentences(
  name: string,
  { trimRatio }: TargetStatus,
  speech: Speech,
): readonly string[] {
  if (trimRatio === undefined || trimRatio >= 1) return [];
  return [speech.tell('target-is-slow', { name, trimRatio })];
}

function changes({ entry, target }: TargetPlace, context: ExplainContext): readonly string[] {
  const { snapshot, nowMs, speech } = context;
  const { rotation, outUntilMs, heldBy } = target;
  if (heldBy !== undefined) {
    const lever = snapshot.overrides?.find(({ id }) => id === heldBy);
    if (lever === undefined) return [speech.tell('drain-ends', { lever: heldBy })];
    const { by, reason } = lever;
    const end = momentWords(endsAtMs(lever), context);
    return [speech.tell('drain-ends-at', { lever: heldBy, by, reason, end })];
  }
  switch (rotation) {
    case 'in':
      return [
        speech.tell('would-be-ejected', {
          tries: TUNING.deadTries,
          outRatio: TUNING.ejectedMaxRatio,
        }),
        speech.tell('drain-by-hand', { target: target.target, service: entry.service }),
      ];
    case 'out':
      return [
        speech.tell('trial-comes', {
          when: momentWords(outUntilMs ?? nowMs, context),
          count: TUNING.probeRun,
          probe: probeWords(target, speech),
        }),
      ];
    case 'trial':
      return [speech.tell('trial-needs', { ...TUNING.trialTries, dwellMs: TUNING.trialMinMs })];
    default:
      return rotation satisfies never;
  }
}
