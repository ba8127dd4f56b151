/** Levers in sentences, and the journal lines of their lives. */

import { formatDuration } from '../../lib/quantities.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import { endsAtMs, type Lever, type Override } from '../../model/override.ts';
import { controlEvent, percent, rounded } from '../event.ts';
import { receiversOf, type RegionWorld, roomFor } from '../receivers.ts';
import type { LeverRefusal } from './lever-refusal.ts';

/** To follow a name: `has evacuated eu-west`. */
function deedOf(lever: Lever): string {
  switch (lever.kind) {
    case 'evacuate': {
      const over = lever.overMs > 0 ? ` over ${formatDuration(lever.overMs)}` : '';
      return `evacuated ${lever.region}${over}`;
    }
    case 'drain':
      return `drained ${lever.target}`;
    case 'pin': {
      const parts = { ...lever.regionShares, ...lever.targetFactors };
      return `pinned ${Object.entries(parts).map(partOf).join(', ')}`;
    }
    case 'freeze':
      return 'frozen all weights';
  }
}

/** Who does what, for how long, and why. */
export function sayingOf({ lever, by, reason, origin }: Override): string {
  const who = origin === 'drill' ? `A drill of ${by}` : by;
  return `${who} has ${deedOf(lever)} (${reason})`;
}

export function setEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly against: readonly LeverRefusal[] },
): ControlEvent {
  const { world, against } = options;
  const leftMs = endsAtMs(override) - world.nowMs;
  const lasts = formatDuration(Math.max(1, Math.round(leftMs / 1_000)) * 1_000);
  const force =
    against.length === 0
      ? ''
      : ` Forced against: ${against.map(({ sentence }) => sentence).join('; ')}.`;
  const { sentence, numbers } = effectOf(override.lever, world);
  return leverEvent('override-set', override, {
    world,
    message: `${sayingOf(override)} for ${lasts}${sentence}.${force}`,
    evidence: { ...numbers, against: against.map(({ code }) => code) },
  });
}

export function refusedEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly refusals: readonly LeverRefusal[] },
): ControlEvent {
  const { world, refusals } = options;
  const why = refusals.map(({ sentence }) => sentence).join('; ');
  return leverEvent('override-refused', override, {
    world,
    message: `${sayingOf(override)}, but that is refused for ${world.service.name}: ${why}.`,
    evidence: {
      refusals: refusals.map(({ code, sentence, isAbsolute, numbers }) => {
        return { code, sentence, isAbsolute, ...numbers };
      }),
    },
  });
}

const ENDS = {
  expired: 'has expired',
  removed: 'was ended',
  yielded: 'gives way to an emergency',
} as const;

export function endedEvent(
  override: Override,
  options: { readonly world: RegionWorld; readonly because: keyof typeof ENDS },
): ControlEvent {
  const { world, because } = options;
  const next = {
    evacuate: 'it returns in gated steps',
    drain: 'it returns on trial',
    pin: 'the automation decides again',
    freeze: 'the automation writes again',
  }[override.lever.kind];
  const after = because === 'yielded' ? 'the automation decides at once' : next;
  return leverEvent('override-ended', override, {
    world,
    message: `${sayingOf(override)}: that ${ENDS[because]}, ${after}.`,
    evidence: { because, lastedMs: world.nowMs - override.atMs },
  });
}

function effectOf(lever: Lever, world: RegionWorld) {
  if (lever.kind !== 'evacuate') return { sentence: '', numbers: {} };
  const receivers = receiversOf(lever.region, world);
  const { roomRps, demandRps } = roomFor(receivers, world);
  const room =
    roomRps === null || demandRps === null
      ? 'room not known'
      : `with room for ${roomRps} of ${demandRps} rps`;
  const sentence = `: ${receivers.join(' and ')} takes over, ${room}`;
  return { sentence, numbers: { receivers, roomRps, demandRps } };
}

function leverEvent(
  kind: EventKind,
  override: Override,
  options: {
    readonly world: RegionWorld;
    readonly message: string;
    readonly evidence: ControlEvent['evidence'];
  },
): ControlEvent {
  const { lever, id, by, reason, origin, isForced, untilMs } = override;
  const { world, message, evidence } = options;
  const { service, nowMs } = world;
  const target = lever.kind === 'drain' ? lever.target : undefined;
  const home = service.targets.find((one) => one.target === target)?.region;
  const region = lever.kind === 'evacuate' ? lever.region : home;
  return controlEvent(nowMs, kind, {
    upstream: service.upstream,
    ...(region === undefined ? {} : { region }),
    ...(target === undefined ? {} : { target }),
    message,
    evidence: { id, lever, by, reason, origin, isForced, untilMs, ...evidence },
  });
}

function partOf([name, ratio]: [string, number]): string {
  return `${name} at ${percent(rounded(ratio))}`;
}
