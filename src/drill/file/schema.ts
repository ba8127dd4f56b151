/** The file of a drill, as people write it. */

import { z } from 'zod';
import type { Grammar } from '../../strategy/grammar.ts';
import { name } from '../../strategy/input/common.ts';
import { freeText, onOff, required } from '../../strategy/input/fields.ts';
import { faultSchema } from './fault-schema.ts';
import {
  faultTime,
  latency,
  optional,
  share,
  span,
  target,
  weeklyWindow,
  wholeIn,
} from './fields.ts';

const VERSION = 1;

/** What counts when a key is left out, as one would write it. */
export const FALLBACKS = {
  share: '100%',
  steadyFor: '30s',
  steadyRequests: 100,
  steadyFailed: '0.1%',
  expectFailed: '1%',
  expectRestored: '10m',
  abortFailed: '20%',
  abortFor: '5s',
  abortBudget: '10%',
  abortStale: '10s',
  abortAdmin: '10s',
  traffic: '100%',
  budget: '25%',
  survivors: '90%',
  status: 503,
  timeout: '30s',
  toxicity: '100%',
  zone: 'UTC',
} as const;

const scopeSchema = z.strictObject({
  region: optional(name, 'Region that is hit.', 'that of the targets'),
  targets: optional(
    z.array(target).min(1).max(1_000),
    'Targets that are hit.',
    'all of the region',
  ),
  services: optional(z.array(name).min(1).max(1_000), 'Services that are hit.', 'all of them'),
  share: optional(
    share,
    'Part of it: whole targets of each service for `health-mark` (under consistent hashing that is a slice of the keys), the region’s weight for `weight-out`.',
    FALLBACKS.share,
  ),
});

const steadySchema = z.strictObject({
  for: optional(span, 'How long it is watched before the fault.', FALLBACKS.steadyFor),
  requests: optional(
    wholeIn({ min: 0, max: 1_000_000_000, example: 100 }),
    'Requests in that time, at least.',
    String(FALLBACKS.steadyRequests),
  ),
  failed: optional(share, 'At most this part of them may fail.', FALLBACKS.steadyFailed),
  p99: optional(latency, '99 % are faster.', 'not judged'),
});

const expectSchema = z.strictObject({
  failed: optional(
    share,
    'At most this part of the requests fails while the fault lasts.',
    FALLBACKS.expectFailed,
  ),
  cleanAfter: optional(
    span,
    'From the fault to the first second after which none is bad (over 1 % failed).',
    'not judged',
  ),
  decidedAfter: optional(span, 'From the fault to Ballast’s decision.', 'not judged'),
  p99: optional(latency, '99 % are faster while the fault lasts.', 'not judged'),
  restoredAfter: optional(
    span,
    'From the end of the fault to the shares of before.',
    FALLBACKS.expectRestored,
  ),
});

const abortSchema = z.strictObject({
  failed: optional(share, 'More than this part of the requests fails …', FALLBACKS.abortFailed),
  for: optional(span, '… for this long.', FALLBACKS.abortFor),
  p99: optional(latency, '99 % are not faster, for as long.', 'not watched'),
  budget: optional(share, 'Less than this of the error budget is left.', FALLBACKS.abortBudget),
  stale: optional(span, 'The controller has not ticked for this long.', FALLBACKS.abortStale),
  admin: optional(span, 'A Kong Admin API has not answered for this long.', FALLBACKS.abortAdmin),
});

const limitsSchema = z.strictObject({
  traffic: optional(
    share,
    'Blast radius: at most this part of the requests may be touched.',
    FALLBACKS.traffic,
  ),
  budget: optional(share, 'This much of the error budget must be left to begin.', FALLBACKS.budget),
  survivors: optional(
    share,
    'Load of the other regions with the traffic that moves, of their capacity.',
    FALLBACKS.survivors,
  ),
});

const scheduleSchema = z.strictObject({
  cron: required(freeText, {
    description: 'Minute, hour, day, month, weekday.',
    example: "'0 10 * * 2'",
  }),
  zone: optional(freeText, 'Time zone, by its IANA name.', FALLBACKS.zone),
  blocked: optional(
    z.array(weeklyWindow).max(50),
    'Times of the week in which no drill begins, also none by hand.',
    'none',
  ),
  enabled: optional(onOff, 'Whether `ballast drill schedule` holds it.', 'on'),
});

export const drillSchema = z.strictObject({
  version: required(z.literal(VERSION), {
    description: 'Version of the format of this file.',
    example: '1',
  }),
  name: required(name, { description: 'Name of the drill.', example: 'region-loss' }),
  title: required(z.string().min(1).max(120), {
    description: 'What is rehearsed, in a line.',
    example: 'The first region is lost',
  }),
  hypothesis: required(z.string().min(1).max(2_000), {
    description: 'What you believe will happen.',
    example: 'Clients notice nothing after ten seconds.',
  }),
  scope: required(scopeSchema, { description: 'What is hit.', example: '{ region: eu-west }' }),
  fault: required(faultSchema, {
    description: 'How it is hit.',
    example: '{ kind: health-mark }',
  }),
  duration: required(faultTime, { description: 'How long the fault lasts.', example: '2m' }),
  steady: optional(steadySchema, 'What must hold before the fault.'),
  expect: optional(expectSchema, 'What must hold for success.'),
  abort: optional(abortSchema, 'What ends it early; watched every second.'),
  limits: optional(limitsSchema, 'Without which it does not begin.'),
  schedule: optional(scheduleSchema, 'When it is held by `ballast drill schedule`.', 'never'),
});

export type DrillInput = z.infer<typeof drillSchema>;

export const DRILL_GRAMMAR: Grammar = { schema: drillSchema, version: VERSION, kinds: {} };
