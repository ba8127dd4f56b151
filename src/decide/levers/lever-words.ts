/** Levers in sentences, and the journal lines of their lives. */

import type { Said } from '../../lib/said.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import { endsAtMs, type Lever, type Override } from '../../model/override.ts';
import { inEnglish, say } from '../../model/sentences.ts';
import { controlEvent, rounded } from '../event.ts';
import { receiversOf, type RegionWorld, roomFor } from '../receivers.ts';
import type { LeverRefusal } from './lever-refusal.ts';

/** To follow a name: `has evacuated eu-west`. */
function deedOf(lever: Lever): Said {
  switch (lever.kind) {
    case 'evacuate': {
      const { region, overMs, keepRatio = 0 } = lever;
      if (keepRatio > 0) return say('deed-evacuate-part', { takenRatio: 1 - keepRatio, region });
      return overMs > 0
        ? say('deed-evacuate-over', { region, overMs })
        : say('deed-evacuate', { region });
    }
    case 'drain':
      return say('deed-drain', { target: lever.target });
    case 'pin': {
      const parts = { ...lever.regionShares, ...lever.targetFactors };
      return say('deed-pin', { parts: Object.entries(parts).map(partOf) });
    }
    case 'freeze':
      return say('deed-freeze');
  }
}

/** Who does what, for how long, and why. */
export function sayingOf({ lever, by, reason, origin }: Override): Said {
  const key = origin === 'drill' ? 'saying-of-drill' : 'saying';
  return say(key, { by, deed: deedOf(lever), reason });
}

export function setEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly against: readonly LeverRefusal[] },
): ControlEvent {
  const { world, against } = options;
  const lastsMs = endsAtMs(override) - world.nowMs;
  const told = {
    saying: sayingOf(override),
    leftMs: Math.max(1, Math.round(lastsMs / 1_000)) * 1_000,
  };
  const { effect, numbers } = effectOf(override.lever, world);
  const sentence =
    effect === null ? say('lever-set', told) : say('lever-set-with-effect', { ...told, effect });
  const reasons = against.map((one) => one.sentence);
  return leverEvent('override-set', override, {
    world,
    said: reasons.length === 0 ? sentence : say('forced-against', { sentence, against: reasons }),
    evidence: { ...numbers, against: against.map(({ code }) => code) },
  });
}

export function refusedEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly refusals: readonly LeverRefusal[] },
): ControlEvent {
  const { world, refusals } = options;
  return leverEvent('override-refused', override, {
    world,
    said: say('lever-refused', {
      saying: sayingOf(override),
      service: world.service.name,
      reasons: refusals.map(({ sentence }) => sentence),
    }),
    evidence: {
      refusals: refusals.map(({ code, sentence, isAbsolute, numbers }) => {
        return { code, sentence: inEnglish(sentence), said: sentence, isAbsolute, ...numbers };
      }),
    },
  });
}

export function endedEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly because: 'expired' | 'removed' | 'yielded' },
): ControlEvent {
  const { world, because } = options;
  const next = because === 'yielded' ? because : override.lever.kind;
  return leverEvent('override-ended', override, {
    world,
    said: say('lever-ended', {
      saying: sayingOf(override),
      end: say(`end-${because}`),
      next: say(`next-${next}`),
    }),
    evidence: { because, lastedMs: world.nowMs - override.atMs },
  });
}

function effectOf(lever: Lever, world: RegionWorld) {
  if (lever.kind !== 'evacuate') return { effect: null, numbers: {} };
  const receivers = receiversOf(lever.region, world);
  const { roomRps, demandRps } = roomFor(receivers, world);
  const effect =
    roomRps === null || demandRps === null
      ? say('receivers-without-room', { receivers })
      : say('receivers-with-room', { receivers, roomRps, demandRps });
  return { effect, numbers: { receivers, roomRps, demandRps } };
}

function leverEvent(
  kind: EventKind,
  override: Override,
  options: {
    readonly world: RegionWorld;
    readonly said: Said;
    readonly evidence: ControlEvent['evidence'];
  },
): ControlEvent {
  const { lever, id, by, reason, origin, isForced, untilMs } = override;
  const { world, said, evidence } = options;
  const { service, nowMs } = world;
  const target = lever.kind === 'drain' ? lever.target : undefined;
  const home = service.targets.find((one) => one.target === target)?.region;
  const region = lever.kind === 'evacuate' ? lever.region : home;
  return controlEvent(nowMs, kind, {
    upstream: service.upstream,
    ...(region === undefined ? {} : { region }),
    ...(target === undefined ? {} : { target }),
    said,
    evidence: { id, lever, by, reason, origin, isForced, untilMs, ...evidence },
  });
}

function partOf([name, ratio]: [string, number]): Said {
  return say('pinned-at', { name, partRatio: rounded(ratio) });
}
