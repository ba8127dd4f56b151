/** Kong's rate-limiting plugin (recording 08 #20–22; source 3.9.3). */

import { record } from '../../schema.ts';
import type { Conditional, Field, FieldSchema } from '../../schema.ts';
import { HEADER_NAME, HOST, PATH, PORT } from '../common.ts';
import { pluginSchema } from './plugin-schema.ts';

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'];
const OFF_UNLESS_SET: FieldSchema = { type: 'boolean', default: false };

const REDIS: FieldSchema = record(
  [
    { host: HOST },
    { port: { ...PORT, default: 6379 } },
    { timeout: { type: 'integer', default: 2000, between: [0, 2_147_483_646] } },
    { username: { type: 'string', referenceable: true } },
    { password: { type: 'string', referenceable: true, encrypted: true, len_min: 0 } },
    { database: { type: 'integer', default: 0 } },
    { ssl: OFF_UNLESS_SET },
    { ssl_verify: OFF_UNLESS_SET },
    { server_name: { type: 'string', check: 'sni' } },
  ],
  { description: 'Redis configuration' },
);

/** Deprecated flat fields; Kong still accepts them and shows them with the new ones' values. */
const FLAT_REDIS_FIELDS = {
  redis_host: ['redis', 'host'],
  redis_port: ['redis', 'port'],
  redis_password: ['redis', 'password'],
  redis_username: ['redis', 'username'],
  redis_ssl: ['redis', 'ssl'],
  redis_ssl_verify: ['redis', 'ssl_verify'],
  redis_server_name: ['redis', 'server_name'],
  redis_timeout: ['redis', 'timeout'],
  redis_database: ['redis', 'database'],
} as const;

export const RATE_LIMITING = pluginSchema({
  priority: 910,
  httpOnly: true,
  config: [
    ...PERIODS.map((period): Field => ({ [period]: { type: 'number', gt: 0 } })),
    {
      limit_by: {
        type: 'string',
        default: 'consumer',
        one_of: ['consumer', 'credential', 'ip', 'service', 'header', 'path'],
      },
    },
    { header_name: HEADER_NAME },
    { path: PATH },
    {
      policy: {
        type: 'string',
        default: 'local',
        len_min: 0,
        one_of: ['local', 'cluster', 'redis'],
      },
    },
    { fault_tolerant: { type: 'boolean', required: true, default: true } },
    { redis: REDIS },
    { hide_client_headers: { type: 'boolean', required: true, default: false } },
    { error_code: { type: 'number', default: 429, gt: 0 } },
    { error_message: { type: 'string', default: 'API rate limit exceeded' } },
    { sync_rate: { type: 'number', required: true, default: -1 } },
  ],
  checks: [
    { at_least_one_of: PERIODS.map((period) => `config.${period}`) },
    { conditional: needs('policy', 'redis', 'redis.host') },
    { conditional: needs('limit_by', 'header', 'header_name') },
    { conditional: needs('limit_by', 'path', 'path') },
  ],
  configCheck: 'periods-in-order',
  shorthands: FLAT_REDIS_FIELDS,
});

function needs(field: string, value: string, then: string): Conditional {
  return {
    if_field: `config.${field}`,
    if_match: { eq: value },
    then_field: `config.${then}`,
    then_match: { required: true },
  };
}
