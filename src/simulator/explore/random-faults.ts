/**
 * A random fault schedule: none (a quarter of the peace is needed to see that nothing happens), one
 * or several that may overlap. One table row for each kind of fault.
 */

import type { Fault, ScheduledFault, Where } from '../contract.ts';
import { type Draw, rounded } from './draw.ts';

export interface FaultRoom {
  readonly regions: number;
  readonly targets: number;
  /** Every fault is over by then, except those that last until the end. */
  readonly endMs: number;
}

type Make = (draw: Draw, room: FaultRoom) => Fault;

const EXACTLY_ONE = 0.35;
const NONE = 0.1;
const MAX_FAULTS = 4;
/** Shorter ones are over before anything is decided. */
const MIN_FOR_MS = 3_000;

/** What people do with levers is no fault; the law's own properties draw levers at random. */
type Drawn = Exclude<Fault['kind'], 'evacuate'>;

const MAKERS: Readonly<Record<Drawn, readonly [weight: number, make: Make]>> = {
  refuse: [6, (draw, room) => ({ kind: 'refuse', where: anywhere(draw, room) })],
  'black-hole': [4, (draw, room) => ({ kind: 'black-hole', where: anywhere(draw, room) })],
  slow: [
    4,
    (draw, room) => ({
      kind: 'slow',
      where: anywhere(draw, room),
      factor: rounded(draw.scale(1.5, 20)),
    }),
  ],
  errors: [
    5,
    (draw, room) => ({
      kind: 'errors',
      where: anywhere(draw, room),
      ratio: rounded(draw.scale(0.02, 1)),
    }),
  ],
  flapping: [
    2,
    (draw, room) => ({
      kind: 'flapping',
      where: anywhere(draw, room),
      downMs: 1_000 * draw.whole(2, 15),
      upMs: 1_000 * draw.whole(2, 15),
    }),
  ],
  capacity: [
    2,
    (draw, room) => ({
      kind: 'capacity',
      where: anywhere(draw, room),
      ratio: rounded(draw.between(0.2, 0.8)),
    }),
  ],
  cold: [
    1,
    (draw, room) => ({
      kind: 'cold',
      where: anywhere(draw, room),
      factor: rounded(draw.scale(2, 10)),
      tauMs: 1_000 * draw.whole(5, 20),
    }),
  ],
  'lying-health': [
    1,
    (draw, room) => ({
      kind: 'lying-health',
      where: anywhere(draw, room),
      says: draw.chance(0.5) ? 'up' : 'down',
    }),
  ],
  antagonist: [
    1,
    (draw, room) => ({
      kind: 'antagonist',
      where: { region: 'primary' },
      factor: rounded(draw.scale(2, 5)),
      everyMs: 1_000 * draw.whole(10, 30),
      ...(room.targets === 1 ? { where: {} } : {}),
    }),
  ],
  'shared-dependency': [
    2,
    (draw) => ({
      kind: 'shared-dependency',
      where: {},
      ratio: rounded(draw.scale(0.05, 1)),
    }),
  ],
  'observer-blind': [2, () => ({ kind: 'observer-blind', where: {} })],
  'telemetry-lost': [2, () => ({ kind: 'telemetry-lost' })],
  'telemetry-late': [1, (draw) => ({ kind: 'telemetry-late', delayMs: 1_000 * draw.whole(1, 20) })],
  'admin-down': [1, () => ({ kind: 'admin-down' })],
  'admin-slow': [1, (draw) => ({ kind: 'admin-slow', callMs: rounded(draw.scale(200, 4_000)) })],
  'admin-partial': [
    1,
    (draw) => ({ kind: 'admin-partial', ratio: rounded(draw.between(0.1, 0.9)) }),
  ],
  'controller-crash': [2, () => ({ kind: 'controller-crash' })],
  'two-leaders': [1, () => ({ kind: 'two-leaders' })],
  'foreign-push': [1, () => ({ kind: 'foreign-push' })],
  traffic: [
    2,
    (draw) => ({
      kind: 'traffic',
      factor: rounded(
        draw.pick([
          [2, 0.3],
          [3, draw.between(1, 2)],
        ]),
      ),
    }),
  ],
};

/** After these nothing can be healed, or nothing is there to be judged by. */
const MAY_LAST: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>([
  'refuse',
  'black-hole',
  'controller-crash',
]);
const LASTS_RATIO = 0.15;

export function randomFaults(draw: Draw, room: FaultRoom): readonly ScheduledFault[] {
  if (draw.chance(NONE)) return [];
  const count = draw.chance(EXACTLY_ONE) ? 1 : draw.whole(2, MAX_FAULTS);
  const faults = Array.from({ length: count }, () => randomFault(draw, room));
  return faults.toSorted((a, b) => a.atMs - b.atMs);
}

function randomFault(draw: Draw, room: FaultRoom): ScheduledFault {
  const make = draw.pick(Object.values(MAKERS));
  const fault = make(draw, room);
  const atMs = 1_000 * draw.whole(0, Math.floor((room.endMs - MIN_FOR_MS) / 1_000) - 1);
  const lasts = MAY_LAST.has(fault.kind) && draw.chance(LASTS_RATIO);
  const mostMs = room.endMs - atMs;
  const forMs = lasts ? null : 1_000 * Math.round(draw.scale(MIN_FOR_MS, mostMs) / 1_000);
  return { atMs, forMs, fault };
}

/** A whole region, some targets of one, or one target; rarely everything. */
function anywhere(draw: Draw, { regions, targets }: FaultRoom): Where {
  const region = regions > 1 && draw.chance(0.3) ? 'standby' : 'primary';
  return draw.pick<() => Where>([
    [5, () => ({ region })],
    [4, () => ({ region, targets: [draw.whole(0, targets - 1)] })],
    [2, () => ({ region, targets: someTargets(draw, targets) })],
    [1, () => ({})],
  ])();
}

function someTargets(draw: Draw, targets: number): readonly number[] {
  const all = Array.from({ length: targets }, (_, index) => index);
  const some = all.filter(() => draw.chance(0.4));
  return some.length > 0 ? some : [0];
}
