/** Evidence and refuge of an evacuation in words and numbers. */

import type { Said, SaidValue } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import { seenRatio } from './cusum.ts';
import { controlEvent, rounded } from './event.ts';
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
): SaidValue {
  const { nowMs } = world;
  if (kind === 'slow') {
    const { slow, facts } = evidence;
    return say('slow-region', {
      targets: facts.length,
      meanMs: rounded(slowMeanMs(slow) ?? 0),
      usualMs: rounded(usualMsOf(evidence, world) ?? 0),
      spanMs: nowMs - (slow.sinceMs ?? nowMs) + 1_000,
    });
  }
  if (kind === 'partial') {
    const { tries, failures, sinceMs, score } = evidence.cusum;
    const { joint, suspects } = evidence;
    const run = {
      failures,
      tries,
      seenRatio: seenRatio(evidence.cusum),
      spanMs: nowMs - (sinceMs ?? nowMs) + 1_000,
      threshold: rounded(evidence.threshold),
    };
    if (joint === null) return say('fails-in-part', { ...run, suspects, score: rounded(score) });
    const { services, tries: jointTries } = joint;
    return say('fails-with-others', { ...run, services, jointTries, score: rounded(joint.score) });
  }
  const { facts, recent } = evidence;
  const bad = facts.filter(({ isProbeFailing }) => isProbeFailing).length;
  const down = facts.filter(({ kong }) => kong === 'down').length;
  const targets = facts.length;
  const { failures, tries } = recent;
  const sentences = {
    probes: say('targets-fail-probes', { bad, targets }),
    requests: say('tries-failed', { failures, tries, spanMs: TUNING.hardWindowMs }),
    kong: say('kong-says-unhealthy', { down, targets }),
  };
  const speaking = (['probes', 'requests', 'kong'] as const).filter(
    (witness) => evidence[witness] === 'lost',
  );
  return speaking.map((witness) => sentences[witness]);
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
export function refugeSentence({ receivers, isTrial, room }: Refuge & { kind: 'found' }): Said {
  const { roomRps, demandRps } = room;
  const refuge =
    roomRps === null || demandRps === null
      ? say('takes-over', { receivers })
      : say('has-room', { receivers, roomRps, demandRps });
  return isTrial ? say('as-a-trial', { refuge, receivers }) : refuge;
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
    said: say('capacity-short', {
      receivers: refuge.receivers,
      region,
      roomRps: roomRps ?? 0,
      demandRps: demandRps ?? 0,
      excessRps,
      outcome: whatHappens(kind, world),
    }),
    evidence: { demandRps, roomRps, excessRps, ceilingRatio: TUNING.ceilingRatio },
  });
}

/** What becomes of the excess. */
function whatHappens(kind: LossKind, { service, canShed }: RegionWorld): Said {
  if (kind !== 'hard') return say('rest-stays');
  if (service.failover.whenCapacityIsShort === 'overflow') {
    return say('rest-is-served');
  }
  return canShed ? say('rest-is-refused') : say('rest-cannot-be-refused');
}

function usualMsOf({ region }: RegionEvidence, { states }: RegionWorld): number | null {
  const state = states[region];
  return state === undefined ? null : usualOf(state.latency, TUNING.slowKnownCount);
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
