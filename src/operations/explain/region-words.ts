/** A region of one service: why it is in its phase, and what would move it to another. */

import type { RegionState } from '../../decide/state.ts';
import { TUNING } from '../../decide/tuning.ts';
import { approvalId } from '../../model/approval.ts';
import { endsAtMs } from '../../model/override.ts';
import { roomOfRegion } from '../../model/room.ts';
import type { RegionStatus, UpstreamStatus } from '../../model/status.ts';
import type { Speech } from '../speech.ts';
import { type ExplainContext, strategyOf, type Told } from './context.ts';
import { momentWords } from './moment.ts';

export interface RegionPlace {
  readonly entry: UpstreamStatus;
  readonly region: RegionStatus;
}

export function tellRegion(place: RegionPlace, context: ExplainContext): Told {
  const { entry, region } = place;
  const { speech } = context;
  const name = speech.tell('place-name', { name: region.region, service: entry.service });
  const state = context.state?.upstreams[entry.upstream]?.regions[region.region] ?? null;
  const { waitingFor, refused, said } = region;
  return {
    sentences: [
      phaseSentence(name, place, { context, state }),
      loadSentence(name, region, speech),
      ...(waitingFor === null
        ? []
        : [speech.tell('region-waits', { name, what: speech.kept(said?.waitingFor, waitingFor) })]),
      ...(refused === null
        ? []
        : [
            speech.tell('region-refused', { name, why: speech.kept(said?.refused, refused) }),
            ...receiverSentences(place, speech),
          ]),
    ],
    wouldChange: [
      ...heldSentences(name, region, context),
      ...approvalSentences(place, speech),
      ...phaseChanges(place, { context, state }),
    ],
  };
}

interface Known {
  readonly context: ExplainContext;
  readonly state: RegionState | null;
}

function phaseSentence(name: string, { region }: RegionPlace, { context, state }: Known): string {
  const { speech, nowMs } = context;
  const ageMs = nowMs - region.sinceMs;
  const shares = region.shares.map(({ gateway, desiredRatio }) =>
    speech.tell('share-at', { shareRatio: desiredRatio, gateway }),
  );
  switch (region.phase) {
    case 'healthy':
      return speech.tell('phase-healthy', { name, ageMs, shares });
    case 'spill':
      return speech.tell('phase-spill', { name, ageMs, shares });
    case 'evacuated': {
      const cause = evacuationCause(state, speech);
      return speech.tell('phase-evacuated', { name, ageMs, cause, shares });
    }
    case 'probing':
      return speech.tell('phase-probing', { name, ageMs });
    case 'ramp':
      return speech.tell('phase-ramp', {
        name,
        step: (region.step ?? 0) + 1,
        stepRatio: region.stepRatio ?? 0,
        ageMs,
        counts: rampCounts(state, speech),
      });
    case 'unknown':
      return speech.tell('phase-unknown', { name });
    default:
      return region.phase satisfies never;
  }
}

function evacuationCause(state: RegionState | null, speech: Speech): string {
  const { seen = null, kind } = state?.evacuation ?? {};
  if (kind === 'slow') return speech.tell('cause-slow');
  if (seen === null) return kind === 'hard' ? speech.tell('cause-lost') : '';
  return speech.tell('cause-failing', { seenRatio: seen });
}

function rampCounts(state: RegionState | null, speech: Speech): string {
  const ramp = state?.ramp ?? null;
  if (ramp === null) return '';
  return speech.tell('ramp-counts', { failures: ramp.failures, tries: ramp.tries });
}

function loadOf({ targets }: RegionStatus): number {
  return targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
}

function loadSentence(name: string, region: RegionStatus, speech: Speech): string {
  const loadRps = loadOf(region);
  const failed = region.targets.reduce(
    (sum, one) => sum + one.triesPerSecond * one.failingRatio,
    0,
  );
  return speech.tell('region-load', {
    name,
    loadRps,
    room: roomWords(region, speech),
    failing: loadRps === 0 ? '' : speech.tell('load-failing', { failingRatio: failed / loadRps }),
  });
}

function roomWords(region: RegionStatus, speech: Speech): string {
  const room = roomOfRegion(region);
  if (room === null) return speech.tell('load-room-unknown');
  const { rps: roomRps, overruledRps: statedRps, isShown } = room;
  if (statedRps !== null) return speech.tell('load-room-overruled', { roomRps, statedRps });
  return speech.tell(isShown ? 'load-room-shown' : 'load-room', { roomRps });
}

