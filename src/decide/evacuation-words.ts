/** Evidence and refuge of an evacuation in words and numbers. */

import { seenRatio } from './cusum.ts';
import { controlEvent, percent, rounded, seconds } from './event.ts';
import type { Refuge, RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import { slowMeanMs } from './slow-run.ts';
import type { LossKind } from './state.ts';
import { usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';

/** What speaks against the region, to follow "evacuated:" or "stays:". */
export function evidenceSentence(
  kind: LossKind,
  evidence: RegionEvidence,
  world: RegionWorld,
): string {
  const { nowMs } = world;
  if (kind === 'slow') {
    const { slow, facts } = evidence;
    const span = seconds(nowMs - (slow.sinceMs ?? nowMs) + 1_000);
    return (
      `half of its ${facts.length} targets or more answer in ${rounded(slowMeanMs(slow) ?? 0)} ms, ` +
      `usually ${rounded(usualMsOf(evidence, world) ?? 0)} ms, for ${span}`
    );
  }
  if (kind === 'partial') {
    const { tries, failures, sinceMs, score } = evidence.cusum;
    const span = seconds(nowMs - (sinceMs ?? nowMs) + 1_000);
    const ratio = percent(seenRatio(evidence.cusum));
    const { joint, suspects, threshold } = evidence;
    const proof =
      joint === null
        ? `over ${suspects} suspect targets, score ${rounded(score)} of ${rounded(threshold)}`
        : `and ${joint.services} services of the region agree, together ${joint.tries} tries and ` +
          `score ${rounded(joint.score)} of ${rounded(threshold)}`;
    return `${failures} of ${tries} tries failed (${ratio}) in ${span} ${proof}`;
  }
  const { facts, recent } = evidence;
  const bad = facts.filter(({ isProbeFailing }) => isProbeFailing).length;
  const down = facts.filter(({ kong }) => kong === 'down').length;
  const sentences = {
    probes: `${bad} of ${facts.length} targets fail Ballast's probes`,
    requests:
      `${recent.failures} of ${recent.tries} tries failed in ` + seconds(TUNING.hardWindowMs),
    kong: `most Kong nodes call ${down} of ${facts.length} targets UNHEALTHY`,
  };
  const speaking = (['probes', 'requests', 'kong'] as const).filter(
    (witness) => evidence[witness] === 'lost',
  );
  return speaking.map((witness) => sentences[witness]).join(' and ');
}

export function evidenceNumbers(kind: LossKind, evidence: RegionEvidence, world: RegionWorld) {
  const { cusum, threshold, recent, probes, requests, kong, suspects } = evidence;
  return {
    kind,
    probes,
    requests,
    kong,
    recentTries: recent.tries,
    recentFailures: recent.failures,
    runTries: cusum.tries,
    runFailures: cusum.failures,
    score: rounded(cusum.score),
    threshold: rounded(threshold),
    suspectTargets: suspects,
    joint: evidence.joint,
    normalRatio: rounded(world.normalRatio),
    slowMeanMs: roundedOrNull(slowMeanMs(evidence.slow)),
    usualMs: roundedOrNull(usualMsOf(evidence, world)),
  };
}

/** Who takes over, and how much room there is. */
export function refugeSentence({ receivers, isTrial, room }: Refuge & { kind: 'found' }): string {
  const names = receivers.join(' and ');
  const known =
    room.roomRps === null || room.demandRps === null
      ? `${names} takes over, its room is not known`
      : `${names} has room for ${room.roomRps} of ${room.demandRps} rps`;
  return isTrial ? `${known}, as a trial because it has seen little traffic` : known;
}

export function refugeNumbers({ receivers, isTrial, room }: Refuge & { kind: 'found' }) {
  return { receivers, isTrial, demandRps: room.demandRps, roomRps: room.roomRps };
}

export function shortEvent(
  region: string,
  options: {
    readonly kind: LossKind;
    readonly refuge: Refuge & { kind: 'found' };
    readonly world: RegionWorld;
  },
) {
  const { kind, refuge, world } = options;
  const { demandRps, roomRps } = refuge.room;
  const excessRps = rounded((demandRps ?? 0) - (roomRps ?? 0));
  return controlEvent(world.nowMs, 'capacity-short', {
    upstream: world.service.upstream,
    region,
    message:
      `${refuge.receivers.join(' and ')} is short of room without ${region}: ${roomRps} for ` +
      `${demandRps} rps, ${excessRps} too many; ${whatHappens(kind, world)}.`,
    evidence: { demandRps, roomRps, excessRps, ceilingRatio: TUNING.ceilingRatio },
  });
}

/** What becomes of the excess. */
function whatHappens(kind: LossKind, { service, canShed }: RegionWorld): string {
  if (kind !== 'hard') return 'the rest stays';
  if (service.failover.whenCapacityIsShort === 'overflow') {
    return 'they get it all the same, as the strategy says';
  }
  return canShed
    ? 'the rest is refused with Retry-After'
    : 'they get it all the same, since no gateway can refuse an exact share';
}

function usualMsOf({ region }: RegionEvidence, { states }: RegionWorld): number | null {
  const state = states[region];
  return state === undefined ? null : usualOf(state.latency, TUNING.slowKnownCount);
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
