/**
 * Validates a value against a schema and says everything that is wrong in Kong's shape: a tree of
 * messages that follows the value's own, arrays sparse (`null` where an element is right).
 *
 * Values come with their defaults filled in (`defaults.ts`), so an absent field is `null`.
 */

import { checkEntity } from './entity-checks.ts';
import type { ErrorTree, FieldErrors } from './error-tree.ts';
import { isRecord } from './records.ts';
import { entriesOf } from './schema.ts';
import type { EntitySchema, Field, FieldSchema, LuaPattern } from './schema.ts';
import { checkValue } from './value-checks.ts';

/** Everything wrong with an entity; empty when nothing is. */
export function validateEntity(
  schema: EntitySchema,
  entity: Readonly<Record<string, unknown>>,
): FieldErrors {
  const errors = validateFields(schema.fields, entity);
  checkEntity(schema.entity_checks, entity, errors);
  return errors;
}

function validateFields(
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): FieldErrors {
  const errors: FieldErrors = {};
  const known = new Map(entriesOf(fields));
  for (const name of Object.keys(value)) {
    if (!known.has(name)) errors[name] = 'unknown field';
  }
  for (const [name, schema] of known) {
    const error = validateField(schema, value[name] ?? null);
    if (error !== null) errors[name] = error;
  }
  return errors;
}

function validateField(schema: FieldSchema, value: unknown): ErrorTree | null {
  if (value === null || value === undefined) {
    return schema.required === true ? 'required field missing' : null;
  }
  return wrongType(schema, value) ?? brokenRule(schema, value);
}

function wrongType(schema: FieldSchema, value: unknown): ErrorTree | null {
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? null : 'expected a string';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'expected a boolean';
    case 'number':
      return typeof value === 'number' ? null : 'expected a number';
    case 'integer':
      return Number.isInteger(value) ? null : 'expected an integer';
    case 'array':
    case 'set':
      return wrongElements(schema, value);
    case 'map':
      return wrongMap(schema, value);
    case 'record':
      return wrongRecord(schema, value);
    case 'foreign':
      return isRecord(value) ? null : 'expected a record';
  }
}

function wrongElements(schema: FieldSchema, value: unknown): ErrorTree | null {
  if (!Array.isArray(value)) {
    if (isRecord(value) && Object.keys(value).length === 0) return null;
    return schema.type === 'set' ? 'expected a set' : 'expected an array';
  }
  const { elements } = schema;
  if (elements === undefined) return null;
  const element = schema.type === 'set' ? { ...elements, required: true } : elements;
  const errors = value.map((item) => validateField(element, item));
  const last = errors.findLastIndex((error) => error !== null);
  return last < 0 ? null : errors.slice(0, last + 1);
}

function wrongMap(schema: FieldSchema, value: unknown): ErrorTree | null {
  if (!isRecord(value)) return 'expected a map';
  for (const [key, item] of Object.entries(value)) {
    const keyError = schema.keys === undefined ? null : validateField(schema.keys, key);
    if (keyError !== null) return keyError;
    const error = schema.values === undefined ? null : validateField(schema.values, item);
    if (error !== null) return error;
  }
  return null;
}

function wrongRecord(schema: FieldSchema, value: unknown): ErrorTree | null {
  if (!isRecord(value)) return 'expected a record';
  const errors = validateFields(schema.fields ?? [], value);
  return Object.keys(errors).length === 0 ? null : errors;
}

/** The first rule that is broken, in Kong's order. */
function brokenRule(schema: FieldSchema, value: unknown): string | null {
  const { one_of: oneOf } = schema;
  if (oneOf !== undefined && !oneOf.some((option) => option === value)) {
    return `expected one of: ${oneOf.join(', ')}`;
  }
  if (typeof value === 'number') return brokenNumberRule(schema, value);
  if (typeof value === 'string') return brokenStringRule(schema, value);
  if (Array.isArray(value) && schema.len_min !== undefined && value.length < schema.len_min) {
    return `length must be at least ${schema.len_min}`;
  }
  return null;
}

function brokenNumberRule(schema: FieldSchema, value: number): string | null {
  if (schema.gt !== undefined && value <= schema.gt) {
    return `value must be greater than ${schema.gt}`;
  }
  if (schema.between !== undefined) {
    const [low, high] = schema.between;
    if (value < low || value > high) {
      return `value should be between ${Math.trunc(low)} and ${Math.trunc(high)}`;
    }
  }
  return null;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

function brokenStringRule(schema: FieldSchema, value: string): string | null {
  if (schema.uuid === true && !isUuid(value)) return 'expected a valid UUID';
  const lengthMin = schema.len_min ?? 1;
  if (value.length < lengthMin) return `length must be at least ${lengthMin}`;
  if (schema.starts_with !== undefined && !value.startsWith(schema.starts_with)) {
    return `should start with: ${schema.starts_with}`;
  }
  const matched = schema.match_none?.find((pattern) => matchesLua(pattern, value));
  if (matched !== undefined) return matched.err;
  return schema.check === undefined ? null : checkValue(schema.check, value);
}

/** Lua writes a literal hyphen as `%-`; nothing else differs in the patterns that are used. */
function matchesLua({ pattern }: LuaPattern, value: string): boolean {
  return new RegExp(pattern.replaceAll('%-', '-')).test(value);
}
