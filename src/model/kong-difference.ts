/**
 * What must be written so that an entity has the wanted fields. Fields that are not named are left
 * alone; `null` and absent are the same; objects are compared field by field, as Kong's PATCH
 * merges them; arrays as a whole, as Kong replaces them (facts 2). Pure.
 */

import type { EntityFields } from './flatten-declarative.ts';

/** The wanted fields that differ, as the body of a PATCH; `null` when there are none. */
export function differenceOf(current: EntityFields, wanted: EntityFields): EntityFields | null {
  const changed = Object.keys(wanted).filter((key) => {
    return !contains(ordered(key, current[key]), ordered(key, wanted[key]));
  });
  if (changed.length === 0) return null;
  return withBalancing(Object.fromEntries(changed.map((key) => [key, wanted[key]])), wanted);
}

/**
 * Kong changes the algorithm when hash_on comes alone, and the other way round (upstreams.lua
 * shorthand_fields, 3.9.3): they are sent together.
 */
export function withBalancing(body: EntityFields, wanted: EntityFields): EntityFields {
  if (!Object.keys(body).some((key) => BALANCING.has(key))) return body;
  const together = Object.entries(wanted).filter(([key]) => BALANCING.has(key));
  return { ...Object.fromEntries(together), ...body };
}

const BALANCING: ReadonlySet<string> = new Set([
  'algorithm',
  'hash_on',
  'hash_fallback',
  'hash_on_header',
  'hash_fallback_header',
  'hash_on_cookie',
  'hash_on_cookie_path',
  'hash_on_query_arg',
  'hash_fallback_query_arg',
  'hash_on_uri_capture',
  'hash_fallback_uri_capture',
]);

/** Kong keeps these as sets: their order means nothing. */
const SETS: ReadonlySet<string> = new Set(['tags', 'methods', 'protocols']);

function ordered(key: string, value: unknown): unknown {
  if (!SETS.has(key) || !Array.isArray(value)) return value;
  return value.map(String).toSorted((a, b) => (a < b ? -1 : 1));
}

function contains(current: unknown, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined) return current === null || current === undefined;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(current)) return wanted.length === 0 && isEmptyRecord(current);
    return (
      wanted.length === current.length &&
      wanted.every((item, index) => contains(current[index], item))
    );
  }
  if (typeof wanted !== 'object') return current === wanted;
  if (typeof current !== 'object' || current === null) return false;
  const record = new Map(Object.entries(current));
  return Object.entries(wanted).every(([key, value]) => contains(record.get(key), value));
}

/** Lua writes an empty list as `{}`. */
function isEmptyRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
