/** A region of one service: why it is in its phase, and what would move it to another. */

import type { RegionState } from '../../decide/state.ts';
import { TUNING } from '../../decide/tuning.ts';
import { percent, rate, span } from '../../lib/figures.ts';
import { approvalId } from '../../model/approval.ts';
import { endsAtMs } from '../../model/override.ts';
import type { RegionStatus, UpstreamStatus } from '../../model/status.ts';
import { type ExplainContext, strategyOf, type Told } from './context.ts';
import { momentWords } from './moment.ts';

export interface RegionPlace {
  readonly entry: UpstreamStatus;
  readonly region: RegionStatus;
}

export function tellRegion(place: RegionPlace, context: ExplainContext): Told {
  const { entry, region } = place;
  const name = `${region.region} of ${entry.service}`;
  const state = context.state?.upstreams[entry.upstream]?.regions[region.region] ?? null;
  const waits = region.waitingFor === null ? [] : [`${name} waits for ${region.waitingFor}.`];
  const refused =
    region.refused === null
      ? []
      : [`${name} should be evacuated, but ${region.refused}`, ...receiverSentences(place)];
  return {
    sentences: [
      phaseSentence(name, place, { context, state }),
      loadSentence(name, region),
      ...waits,
      ...refused,
    ],
    wouldChange: [
      ...heldSentences(name, region, context),
      ...approvalSentences(place),
      ...phaseChanges(place, { context, state }),
    ],
  };
}

interface Known {
  readonly context: ExplainContext;
  readonly state: RegionState | null;
}

function phaseSentence(name: string, { region }: RegionPlace, { context, state }: Known): string {
  const age = span(context.nowMs - region.sinceMs);
  const share = region.shares
    .map(({ gateway, desiredRatio }) => `${percent(desiredRatio)} at ${gateway}`)
    .join(', ');
  switch (region.phase) {
    case 'healthy':
      return `${name} has been healthy for ${age} and is meant to serve ${share}.`;
    case 'spill':
      return (
        `${name} has been at the limit of what it can serve for ${age}: it keeps ${share} and ` +
        'other regions take the rest.'
      );
    case 'evacuated':
      return (
        `${name} has been evacuated for ${age}${evacuationCause(state)}; its targets keep a ` +
        `last-resort weight (${share}).`
      );
    case 'probing':
      return `${name} has been probed for ${age} before its return.`;
    case 'ramp':
      return (
        `${name} is returning: step ${(region.step ?? 0) + 1}, ${percent(region.stepRatio ?? 0)} ` +
        `of its normal share, for ${age}${rampCounts(state)}.`
      );
    case 'unknown':
      return `${name} cannot be judged for lack of fresh telemetry, so nothing moves.`;
    default:
      return region.phase satisfies never;
  }
}

function evacuationCause(state: RegionState | null): string {
  const { seen = null, kind } = state?.evacuation ?? {};
  if (kind === 'slow') return ', because it was slow';
  if (seen === null) return kind === 'hard' ? ', because it was lost' : '';
  return `, because ${percent(seen)} of its tries failed`;
}

function rampCounts(state: RegionState | null): string {
  const ramp = state?.ramp ?? null;
  if (ramp === null) return '';
  return `; ${ramp.failures} of the ${ramp.tries} tries of this step failed`;
}

function loadSentence(name: string, region: RegionStatus): string {
  const load = region.targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
  const failed = region.targets.reduce(
    (sum, one) => sum + one.triesPerSecond * one.failingRatio,
    0,
  );
  const room = region.roomRps ?? null;
  const roomWords =
    room === null ? '; what it can serve is not stated' : ` of the ${rate(room)} it has room for`;
  const limit = region.limitRps ?? null;
  const limitWords = limit === null ? '' : `; it has shown that it can serve ${rate(limit)}`;
  const failing = load === 0 ? '' : `, ${percent(failed / load)} of them failing`;
  return `${name} gets ${rate(load)} now${roomWords}${failing}${limitWords}.`;
}

/** What the others could take, where that is what an evacuation fails on. */
function receiverSentences({ entry, region }: RegionPlace): readonly string[] {
  return entry.regions
    .filter((other) => other.region !== region.region)
    .map((other) => {
      const load = other.targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
      const room = other.roomRps ?? null;
      const left =
        room === null ? 'its room is not stated' : `${rate(Math.max(0, room - load))} free`;
      return `Receiver ${other.region}: ${other.phase}, ${rate(load)} now, ${left}.`;
    });
}

