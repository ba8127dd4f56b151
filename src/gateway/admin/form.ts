/**
 * Form bodies: `a.b=1` is a nested field, `tags[]=x` and `tags[1]=x` are array elements, and the
 * schema says which values are numbers or booleans; an empty value is `null` (recording 02 #11).
 */

import { isRecord } from '../entities/records.ts';
import { entriesOf } from '../entities/schema.ts';
import type { Field, FieldSchema } from '../entities/schema.ts';

type Pairs = readonly (readonly [string, string])[];

/** Nested as the keys say, every value still a string. */
export function nestForm(pairs: Pairs): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, value] of pairs) {
    const isElement = /\[\d*\]$/.test(key);
    const path = key.replace(/\[\d*\]$/, '').split('.');
    setAt(root, path, (before) => (isElement ? [...asList(before), value] : value));
  }
  return root;
}

/** Gives the values of a nested form the types that the schema has for them. */
export function inferTypes(
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const schemas = new Map(entriesOf(fields));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const schema = schemas.get(name);
      return [name, schema === undefined ? item : inferValue(schema, item)];
    }),
  );
}

function inferValue(schema: FieldSchema, value: unknown): unknown {
  if (value === '') return null;
  switch (schema.type) {
    case 'number':
    case 'integer': {
      const number = Number(value);
      return typeof value === 'string' && Number.isFinite(number) ? number : value;
    }
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'array':
    case 'set': {
      const { elements } = schema;
      return asList(value).map((item) =>
        elements === undefined ? item : inferValue(elements, item),
      );
    }
    case 'record':
      return isRecord(value) ? inferTypes(schema.fields ?? [], value) : value;
    case 'map':
    case 'foreign':
    case 'string':
      return value;
  }
}

function setAt(
  root: Record<string, unknown>,
  path: readonly string[],
  change: (before: unknown) => unknown,
): void {
  const [head = '', ...rest] = path;
  // Bodies come from outside: no key may reach a prototype.
  if (head === '__proto__') return;
  if (rest.length === 0) {
    root[head] = change(root[head]);
    return;
  }
  const before = root[head];
  const child = isRecord(before) ? before : {};
  root[head] = child;
  setAt(child, rest, change);
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
