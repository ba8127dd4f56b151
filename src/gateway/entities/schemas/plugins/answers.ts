/** Plugins that answer or rewrite: request-termination, the transformers, correlation-id. */

import { defaultsOf, record } from '../../schema.ts';
import type { Field, FieldSchema } from '../../schema.ts';
import { HEADER_NAME } from '../common.ts';
import { pluginSchema } from './plugin-schema.ts';

/** Recording 08 #23–25. */
export const REQUEST_TERMINATION = pluginSchema({
  priority: 2,
  httpOnly: true,
  config: [
    { status_code: { type: 'integer', required: true, default: 503, between: [100, 599] } },
    { message: { type: 'string' } },
    { content_type: { type: 'string' } },
    { body: { type: 'string' } },
    { echo: { type: 'boolean', required: true, default: false } },
    { trigger: HEADER_NAME },
  ],
  configCheck: 'one-kind-of-answer',
});

export const CORRELATION_ID = pluginSchema({
  priority: 100001,
  httpOnly: true,
  config: [
    { header_name: { type: 'string', default: 'Kong-Request-ID' } },
    {
      generator: {
        type: 'string',
        required: true,
        default: 'uuid#counter',
        one_of: ['uuid', 'uuid#counter', 'tracker'],
      },
    },
    { echo_downstream: { type: 'boolean', required: true, default: false } },
  ],
});

const STRINGS: FieldSchema = {
  type: 'array',
  required: true,
  default: [],
  elements: { type: 'string' },
};
const PAIRS: FieldSchema = {
  ...STRINGS,
  elements: { type: 'string', check: 'colon-pair' },
};
const JSON_TYPES: FieldSchema = {
  ...STRINGS,
  elements: { type: 'string', one_of: ['boolean', 'number', 'string'] },
};

export const RESPONSE_TRANSFORMER = pluginSchema({
  priority: 800,
  httpOnly: true,
  config: [
    { remove: part([{ json: STRINGS }, { headers: STRINGS }]) },
    { rename: part([{ json: PAIRS }, { headers: PAIRS }]) },
    { replace: part([{ json: PAIRS }, { json_types: JSON_TYPES }, { headers: PAIRS }]) },
    { add: part([{ json: PAIRS }, { json_types: JSON_TYPES }, { headers: PAIRS }]) },
    { append: part([{ json: PAIRS }, { json_types: JSON_TYPES }, { headers: PAIRS }]) },
  ],
});

const PLAIN = [{ body: STRINGS }, { headers: STRINGS }, { querystring: STRINGS }];
const PAIRED = [{ body: PAIRS }, { headers: PAIRS }, { querystring: PAIRS }];

export const REQUEST_TRANSFORMER = pluginSchema({
  priority: 801,
  config: [
    { http_method: { type: 'string', check: 'method' } },
    { remove: part(PLAIN) },
    { rename: part(PAIRED) },
    { replace: part([...PAIRED, { uri: { type: 'string' } }]) },
    { add: part(PAIRED) },
    { append: part(PAIRED) },
  ],
});

function part(fields: readonly Field[]): FieldSchema {
  return record(fields, { default: defaultsOf(fields) });
}