function heldSentences(
  name: string,
  { heldBy }: RegionStatus,
  { snapshot, nowMs }: ExplainContext,
): readonly string[] {
  if (heldBy === undefined) return [];
  const held = snapshot.overrides?.find(({ id }) => id === heldBy);
  if (held === undefined) return [`Lever ${heldBy} keeps ${name} out; \`ballast undo\` ends it.`];
  return [
    `${held.by} keeps it out (“${held.reason}”); the lever ends ${momentWords(endsAtMs(held), nowMs)}, ` +
      `or with \`ballast restore\`. Then it returns in gated steps.`,
  ];
}

function approvalSentences({ entry, region }: RegionPlace): readonly string[] {
  const words = `${region.waitingFor ?? ''} ${region.refused ?? ''}`;
  if (!words.includes('approval')) return [];
  const kind = region.phase === 'healthy' || region.phase === 'spill' ? 'failover' : 'failback';
  const id = approvalId({ upstream: entry.upstream, region: region.region, kind });
  return [`A person’s word: \`ballast approve ${id} --reason …\` (or \`ballast reject\`).`];
}

function phaseChanges(
  { entry, region }: RegionPlace,
  { context, state }: Known,
): readonly string[] {
  const { nowMs } = context;
  const service = strategyOf(context, entry.service);
  switch (region.phase) {
    case 'healthy':
      return [
        'It would be evacuated when two kinds of evidence (own probes, requests, Kong’s health) ' +
          'call it lost, or when its requests fail beyond normal over ' +
          `${TUNING.partialTries} tries at ${TUNING.suspectTargets} or more targets while no ` +
          'receiver looks as bad.',
        `By hand: \`ballast evacuate ${region.region} --service ${entry.service} --reason …\`.`,
      ];
    case 'spill':
      return [
        `It ends when its demand has been below ${percent(TUNING.spill.offRatio)} of its capacity ` +
          `for ${span(TUNING.spill.offMs)}.`,
      ];
    case 'evacuated': {
      if (region.heldBy !== undefined) return [];
      const held = region.holdUntilMs ?? nowMs;
      const cleanSinceMs = state?.evacuation?.cleanSinceMs ?? null;
      const clean =
        cleanSinceMs === null
          ? 'Something speaks against it now, so the clean time has not begun'
          : `Nothing has spoken against it for ${span(nowMs - cleanSinceMs)}`;
      return [
        held > nowMs
          ? `The hold ends ${momentWords(held, nowMs)}; a relapse doubles it the next time.`
          : 'The hold is over.',
        `${clean}; ${span(TUNING.cleanMs)} in a row are needed, with ` +
          `${percent(TUNING.cleanTargetsRatio)} of its targets well.`,
      ];
    }
    case 'probing':
      return ['It returns when its probes stay good.'];
    case 'ramp':
      return rampChanges(region, { state, service, nowMs });
    case 'unknown':
      return [
        'News of it: Kong’s log, Ballast’s own probes or Kong’s health; `ballast status` says which is silent.',
      ];
    default:
      return region.phase satisfies never;
  }
}

function rampChanges(
  region: RegionStatus,
  options: {
    readonly state: RegionState | null;
    readonly service: ReturnType<typeof strategyOf>;
    readonly nowMs: number;
  },
): readonly string[] {
  const { state, service, nowMs } = options;
  const abort = 'Failures beyond what is borne send it back to a hold twice as long.';
  if (service === null) return [abort];
  const { minDwellMs, minRequests, steps } = service.failback;
  const next = steps[(region.step ?? 0) + 1];
  const ramp = state?.ramp ?? null;
  const clean = ramp === null ? 0 : ramp.tries - ramp.failures;
  const missing = Math.max(0, minRequests - clean);
  const dwell = momentWords((ramp?.sinceMs ?? region.sinceMs) + minDwellMs, nowMs);
  const goal = next === undefined ? 'It is back' : `The next step (${percent(next)}) comes`;
  return [
    `${goal} ${dwell} at the earliest, after ${minRequests} clean requests in this step` +
      `${missing === 0 ? ' (reached)' : ` (${missing} to go)`}.`,
    abort,
  ];
}
