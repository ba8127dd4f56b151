/**
 * Faults as people write them: `{ at: 30s, for: 1m, fault: slow, region: primary, factor: 5 }`.
 * One row for each kind of the contract; the compiler checks that none is missing.
 */

import { z } from 'zod';
import { required } from '../../strategy/input/fields.ts';
import type { Fault } from '../contract.ts';
import { latency, moment, numberIn, optional, share, span, workTime } from './fields.ts';

/** A thousand targets in one region are far beyond what Kong handles well. */
const MAX_TARGETS = 1_000;

const when = {
  at: required(moment, {
    description: 'When it begins, from the end of the warm-up.',
    example: '30s',
  }),
  for: optional(span, 'How long it lasts.', 'until the end'),
};

const where = {
  region: optional(
    z.string().min(1).max(64),
    '`primary` (the first choice of the first gateway), `standby` (the next), or the name of a region.',
    'all',
  ),
  targets: optional(
    z.array(z.int().min(0).max(MAX_TARGETS)).min(1).max(MAX_TARGETS),
    'Which targets of the region, counted from 0.',
    'all',
  ),
  service: optional(z.string().min(1).max(64), 'Only the targets of this service.', 'all'),
};

const factor = required(numberIn(1, 1_000, 5), {
  description: 'How many times slower.',
  example: '5',
});
const errorRatio = required(share, {
  description: 'Part of the answers that are errors.',
  example: '30%',
});

interface Row {
  /** What it does, in a sentence. */
  readonly description: string;
  readonly shape: z.core.$ZodLooseShape;
}

function only<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  return { description, shape };
}

export const FAULT_ROWS = {
  refuse: only('Connections are refused, as when the process is gone.', where),
  'black-hole': only('Connections are accepted and nothing is ever answered.', where),
  slow: only('Every request takes this many times longer.', { ...where, factor }),
  errors: only('This part of the answers is a 500; /health stays good.', {
    ...where,
    ratio: errorRatio,
  }),
  flapping: only('Refuses connections and recovers, in turn.', {
    ...where,
    down: required(span, { description: 'How long it is down each time.', example: '6s' }),
    up: required(span, { description: 'How long it is up each time.', example: '6s' }),
  }),
  capacity: only('Only this part of the workers is left.', {
    ...where,
    ratio: required(share, { description: 'Part of the workers that are left.', example: '50%' }),
  }),
  cold: only('Slower at first, then back to normal as caches warm up.', {
    ...where,
    factor,
    tau: required(workTime, { description: 'Time constant of the warming up.', example: '15s' }),
  }),
  'lying-health': only('/health says something else than the truth.', {
    ...where,
    says: required(z.enum(['up', 'down']), { description: 'What it says.', example: 'up' }),
  }),
  antagonist: only('One target at a time is slow, another one each time.', {
    ...where,
    factor,
    every: required(span, { description: 'When the next one is hit.', example: '20s' }),
  }),
  'shared-dependency': only('Something that all regions use fails for this part of requests.', {
    ...where,
    ratio: errorRatio,
  }),
  'observer-blind': only('Ballast’s own probes do not get through.', where),
  'telemetry-lost': only('Kong’s log entries do not reach Ballast.', {}),
  'telemetry-late': only('Kong’s log entries reach Ballast this much later.', {
    delay: required(latency, { description: 'How much later.', example: '5s' }),
  }),
  'admin-down': only('Kong’s Admin API does not answer.', {}),
  'admin-slow': only('Calls of Kong’s Admin API take this long.', {
    call: required(latency, { description: 'How long a call takes.', example: '3s' }),
  }),
  'admin-partial': only('This part of the writes fails, so plans are applied in part.', {
    ratio: required(share, { description: 'Part of the writes that fail.', example: '30%' }),
  }),
  'controller-crash': only('The controller is killed and started again.', {}),
  'two-leaders': only('A second controller is started beside the first.', {}),
  'foreign-push': only('Somebody else writes the baseline weights.', {}),
  evacuate: only('No fault: a person evacuates a region with Ballast’s lever, and ends that.', {
    region: where.region,
    over: optional(span, 'Its traffic is taken away bit by bit over this long.', 'at once'),
    expires: optional(span, 'The lever ends by itself after this long.', '72h'),
  }),
  traffic: only('This many times the usual traffic.', {
    factor: required(numberIn(0, 100, 2), {
      description: 'How many times the usual traffic.',
      example: '2',
    }),
  }),
} as const satisfies Record<Fault['kind'], Row>;

type Rows = typeof FAULT_ROWS;

type Inferred<Shape> = Shape extends z.core.$ZodLooseShape ? z.infer<z.ZodObject<Shape>> : never;

/** A fault as written. */
export type FaultInput = {
  [Each in keyof Rows]: Inferred<typeof when> & Inferred<Rows[Each]['shape']> & { fault: Each };
}[keyof Rows];

const options = Object.entries<Row>(FAULT_ROWS).map(([kind, { description, shape }]) =>
  z.strictObject({ ...when, fault: z.literal(kind), ...shape }).meta({ description }),
);

// The compiler cannot follow a union made from a table; the table's own types are exact.
export const faultSchema = z.discriminatedUnion(
  'fault',
  options as unknown as Parameters<typeof z.discriminatedUnion>[1],
) as unknown as z.ZodType<FaultInput>;
