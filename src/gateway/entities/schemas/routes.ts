/** Kong's `routes` with the default router flavor, `traditional_compatible` (recording 07). */

import type { EntitySchema, FieldSchema } from '../schema.ts';
import { ID, PROTOCOL, TAGS, TIMES_IN_SECONDS, UTF8_NAME } from './common.ts';

const HOST_HEADER = {
  pattern: '^[Hh][Oo][Ss][Tt]$',
  err: "cannot contain 'host' header, which must be specified in the 'hosts' attribute",
};

export const ROUTES: EntitySchema = {
  fields: [
    ID,
    ...TIMES_IN_SECONDS,
    { name: UTF8_NAME },
    {
      protocols: {
        type: 'set',
        required: true,
        len_min: 1,
        default: ['http', 'https'],
        elements: PROTOCOL,
        description: 'An array of the protocols this Route should allow.',
      },
    },
    {
      https_redirect_status_code: {
        type: 'integer',
        required: true,
        default: 426,
        one_of: [426, 301, 302, 307, 308],
        description:
          'The status code Kong responds with when all properties of a Route match except the ' +
          'protocol',
      },
    },
    { strip_path: flag(true) },
    { preserve_host: flag(false) },
    { request_buffering: flag(true) },
    { response_buffering: flag(true) },
    TAGS,
    { service: { type: 'foreign', reference: 'services' } },
    { snis: { type: 'set', elements: { type: 'string', check: 'wildcard-host' } } },
    { sources: ipPorts() },
    { destinations: ipPorts() },
    { methods: { type: 'set', elements: { type: 'string', check: 'method' } } },
    { hosts: { type: 'array', elements: { type: 'string', check: 'wildcard-host' } } },
    { paths: { type: 'array', elements: { type: 'string', check: 'router-path' } } },
    {
      headers: {
        type: 'map',
        keys: { type: 'string', match_none: [HOST_HEADER], check: 'header-name' },
        values: { type: 'array', elements: { type: 'string' } },
      },
    },
    { regex_priority: { type: 'integer', default: 0 } },
    { path_handling: { type: 'string', default: 'v0', one_of: ['v0', 'v1'] } },
  ],
  entity_checks: [{ custom: 'route-matchers' }],
};

function flag(byDefault: boolean): FieldSchema {
  return { type: 'boolean', required: true, default: byDefault };
}

function ipPorts(): FieldSchema {
  return {
    type: 'set',
    elements: {
      type: 'record',
      fields: [{ ip: { type: 'string' } }, { port: { type: 'integer', between: [0, 65535] } }],
    },
  };
}