/** What the others could take, where that is what an evacuation fails on. */
function receiverSentences({ entry, region }: RegionPlace, speech: Speech): readonly string[] {
  return entry.regions
    .filter((other) => other.region !== region.region)
    .map((other) => {
      const loadRps = loadOf(other);
      const roomRps = roomOfRegion(other)?.rps ?? null;
      const phase = speech.tell(`phase-name-${other.phase}`);
      const told = { region: other.region, phase, loadRps };
      return roomRps === null
        ? speech.tell('receiver-room-unknown', told)
        : speech.tell('receiver-free', { ...told, freeRps: Math.max(0, roomRps - loadRps) });
    });
}

function heldSentences(
  name: string,
  { heldBy }: RegionStatus,
  context: ExplainContext,
): readonly string[] {
  const { snapshot, speech } = context;
  if (heldBy === undefined) return [];
  const held = snapshot.overrides?.find(({ id }) => id === heldBy);
  if (held === undefined) return [speech.tell('lever-keeps-out', { lever: heldBy, name })];
  const { by, reason } = held;
  const end = momentWords(endsAtMs(held), context);
  return [speech.tell('person-keeps-out', { by, reason, end })];
}

function approvalSentences({ entry, region }: RegionPlace, speech: Speech): readonly string[] {
  const words = `${region.waitingFor ?? ''} ${region.refused ?? ''}`;
  if (!words.includes('approval')) return [];
  const kind = region.phase === 'healthy' || region.phase === 'spill' ? 'failover' : 'failback';
  const id = approvalId({ upstream: entry.upstream, region: region.region, kind });
  return [speech.tell('persons-word', { id })];
}

function phaseChanges({ entry, region }: RegionPlace, known: Known): readonly string[] {
  const { speech } = known.context;
  const { service } = entry;
  switch (region.phase) {
    case 'healthy':
      return [
        speech.tell('would-leave', { tries: TUNING.partialTries, targets: TUNING.suspectTargets }),
        speech.tell('leave-by-hand', { region: region.region, service }),
      ];
    case 'spill': {
      const { offRatio, offMs } = TUNING.spill;
      return [speech.tell('spill-would-end', { offRatio, offMs })];
    }
    case 'evacuated':
      return region.heldBy === undefined ? holdChanges(region, known) : [];
    case 'probing':
      return [speech.tell('returns-after-probes')];
    case 'ramp':
      return rampChanges(region, { ...known, service: strategyOf(known.context, service) });
    case 'unknown':
      return [speech.tell('needs-news')];
    default:
      return region.phase satisfies never;
  }
}

function holdChanges(region: RegionStatus, { context, state }: Known): readonly string[] {
  const { nowMs, speech } = context;
  const heldUntilMs = region.holdUntilMs ?? nowMs;
  const cleanSinceMs = state?.evacuation?.cleanSinceMs ?? null;
  const needs = { neededMs: TUNING.cleanMs, wellRatio: TUNING.cleanTargetsRatio };
  return [
    heldUntilMs > nowMs
      ? speech.tell('hold-ends', { end: momentWords(heldUntilMs, context) })
      : speech.tell('hold-is-over'),
    cleanSinceMs === null
      ? speech.tell('not-clean-yet', needs)
      : speech.tell('clean-so-far', { cleanMs: nowMs - cleanSinceMs, ...needs }),
  ];
}

function rampChanges(
  region: RegionStatus,
  options: Known & { readonly service: ReturnType<typeof strategyOf> },
): readonly string[] {
  const { state, service, context } = options;
  const { speech } = context;
  const abort = speech.tell('failures-send-back');
  if (service === null) return [abort];
  const { minDwellMs, minRequests, steps } = service.failback;
  const next = steps[(region.step ?? 0) + 1];
  const ramp = state?.ramp ?? null;
  const clean = ramp === null ? 0 : ramp.tries - ramp.failures;
  const count = Math.max(0, minRequests - clean);
  const told = {
    when: momentWords((ramp?.sinceMs ?? region.sinceMs) + minDwellMs, context),
    needed: minRequests,
    missing:
      count === 0 ? speech.tell('requests-reached') : speech.tell('requests-to-go', { count }),
  };
  return [
    next === undefined
      ? speech.tell('back-at', told)
      : speech.tell('next-step-at', { stepRatio: next, ...told }),
    abort,
  ];
}
