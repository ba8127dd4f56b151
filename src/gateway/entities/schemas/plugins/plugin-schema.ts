/** What the plugin schemas have in common. */

import type { EntityCheck, EntitySchema, Field, FieldSchema } from '../../schema.ts';
import type { ConfigCheckName } from '../../config-checks.ts';
import { PROTOCOL } from '../common.ts';

const HTTP_PROTOCOLS = ['grpc', 'grpcs', 'http', 'https'];

export interface PluginSchema extends EntitySchema {
  /** Kong's execution order: higher runs first. */
  readonly priority: number;
  /** A check over the whole config that is a function in Kong. */
  readonly configCheck?: ConfigCheckName;
  /** Old names of config fields: flat name → path of the new one. */
  readonly shorthands?: Readonly<Record<string, readonly [string, string]>>;
}

export interface PluginParts {
  readonly priority: number;
  readonly config: readonly Field[];
  readonly httpOnly?: true;
  readonly checks?: readonly EntityCheck[];
  readonly configCheck?: ConfigCheckName;
  readonly shorthands?: Readonly<Record<string, readonly [string, string]>>;
}

export function pluginSchema(parts: PluginParts): PluginSchema {
  return {
    priority: parts.priority,
    fields: [
      { protocols: parts.httpOnly === true ? ONLY_HTTP : ANY_PROTOCOL },
      { config: { type: 'record', required: true, fields: parts.config } },
    ],
    entity_checks: parts.checks ?? [],
    ...(parts.configCheck === undefined ? {} : { configCheck: parts.configCheck }),
    ...(parts.shorthands === undefined ? {} : { shorthands: parts.shorthands }),
  };
}

const ANY_PROTOCOL: FieldSchema = {
  type: 'set',
  required: true,
  default: HTTP_PROTOCOLS,
  elements: { ...PROTOCOL, required: true, len_min: 1 },
  description: 'A set of strings representing protocols.',
};

const ONLY_HTTP: FieldSchema = {
  type: 'set',
  required: true,
  default: HTTP_PROTOCOLS,
  elements: { type: 'string', one_of: HTTP_PROTOCOLS },
  description: 'A set of strings representing HTTP protocols.',
};

/** Lua snippets by name of the log field they set. */
export const LUA_CODE: FieldSchema = {
  type: 'map',
  keys: { type: 'string', len_min: 1 },
  values: { type: 'string', len_min: 1, check: 'log-field-code' },
  description: 'Lua code as a key-value map',
};
