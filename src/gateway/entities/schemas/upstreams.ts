/** Kong's `upstreams` (recording 01-node #8 shows it). */

import type { EntityCheck, EntitySchema, FieldSchema } from '../schema.ts';
import { HEADER_NAME, ID, PATH, TAGS, TIMES_IN_SECONDS } from './common.ts';
import { HEALTHCHECKS } from './healthchecks.ts';

const HASH_INPUT: FieldSchema = {
  type: 'string',
  one_of: ['none', 'consumer', 'ip', 'header', 'cookie', 'path', 'query_arg', 'uri_capture'],
  default: 'none',
};
const NAME_OF_PART: FieldSchema = { type: 'string', len_min: 1 };
const [CREATED_AT, UPDATED_AT] = TIMES_IN_SECONDS;

export const UPSTREAMS: EntitySchema = {
  fields: [
    ID,
    CREATED_AT,
    {
      name: {
        type: 'string',
        required: true,
        unique: true,
        description: 'This is a hostname, which must be equal to the host of a Service.',
        check: 'upstream-name',
      },
    },
    UPDATED_AT,
    {
      algorithm: {
        type: 'string',
        one_of: ['consistent-hashing', 'least-connections', 'round-robin', 'latency'],
        default: 'round-robin',
        description: 'Which load balancing algorithm to use.',
      },
    },
    { hash_on: HASH_INPUT },
    { hash_fallback: HASH_INPUT },
    { hash_on_header: HEADER_NAME },
    { hash_fallback_header: HEADER_NAME },
    {
      hash_on_cookie: {
        type: 'string',
        description: 'The cookie name to take the value from as hash input.',
        check: 'cookie-name',
      },
    },
    { hash_on_cookie_path: { ...PATH, default: '/' } },
    { hash_on_query_arg: NAME_OF_PART },
    { hash_fallback_query_arg: NAME_OF_PART },
    { hash_on_uri_capture: NAME_OF_PART },
    { hash_fallback_uri_capture: NAME_OF_PART },
    {
      slots: {
        type: 'integer',
        default: 10000,
        between: [10, 65536],
        description: 'The number of slots in the load balancer algorithm.',
      },
    },
    { healthchecks: HEALTHCHECKS },
    TAGS,
    {
      host_header: {
        type: 'string',
        description:
          'A string representing a host name with an optional port number, such as example.com ' +
          'or example.com:8080.',
        check: 'host-with-optional-port',
      },
    },
    {
      client_certificate: {
        type: 'foreign',
        reference: 'certificates',
        description:
          'If set, the certificate to be used as client certificate while TLS handshaking to ' +
          'the upstream server.',
      },
    },
    {
      use_srv_name: {
        type: 'boolean',
        default: false,
        description: 'If set, the balancer will use SRV hostname.',
      },
    },
  ],
  entity_checks: [
    needs('hash_on', 'header', 'hash_on_header'),
    needs('hash_fallback', 'header', 'hash_fallback_header'),
    needs('hash_on', 'cookie', 'hash_on_cookie'),
    needs('hash_fallback', 'cookie', 'hash_on_cookie'),
    fallbackOneOf('none', ['none']),
    fallbackOneOf('cookie', ['none']),
    fallbackOneOf('consumer', [
      'none',
      'ip',
      'header',
      'cookie',
      'path',
      'query_arg',
      'uri_capture',
    ]),
    fallbackOneOf('ip', [
      'none',
      'consumer',
      'header',
      'cookie',
      'path',
      'query_arg',
      'uri_capture',
    ]),
    fallbackOneOf('path', [
      'none',
      'consumer',
      'header',
      'cookie',
      'query_arg',
      'ip',
      'uri_capture',
    ]),
    { distinct: ['hash_on_header', 'hash_fallback_header'] },
    needs('hash_on', 'query_arg', 'hash_on_query_arg'),
    needs('hash_fallback', 'query_arg', 'hash_fallback_query_arg'),
    { distinct: ['hash_on_query_arg', 'hash_fallback_query_arg'] },
    needs('hash_on', 'uri_capture', 'hash_on_uri_capture'),
    needs('hash_fallback', 'uri_capture', 'hash_fallback_uri_capture'),
    { distinct: ['hash_on_uri_capture', 'hash_fallback_uri_capture'] },
  ],
};

function needs(field: string, value: string, then: string): EntityCheck {
  return {
    conditional: {
      if_field: field,
      if_match: { match: `^${value}$` },
      then_field: then,
      then_match: { required: true },
    },
  };
}

function fallbackOneOf(hashOn: string, allowed: readonly string[]): EntityCheck {
  return {
    conditional: {
      if_field: 'hash_on',
      if_match: { match: `^${hashOn}$` },
      then_field: 'hash_fallback',
      then_match: { one_of: allowed },
    },
  };
}
