/** `failover` and `failback` of a service. */

import { z } from 'zod';
import { contentType, holdTime, retryTime, share, weeklyWindow } from './common.ts';
import { freeText, optional } from './fields.ts';

const APPROVAL = z.enum(['auto', 'manual']);

/** Each worker of each node holds it, and it stands in every plan. */
const MAX_BODY = 16_384;

const answerSchema = z.strictObject({
  status: optional(
    z.int().min(200).max(599),
    'Its status. Not 500, 502 or 504, by which Kong would take the answer for a broken target.',
    'failover.answer.status',
  ),
  contentType: optional(contentType, 'Its media type.', 'failover.answer.contentType'),
  body: optional(
    z.string().min(1).max(MAX_BODY),
    `Its text, at most ${MAX_BODY} characters.`,
    'failover.answer.body',
  ),
  retryAfter: optional(
    retryTime,
    'Sent as Retry-After with an error status, so that callers do not come back at once.',
    'failover.answer.retryAfter',
  ),
});

export const failoverSchema = z.strictObject({
  mode: optional(
    z.enum(['active-passive', 'active-active', 'isolate']),
    'active-passive: the first region serves, the next stands by. active-active: all serve. isolate: each gateway keeps to its own region.',
    'failover.mode',
  ),
  standbyShare: optional(
    share,
    'Share of the traffic that the standby region serves in peace, so that it is known to work.',
    'failover.standbyShare',
  ),
  whenCapacityIsShort: optional(
    z.enum(['shed', 'overflow']),
    'What happens to requests that fit nowhere. shed: 503 with Retry-After, so that the rest is served well. overflow: they are sent all the same.',
    'failover.whenCapacityIsShort',
  ),
  answer: optional(
    answerSchema,
    'What callers get whose requests are refused on purpose: what does not fit anywhere (`whenCapacityIsShort: shed`), and writes while the region that serves only reads. Kong gives it by itself.',
  ),
  approval: optional(APPROVAL, 'manual: wait for `ballast approve`.', 'failover.approval'),
  beforeApproval: optional(
    z.enum(['last-resort', 'nothing']),
    'What the standby gets before a person has approved. nothing: its data must be promoted first, so it gets no request at all, not from Kong alone either; approval is manual then, and until it is given the loss of the first region is an outage.',
    'failover.beforeApproval',
  ),
  before: optional(freeText, 'Command or URL to call before a failover.'),
  after: optional(freeText, 'Command or URL to call after a failover.'),
});

export const failbackSchema = z.strictObject({
  approval: optional(APPROVAL, 'manual: wait for `ballast approve`.', 'failback.approval'),
  hold: optional(
    holdTime,
    'How long a region must look well before it gets traffic back; doubles with each relapse.',
    'failback.hold',
  ),
  holdMax: optional(holdTime, 'Upper limit of that doubling.', 'failback.holdMax'),
  steps: optional(
    z.array(share).min(1).max(50),
    'Shares of its normal traffic on the way back, ascending, the last one 100%.',
    'failback.steps',
  ),
  blocked: optional(
    z.array(weeklyWindow).max(50),
    'Times of the week in which no return begins; one that has begun goes on.',
  ),
  minDwell: optional(holdTime, 'Shortest time at a step.', 'failback.minDwell'),
  minRequests: optional(
    z.int().min(1).max(10_000_000),
    'Clean requests that the region must have served at a step.',
    'failback.minRequests',
  ),
});
