/** Fields that several of Kong's entities share, with Kong's descriptions. */

import type { Field, FieldSchema } from '../schema.ts';

export const ID: Field = {
  id: {
    type: 'string',
    description: 'A string representing a UUID (universally unique identifier).',
    auto: true,
    uuid: true,
  },
};

/** Whole seconds; targets alone keep milliseconds. */
export const TIMES_IN_SECONDS: readonly [Field, Field] = [
  { created_at: secondsField() },
  { updated_at: secondsField() },
];

export const TAGS: Field = {
  tags: {
    type: 'set',
    description: 'A set of strings representing tags.',
    elements: {
      type: 'string',
      required: true,
      description: 'A string representing a tag.',
      check: 'tag',
    },
  },
};

export const PATH: FieldSchema = {
  type: 'string',
  starts_with: '/',
  match_none: [{ pattern: '//', err: 'must not have empty segments' }],
  description:
    'A string representing a URL path, such as /path/to/resource. Must start with a forward ' +
    'slash (/) and must not contain empty segments (i.e., two consecutive forward slashes).',
  check: 'path',
};

export const HEADER_NAME: FieldSchema = {
  type: 'string',
  description: 'A string representing an HTTP header name.',
  check: 'header-name',
};

export const PROTOCOL: FieldSchema = {
  type: 'string',
  one_of: ['grpc', 'grpcs', 'http', 'https', 'tcp', 'tls', 'tls_passthrough', 'udp'],
  description: 'A string representing a protocol, such as HTTP or HTTPS.',
};

export const UTF8_NAME: FieldSchema = {
  type: 'string',
  unique: true,
  description: 'A unique string representing a UTF-8 encoded name.',
  check: 'utf8-name',
};

export const HOST: FieldSchema = {
  type: 'string',
  description: 'A string representing a host name, such as example.com.',
  check: 'host',
};

export const PORT: FieldSchema = {
  type: 'integer',
  between: [0, 65535],
  description: 'An integer representing a port number between 0 and 65535, inclusive.',
};

function secondsField(): FieldSchema {
  return {
    type: 'integer',
    timestamp: true,
    auto: true,
    description: 'An integer representing an automatic Unix timestamp in seconds.',
  };
}
