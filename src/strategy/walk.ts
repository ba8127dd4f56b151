/** Ways through plain data and through the schema, by path. */

import { z } from 'zod';
import type { Format } from './formats/format.ts';
import { FORMATS } from './input/fields.ts';
import type { Path } from './problem.ts';

/** The value at a path, or `undefined`. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (!hasOwn(value, segment)) return undefined;
    value = value[segment];
  }
  return value;
}

export function hasAt(data: unknown, path: Path): boolean {
  const last = path.at(-1);
  return last === undefined || hasOwn(valueAt(data, path.slice(0, -1)), last);
}

function hasOwn(value: unknown, key: string | number): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** The schemas that may apply at a path: several below a union. */
export function schemasAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType[] {
  const options = unwrap(schema);
  const [segment, ...rest] = path;
  if (segment === undefined) return options;
  return options.flatMap((option) => {
    const next = child(option, segment);
    return next === null ? [] : schemasAt(next, rest);
  });
}

/** The first format found among the schemas at a path. */
export function formatAt(schema: z.core.$ZodType, path: Path): Format | null {
  for (const candidate of schemasAt(schema, path)) {
    const format = FORMATS.get(candidate);
    if (format !== undefined) return format;
  }
  return null;
}

/** Keys that a map at this path may have; of alternatives told apart by a word, the one meant. */
export function keysAt(schema: z.core.$ZodType, path: Path, data: unknown): string[] {
  const maps = schemasAt(schema, path).filter((candidate) => candidate instanceof z.ZodObject);
  const meant = maps.filter((candidate) => hasWordsOf(candidate, valueAt(data, path)));
  const keys = (meant.length > 0 ? meant : maps).flatMap(({ shape }) => Object.keys(shape));
  return [...new Set(keys)];
}

/** Whether the fixed words of a map, such as the kind of a fault, are those in the data. */
function hasWordsOf({ shape }: z.ZodObject, value: unknown): boolean {
  return Object.entries(shape).every(([key, inner]) => {
    const word = valueAt(value, [key]);
    if (!(inner instanceof z.ZodLiteral) || word === undefined) return true;
    return inner.values.has(word as z.core.util.Literal);
  });
}

/** Unions come first themselves, then their options. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return [schema, ...schema.options.flatMap(unwrap)];
  return [schema];
}

function child(schema: z.core.$ZodType, segment: string | number): z.core.$ZodType | null {
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.core.$ZodType> = schema.shape;
    return Object.hasOwn(shape, segment) ? (shape[segment] ?? null) : null;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : null;
}

/**
 * For a union zod tells what is wrong with each option. The option meant is the one whose kind of
 * value is there; its issues replace the one of the union. Without one, the union's stands.
 */
export function expandUnion(issue: z.core.$ZodIssue, data: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  if ('options' in issue && issue.errors.length === 0) return [unknownWord(issue)];
  const path = issue.path.map((segment) =>
    typeof segment === 'number' ? segment : String(segment),
  );
  const value = valueAt(data, path);
  const meant = issue.errors
    .filter((issues) => !issues.some((inner) => inner.path.length === 0 && isOfKind(inner, value)))
    .toSorted((a, b) => strangeness(a) - strangeness(b))[0];
  if (meant === undefined) return [issue];
  return meant.flatMap((inner) =>
    expandUnion({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, data),
  );
}

/** The word by which alternatives are told apart is none of theirs. */
function unknownWord(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue {
  const { path, message, input } = issue;
  const values = 'options' in issue ? (issue.options as z.core.util.Primitive[]) : [];
  return { code: 'invalid_value', values, path, message, input };
}

/** Whether the issue says that the value is of another kind altogether. */
function isOfKind(issue: z.core.$ZodIssue, value: unknown): boolean {
  if (issue.code === 'invalid_type') return true;
  return issue.code === 'invalid_value' && typeof value === 'object';
}

/** Among several options for maps the one meant has the fewest unknown keys. */
function strangeness(issues: readonly z.core.$ZodIssue[]): number {
  return issues.filter((issue) => issue.code === 'unrecognized_keys').length;
}
