/**
 * Kong's schema language, as far as the entities of this gateway need it. A schema is data: the
 * validator interprets it, and `GET /schemas/…` prints it in Kong's form. Checks that Kong's
 * answer does not show (they are functions there) are named by `check` and not printed.
 *
 * Messages, ranges and defaults are those of Kong Gateway 3.9.3 (recordings; `GET /schemas`).
 */

import type { CheckName } from './value-checks.ts';

export interface FieldSchema {
  readonly type:
    'string' | 'integer' | 'number' | 'boolean' | 'array' | 'set' | 'map' | 'record' | 'foreign';
  readonly required?: boolean;
  readonly default?: unknown;
  readonly description?: string;
  readonly between?: readonly [number, number];
  readonly gt?: number;
  readonly one_of?: readonly (string | number)[];
  readonly starts_with?: string;
  readonly len_min?: number;
  readonly len_max?: number;
  readonly match_none?: readonly LuaPattern[];
  readonly uuid?: true;
  readonly auto?: true;
  readonly timestamp?: true;
  readonly unique?: true;
  readonly referenceable?: true;
  readonly encrypted?: true;
  readonly reference?: string;
  readonly on_delete?: 'cascade';
  readonly deprecation?: Readonly<Record<string, unknown>>;
  readonly elements?: FieldSchema;
  readonly keys?: FieldSchema;
  readonly values?: FieldSchema;
  readonly fields?: readonly Field[];
  /** A check that is a function in Kong, so that its schema answer does not show it. */
  readonly check?: CheckName;
}

/** A Lua pattern and what to say when it matches; only the ones in use are understood. */
export interface LuaPattern {
  readonly pattern: string;
  readonly err: string;
}

/** One field, in Kong's form: an object with a single key, the field's name. */
export type Field = Readonly<Record<string, FieldSchema>>;

export interface Conditional {
  readonly if_field: string;
  readonly if_match: Match;
  readonly then_field: string;
  readonly then_match: Match & { readonly required?: true };
}

export interface Match {
  readonly match?: string;
  readonly eq?: string | null;
  readonly one_of?: readonly string[];
  readonly not_one_of?: readonly string[];
}

export type EntityCheck =
  | { readonly conditional: Conditional }
  | { readonly distinct: readonly string[] }
  | { readonly at_least_one_of: readonly string[] }
  | { readonly custom: 'route-matchers' };

export interface EntitySchema {
  readonly fields: readonly Field[];
  readonly entity_checks: readonly EntityCheck[];
}

/** Name and definition of a field. */
function entryOf(field: Field): readonly [string, FieldSchema] {
  const [entry] = Object.entries(field);
  if (entry === undefined) throw new TypeError('a field has a name');
  return entry;
}

type Entries = readonly (readonly [string, FieldSchema])[];
const entriesByFields = new WeakMap<readonly Field[], Entries>();

/** Names and definitions of fields; made once, since every entity goes through them. */
export function entriesOf(fields: readonly Field[]): Entries {
  const known = entriesByFields.get(fields);
  if (known !== undefined) return known;
  const entries = fields.map(entryOf);
  entriesByFields.set(fields, entries);
  return entries;
}

/** A record field; `default` is made from its fields' defaults, as Kong does. */
export function record(
  fields: readonly Field[],
  options: Partial<FieldSchema> = {},
): FieldSchema & { readonly fields: readonly Field[] } {
  return { type: 'record', required: true, fields, ...options };
}

/** Defaults of a list of fields, nested records included; fields without one are left out. */
export function defaultsOf(fields: readonly Field[]): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, schema] of entriesOf(fields)) {
    if (schema.default !== undefined) defaults[name] = schema.default;
  }
  return defaults;
}

/** The schema as `GET /schemas/…` prints it. */
export function printSchema(schema: EntitySchema): Record<string, unknown> {
  return {
    fields: schema.fields.map(printField),
    entity_checks: schema.entity_checks.filter((check) => !('custom' in check)),
  };
}

function printField(field: Field): Record<string, unknown> {
  const [name, schema] = entryOf(field);
  return { [name]: printFieldSchema(schema) };
}

function printFieldSchema(schema: FieldSchema): Record<string, unknown> {
  const { check: _check, fields, elements, keys, values, ...rest } = schema;
  return {
    ...rest,
    ...(fields === undefined ? {} : { fields: fields.map(printField) }),
    ...(elements === undefined ? {} : { elements: printFieldSchema(elements) }),
    ...(keys === undefined ? {} : { keys: printFieldSchema(keys) }),
    ...(values === undefined ? {} : { values: printFieldSchema(values) }),
  };
}
