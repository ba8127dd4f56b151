/**
 * Kong's `plugins` and the plugins this gateway knows. Every other name is refused as Kong refuses
 * a plugin that is not enabled. Lua plugins (pre-function, post-function) cannot be had: there is
 * no Lua here.
 */

import type { EntitySchema, FieldSchema } from '../schema.ts';
import { ID, TAGS, TIMES_IN_SECONDS, UTF8_NAME } from './common.ts';
import {
  CORRELATION_ID,
  REQUEST_TERMINATION,
  REQUEST_TRANSFORMER,
  RESPONSE_TRANSFORMER,
} from './plugins/answers.ts';
import { HTTP_LOG } from './plugins/http-log.ts';
import type { PluginSchema } from './plugins/plugin-schema.ts';
import { PROMETHEUS } from './plugins/prometheus.ts';
import { RATE_LIMITING } from './plugins/rate-limiting.ts';
import { TCP_LOG, UDP_LOG } from './plugins/socket-logs.ts';

export const PLUGIN_SCHEMAS: ReadonlyMap<string, PluginSchema> = new Map([
  ['correlation-id', CORRELATION_ID],
  ['http-log', HTTP_LOG],
  ['prometheus', PROMETHEUS],
  ['rate-limiting', RATE_LIMITING],
  ['request-termination', REQUEST_TERMINATION],
  ['request-transformer', REQUEST_TRANSFORMER],
  ['response-transformer', RESPONSE_TRANSFORMER],
  ['tcp-log', TCP_LOG],
  ['udp-log', UDP_LOG],
]);

/** Fields of every plugin; `config` and `protocols` come from the plugin's own schema. */
export const PLUGINS: EntitySchema = {
  fields: [
    ID,
    ...TIMES_IN_SECONDS,
    { name: { type: 'string', required: true } },
    { instance_name: UTF8_NAME },
    { route: scope('routes') },
    { service: scope('services') },
    { consumer: scope('consumers') },
    { enabled: { type: 'boolean', required: true, default: true } },
    TAGS,
  ],
  entity_checks: [],
};

const WHOLE_SCHEMAS = new Map(
  [...PLUGIN_SCHEMAS].map(([name, schema]) => [
    name,
    { ...schema, fields: [...PLUGINS.fields, ...schema.fields] },
  ]),
);

/** The whole schema of one plugin as an entity; `null` for a name that is not known. */
export function schemaOfPlugin(name: unknown): PluginSchema | null {
  return typeof name === 'string' ? (WHOLE_SCHEMAS.get(name) ?? null) : null;
}

function scope(reference: string): FieldSchema {
  return { type: 'foreign', reference, on_delete: 'cascade' };
}
