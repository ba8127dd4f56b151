/**
 * Wanted against actual fields of one entity → what differs, field by field, and the body of the
 * PATCH that mends it. Records are merged by Kong and so compared field by field; lists and maps are
 * replaced, and compared as a whole; sets know no order (kong-recordings 2).
 *
 * Without a schema only what is wanted is compared: unknown is not different.
 */

import type { EntityFields } from '../model/flatten-declarative.ts';
import type { FieldChange } from '../model/kong-plan.ts';
import { withBalancing } from '../model/kong-difference.ts';
import { completed, isRecord, type Schema, type SchemaField } from './schema.ts';

export interface Comparison {
  readonly changes: readonly FieldChange[];
  readonly body: EntityFields;
}

/** `null` when nothing differs. */
export function compareFields(
  actual: EntityFields,
  wanted: EntityFields,
  schema: Schema,
): Comparison | null {
  const whole = completed(wanted, schema);
  const found = compareRecord({ actual, wanted: whole, schema, path: '' });
  if (found.changes.length === 0) return null;
  return { changes: found.changes, body: withBalancing(found.body, wanted) };
}

interface RecordInput {
  readonly actual: EntityFields;
  readonly wanted: EntityFields;
  readonly schema: Schema;
  readonly path: string;
}

function compareRecord({ actual, wanted, schema, path }: RecordInput): Comparison {
  const changes: FieldChange[] = [];
  const body: Record<string, unknown> = {};
  for (const [name, to] of Object.entries(wanted)) {
    const from = actual[name];
    const field = schema.get(name);
    const place = path === '' ? name : `${path}.${name}`;
    if (isMerged(to, field)) {
      const inner = compareRecord({
        actual: isRecord(from) ? from : {},
        wanted: to,
        schema: field?.fields ?? new Map<string, SchemaField>(),
        path: place,
      });
      if (inner.changes.length === 0) continue;
      changes.push(...inner.changes);
      body[name] = inner.body;
    } else if (!isSame(from, to, isSet(name, field))) {
      changes.push({ field: place, from, to });
      body[name] = to;
    }
  }
  return { changes, body };
}

function isMerged(value: unknown, field: SchemaField | undefined): value is EntityFields {
  if (!isRecord(value)) return false;
  return field === undefined ? true : field.type === 'record';
}

/** Sets by schema, or by name where there is none. */
function isSet(name: string, field: SchemaField | undefined): boolean {
  return field === undefined
    ? ['tags', 'methods', 'protocols'].includes(name)
    : field.type === 'set';
}

/** `null`, absent and (in Lua's writing) an empty map are the same nothing. */
function isSame(from: unknown, to: unknown, ignoresOrder: boolean): boolean {
  if (isEmpty(from) && isEmpty(to)) return true;
  if (Array.isArray(from) && Array.isArray(to)) {
    if (from.length !== to.length) return false;
    const [left, right] = ignoresOrder ? [sorted(from), sorted(to)] : [from, to];
    return left.every((item, index) => isSame(item, right[index], false));
  }
  if (isRecord(from) && isRecord(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].every((key) => isSame(from[key], to[key], false));
  }
  return from === to;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function sorted(list: readonly unknown[]): unknown[] {
  return list.toSorted((left, right) => (String(left) < String(right) ? -1 : 1));
}
