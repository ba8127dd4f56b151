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
import type { ServicePreview } from '../contract.ts';
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
  { id, service }: { readonly id: string; readonly service: ServiceStrategy },
): readonly Refusal[] {
  const own = events.filter(
    (event) => event.kind === 'override-refused' && event.upstream === service.upstream,
  );
  return own
    .filter(({ evidence }) => evidence['id'] === id)
    .flatMap(({ message, evidence }) => readReasons(evidence['refusals'], { message, service }));
}

/** Evidence is of any shape to the types, and of this one to the law. */
function readReasons(
  reasons: unknown,
  { message, service }: { readonly message: string; readonly service: ServiceStrategy },
): readonly Refusal[] {
  if (!Array.isArray(reasons)) return [{ code: 'guard', sentence: message }];
  return reasons.map((one: { code?: unknown; sentence?: unknown; isAbsolute?: unknown }) => ({
    code: typeof one.code === 'string' ? one.code : 'guard',
    sentence: typeof one.sentence === 'string' ? sentenceOf(one.sentence, service) : message,
    isAbsolute: one.isAbsolute === true,
  }));
}

/** The law's reasons follow a colon. Names stay as they are written. */
function sentenceOf(words: string, { name, targets }: ServiceStrategy): string {
  const [first = ''] = words.split(' ');
  const names = [name, ...targets.flatMap(({ region, target }) => [region, target])];
  if (names.includes(first)) return `${words}.`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function receiverRefusals(region: string, { preview, before }: Weighed): readonly Refusal[] {
  const status = before.regions.find((one) => one.region === region);
  if (status === undefined) return [];
  const { service } = preview;
  const { phase } = status;
  if (phase === 'evacuated' || phase === 'probing') {
    const sentence = `${region} would be given requests of ${service}, but is ${phase} itself.`;
    return [{ code: 'receiver-out', sentence }];
  }
  if (isUnseen(status)) {
    const sentence = `${region} would be given requests of ${service}, but nothing is known of it just now.`;
    return [{ code: 'receiver-unknown', sentence }];
  }
  const dead = status.targets.filter(isDead);
  if (2 * dead.length < status.targets.length) return [];
  const sentence =
    `${region} would be given requests of ${service}, but ${dead.length} of its ` +
    `${status.targets.length} targets cannot serve.`;
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

function roomRefusals({ preview, before }: Weighed): readonly Refusal[] {
  const { service, regions, shedRatio } = preview;
  const over = regions.flatMap(({ region, shareBefore, shareAfter, loadRps, roomRps }) => {
    if (loadRps === null || roomRps === null || shareAfter - shareBefore <= MOVED_RATIO) return [];
    if (loadRps <= roomRps * ROUNDING) return [];
    const sentence =
      `${region} has room for ${Math.round(roomRps)} requests/s of ${service} and would be given ` +
      `${Math.round(loadRps)}. Move a part of it with \`ballast pin\`, or add capacity.`;
    return [{ code: 'capacity', sentence }];
  });
  if (shedRatio <= (before.shedRatio ?? 0) + MOVED_RATIO) return over;
  const sentence =
    `${(100 * shedRatio).toFixed(1)} % of the requests of ${service} would fit nowhere and be refused. ` +
    'Move a part of it with `ballast pin`, or add capacity.';
  return [...over, { code: 'sheds', sentence }];
}

/** Who leaves what fails saves budget; what could wait does not. */
function budgetRefusals({ lever, preview, before }: Weighed): readonly Refusal[] {
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
  const left = Math.max(0, 100 * leftRatio).toFixed(0);
  const sentence =
    `${left} % of the error budget of ${preview.service} is left, and what would be left behind ` +
    'is well: this could wait.';
  return [{ code: 'error-budget', sentence }];
}
