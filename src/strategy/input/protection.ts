/** `adapt`, `client` and `protect` of a service. */

import { z } from 'zod';
import { requestTime } from './common.ts';
import { onOff, optional } from './fields.ts';

export const adaptSchema = z.strictObject({
  errors: optional(
    onOff,
    'Move traffic off targets that fail more than the others.',
    'adapt.errors',
  ),
  latency: optional(onOff, 'Move load off slow targets.', 'adapt.latency'),
  load: optional(onOff, 'Keep regions within their capacity.', 'adapt.load'),
});

export const clientSchema = z.strictObject({
  deadline: optional(
    requestTime,
    'How long callers wait; retries and time-outs must fit in it.',
    'client.deadline',
  ),
});

const limit = z.int().min(1).max(1_000_000_000);

const rateLimitSchema = z
  .strictObject({
    second: optional(limit, 'Requests per second.'),
    minute: optional(limit, 'Requests per minute.'),
    hour: optional(limit, 'Requests per hour.'),
    day: optional(limit, 'Requests per day.'),
  })
  .meta({ minProperties: 1 });

/** Kong takes up to 32767; more tries than these never fit in a deadline. */
const MAX_RETRIES = 100;

export const protectSchema = z.strictObject({
  rateLimit: optional(
    rateLimitSchema,
    'Requests that all clients together may send, counted by each Kong node (rate-limiting).',
  ),
  circuitBreaker: optional(
    onOff,
    'Kong’s passive checks: a target that fails is left out.',
    'protect.circuitBreaker',
  ),
  retries: optional(
    z.int().min(0).max(MAX_RETRIES),
    'Further tries after a failed one. Left out: as many as fit in the deadline.',
  ),
  timeout: optional(
    requestTime,
    'Read and write time-out towards a target. Left out: made from the latency objective.',
  ),
  connectTimeout: optional(
    requestTime,
    'Time-out for connecting to a target.',
    'protect.connectTimeout',
  ),
});
