/**
 * Kong's rules for what a body leaves out: an insert (and PUT) takes every default; a PATCH merges
 * records and replaces everything else, arrays included (facts 2). An explicit `null` stays `null`.
 */

import { isRecord } from './records.ts';
import { entriesOf } from './schema.ts';
import type { Field } from './schema.ts';

type Value = Readonly<Record<string, unknown>>;

/** The value with every field present: given, default or `null`. Unknown fields are kept. */
export function fillDefaults(fields: readonly Field[], value: Value): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...value };
  for (const [name, schema] of entriesOf(fields)) {
    const given = value[name];
    if (schema.type === 'record') {
      const start =
        given === undefined && schema.required === true ? (schema.default ?? {}) : given;
      filled[name] = isRecord(start) ? fillDefaults(schema.fields ?? [], start) : (start ?? null);
    } else {
      filled[name] = given === undefined ? (schema.default ?? null) : given;
    }
  }
  return filled;
}

/** As `fillDefaults`, with `null` also replaced: what the balancer works with. */
export function withoutNulls(fields: readonly Field[], value: Value): Record<string, unknown> {
  const given = Object.entries(value).filter(([, item]) => item !== null);
  const filled = fillDefaults(fields, Object.fromEntries(given));
  for (const [name, schema] of entriesOf(fields)) {
    const item = filled[name];
    if (schema.type === 'record' && isRecord(item)) {
      filled[name] = withoutNulls(schema.fields ?? [], item);
    }
  }
  return filled;
}

/** A PATCH: records are merged field by field, maps too; anything else is replaced. */
export function mergePatch(
  fields: readonly Field[],
  current: Value,
  patch: Value,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...current };
  const schemas = new Map(entriesOf(fields));
  for (const [name, item] of Object.entries(patch)) {
    const schema = schemas.get(name);
    const before = current[name];
    merged[name] =
      schema?.type === 'record' && isRecord(item) && isRecord(before)
        ? mergePatch(schema.fields ?? [], before, item)
        : item;
  }
  return merged;
}
