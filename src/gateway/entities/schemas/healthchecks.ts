/** `upstream.healthchecks`: every check is off by default (kong-facts B1). */

import { defaultsOf, record } from '../schema.ts';
import type { Field, FieldSchema } from '../schema.ts';
import { HEADER_NAME, PATH } from './common.ts';

const ACTIVE_HEALTHY_STATUSES = [200, 302];
const ACTIVE_UNHEALTHY_STATUSES = [429, 404, 500, 501, 502, 503, 504, 505];
const PASSIVE_HEALTHY_STATUSES = [
  200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307, 308,
];
const PASSIVE_UNHEALTHY_STATUSES = [429, 500, 503];

/** 0 switches the counter off. */
const COUNTER: FieldSchema = { type: 'integer', default: 0, between: [0, 255] };
const SECONDS: FieldSchema = { type: 'number', default: 0, between: [0, 65535] };
const CHECK_TYPE: FieldSchema = {
  type: 'string',
  one_of: ['tcp', 'http', 'https', 'grpc', 'grpcs'],
  default: 'http',
};

const PASSIVE = recordWithDefaults([
  {
    healthy: recordWithDefaults([
      { http_statuses: statuses(PASSIVE_HEALTHY_STATUSES) },
      { successes: COUNTER },
    ]),
  },
  { type: CHECK_TYPE },
  {
    unhealthy: recordWithDefaults([
      { timeouts: COUNTER },
      { http_failures: COUNTER },
      { http_statuses: statuses(PASSIVE_UNHEALTHY_STATUSES) },
      { tcp_failures: COUNTER },
    ]),
  },
]);

const ACTIVE = recordWithDefaults([
  { concurrency: { type: 'integer', default: 10, between: [1, 2_147_483_648] } },
  { timeout: { ...SECONDS, default: 1 } },
  {
    healthy: recordWithDefaults([
      { successes: COUNTER },
      { http_statuses: statuses(ACTIVE_HEALTHY_STATUSES) },
      { interval: SECONDS },
    ]),
  },
  {
    unhealthy: recordWithDefaults([
      { http_statuses: statuses(ACTIVE_UNHEALTHY_STATUSES) },
      { tcp_failures: COUNTER },
      { timeouts: COUNTER },
      { http_failures: COUNTER },
      { interval: SECONDS },
    ]),
  },
  { http_path: { ...PATH, default: '/' } },
  { type: CHECK_TYPE },
  {
    headers: {
      type: 'map',
      required: false,
      keys: HEADER_NAME,
      values: { type: 'array', elements: { type: 'string' } },
      description: 'A map of header names to arrays of header values.',
    },
  },
  {
    https_sni: {
      type: 'string',
      required: false,
      description: 'A string representing an SNI (server name indication) value for TLS.',
      check: 'sni',
    },
  },
  { https_verify_certificate: { type: 'boolean', required: true, default: true } },
]);

export const HEALTHCHECKS: FieldSchema = record(
  [
    { passive: PASSIVE },
    { active: ACTIVE },
    { threshold: { type: 'number', default: 0, between: [0, 100] } },
  ],
  // Kong's own default for the whole record names no threshold; its field default supplies it.
  {
    default: { passive: PASSIVE.default, active: ACTIVE.default },
    description: 'The array of healthchecks.',
  },
);

function statuses(codes: readonly number[]): FieldSchema {
  return { type: 'array', elements: { type: 'integer', between: [100, 999] }, default: codes };
}

function recordWithDefaults(fields: readonly Field[]): FieldSchema {
  return record(fields, { default: defaultsOf(fields) });
}
