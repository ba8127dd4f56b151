/**
 * Kong's own schemas (`GET /schemas/…`): they give the defaults of what a configuration leaves out,
 * so that a field somebody changed by hand is seen, and tell records (which PATCH merges) from maps
 * and lists (which it replaces), and sets from lists.
 */

import type { EntityFields } from '../model/flatten-declarative.ts';

/** One field as Kong describes it; only what is used. */
export interface SchemaField {
  readonly type: string | null;
  readonly default: unknown;
  /** Of a record, by name. */
  readonly fields: ReadonlyMap<string, SchemaField> | null;
}

export type Schema = ReadonlyMap<string, SchemaField>;

/** Deeper than any schema of Kong; bounds the recursion on hostile answers. */
const MAX_DEPTH = 12;

/** Reads `[{ name: { type, default, fields } }, …]`; what cannot be read is left out. */
export function readSchema(fields: unknown, depth = 0): Schema {
  const schema = new Map<string, SchemaField>();
  if (!Array.isArray(fields) || depth > MAX_DEPTH) return schema;
  for (const entry of fields) {
    for (const [name, value] of entriesOf(entry)) {
      const parts = new Map(entriesOf(value));
      // Kong fills these in from elsewhere: what they are says nothing.
      if (parts.has('deprecation') || parts.get('auto') === true) continue;
      const type = parts.get('type');
      const inner = parts.get('fields');
      schema.set(name, {
        type: typeof type === 'string' ? type : null,
        default: parts.get('default'),
        fields: inner === undefined ? null : readSchema(inner, depth + 1),
      });
    }
  }
  return schema;
}

/** What Kong fills in by itself; never compared. */
const AUTOMATIC = new Set(['id', 'created_at', 'updated_at', 'ws_id']);
/** References are compared by identity and not by field. */
const REFERENCES = new Set(['service', 'route', 'consumer', 'upstream', 'consumer_group']);

/** What Kong would make of these fields: as given, with the defaults of all others. */
export function completed(fields: EntityFields, schema: Schema): EntityFields {
  const result: Record<string, unknown> = { ...fields };
  for (const [name, field] of schema) {
    if (AUTOMATIC.has(name) || REFERENCES.has(name) || field.type === 'foreign') continue;
    const given = result[name];
    if (field.type === 'record' && field.fields !== null) {
      const isGiven = isRecord(given);
      // A record that is neither given nor required by default stays away as a whole.
      if (!isGiven && !hasDefault(field)) continue;
      const own = isGiven ? given : isRecord(field.default) ? field.default : {};
      result[name] = completed(own, field.fields);
    } else if (given === undefined) {
      result[name] = field.default ?? null;
    }
  }
  return result;
}

/** Whether Kong itself fills the record: it has a default, or something in it has. */
function hasDefault({ default: own, fields }: SchemaField): boolean {
  if (own !== undefined && own !== null) return true;
  return [...(fields?.values() ?? [])].some(hasDefault);
}

export function isRecord(value: unknown): value is EntityFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
