/**
 * Why a lever would be refused, from what the law made of it: whoever would be given more has to be
 * in, well, seen, and to have room; and nothing that could wait is done while the budget is nearly
 * spent. An admin may force all of these.
 */

import { TUNING } from '../../decide/tuning.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Lever } from '../../model/override.ts';
import type { RegionStatus, UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { Said } from '../../lib/said.ts';
import type { ServicePreview } from '../contract.ts';
import { type Speech, speechIn } from '../speech.ts';
import type { Refusal } from './refusal.ts';

/** Less than this is no more than rounding. */
const MOVED_RATIO = 0.005;
/** Demand and room are estimates. */
const ROUNDING = 1.02;
/** A region that fails more than this is left whatever the budget says. */
const WELL_RATIO = 0.01;

export interface Weighed {
  readonly lever: Lever;
  readonly preview: ServicePreview;
  readonly before: UpstreamStatus;
  readonly after: UpstreamStatus;
  /** English unless given. */
  readonly speech?: Speech;
}

export function refusalsOf(weighed: Weighed): readonly Refusal[] {
  const { lever, preview } = weighed;
  if (lever.kind === 'freeze') return [];
  const receivers = preview.regions.filter(
    ({ shareBefore, shareAfter }) => shareAfter - shareBefore > MOVED_RATIO,
  );
  return [
    ...receivers.flatMap(({ region }) => receiverRefusals(region, weighed)),
    ...roomRefusals(weighed),
    ...budgetRefusals(weighed),
  ];
}

/** What the law itself refused of it, by service's upstream. */
export function lawRefusals(
  events: readonly ControlEvent[],
  place: { readonly id: string; readonly service: ServiceStrategy; readonly speech?: Speech },
): readonly Refusal[] {
  const { id, service, speech = speechIn('en') } = place;
  const own = events.filter(
    (event) => event.kind === 'override-refused' && event.upstream === service.upstream,
  );
  return own
    .filter(({ evidence }) => evidence['id'] === id)
    .flatMap((event) =>
      readReasons(event.evidence['refusals'], { message: speech.event(event), speech, service }),
    );
}

/** Evidence is of any shape to the types, and of this one to the law. */
function readReasons(
  reasons: unknown,
  told: { readonly message: string; readonly speech: Speech; readonly service: ServiceStrategy },
): readonly Refusal[] {
  const { message, speech, service } = told;
  if (!Array.isArray(reasons)) return [{ code: 'guard', sentence: message }];
  return reasons.map((one: Told) => ({
    code: typeof one.code === 'string' ? one.code : 'guard',
    sentence:
      typeof one.sentence === 'string'
        ? sentenceOf(speech.kept(one.said, one.sentence), service)
        : message,
    isAbsolute: one.isAbsolute === true,
  }));
}

interface Told {
  readonly code?: unknown;
  readonly sentence?: unknown;
  readonly isAbsolute?: unknown;
  /** What has another shape has no words in any catalogue. */
  readonly said?: Said;
}

/** The law's reasons follow a colon. Names stay as they are written. */
function sentenceOf(words: string, { name, targets }: ServiceStrategy): string {
  const [first = ''] = words.split(' ');
  const names = [name, ...targets.flatMap(({ region, target }) => [region, target])];
  if (names.includes(first)) return `${words}.`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function receiverRefusals(
  region: string,
  { preview, before, speech = speechIn('en') }: Weighed,
): readonly Refusal[] {
  const status = before.regions.find((one) => one.region === region);
  if (status === undefined) return [];
  const { service } = preview;
  const { phase } = status;
  if (phase === 'evacuated' || phase === 'probing') {
    const told = { region, service, phase: speech.tell(`phase-name-${phase}`) };
    const sentence = speech.tell('receiver-out', told);
    return [{ code: 'receiver-out', sentence }];
  }
  if (isUnseen(status)) {
    const sentence = speech.tell('receiver-unknown', { region, service });
    return [{ code: 'receiver-unknown', sentence }];
  }
  const dead = status.targets.filter(isDead);
  if (2 * dead.length < status.targets.length) return [];
  const counts = { dead: dead.length, targets: status.targets.length };
  const sentence = speech.tell('receiver-unhealthy', { region, service, ...counts });
  return [{ code: 'receiver-unhealthy', sentence }];
}

function isUnseen({ targets }: RegionStatus): boolean {
  return targets.every(
    ({ probe, kong, triesPerSecond }) =>
      probe === 'unknown' && kong === 'unknown' && triesPerSecond === 0,
  );
}

function isDead({ probe, kong, rotation }: RegionStatus['targets'][number]): boolean {
  if (rotation === 'out') return true;
  return (probe === 'bad' && kong !== 'up') || (kong === 'down' && probe !== 'good');
}

/** Regions that would be given more than they can take. */
export function overfull({ regions }: ServicePreview): readonly {
  readonly region: string;
  readonly room: number;
  readonly load: number;
}[] {
  return regions.flatMap(({ region, shareBefore, shareAfter, loadRps, roomRps }) => {
    if (loadRps === null || roomRps === null || shareAfter - shareBefore <= MOVED_RATIO) return [];
    if (loadRps <= roomRps * ROUNDING) return [];
    return [{ region, room: Math.round(roomRps), load: Math.round(loadRps) }];
  });
}

/** Whether more would be refused on purpose than is now. */
export function wouldShed({ shedRatio }: ServicePreview, before: UpstreamStatus): boolean {
  return shedRatio > (before.shedRatio ?? 0) + MOVED_RATIO;
}

function roomRefusals({ preview, before, speech = speechIn('en') }: Weighed): readonly Refusal[] {
  const { service, shedRatio } = preview;
  const over = overfull(preview).map(({ region, room, load }) => {
    const sentence = speech.tell('receiver-full', { region, room, service, load });
    return { code: 'capacity', sentence };
  });
  if (!wouldShed(preview, before)) return over;
  const part = Number((100 * shedRatio).toFixed(1));
  const sentence = speech.tell('would-shed', { part, service });
  return [...over, { code: 'sheds', sentence }];
}

/** Who leaves what fails saves budget; what could wait does not. */
function budgetRefusals({
  lever,
  preview,
  before,
  speech = speechIn('en'),
}: Weighed): readonly Refusal[] {
  const leftRatio = before.budget?.leftRatio ?? 1;
  if (lever.kind === 'drain' || leftRatio >= TUNING.budget.anxiousRatio) return [];
  const givers = preview.regions.filter(
    ({ shareBefore, shareAfter }) => shareBefore - shareAfter > MOVED_RATIO,
  );
  const statuses = before.regions.filter((one) =>
    givers.some(({ region }) => region === one.region),
  );
  const isSick = statuses.some(({ targets }) =>
    targets.some((target) => isDead(target) || target.failingRatio > WELL_RATIO),
  );
  if (isSick || givers.length === 0) return [];
  const left = Math.round(Math.max(0, 100 * leftRatio));
  const sentence = speech.tell('could-wait', { left, service: preview.service });
  return [{ code: 'error-budget', sentence }];
}
