/**
 * Kong's two ways of paging: by an opaque token that holds the last id (most collections), and by
 * position in the list (targets and their health; facts 10, 18, 19).
 */

import { failed, invalidOffset, invalidSize, ok } from '../entities/kong-errors.ts';
import type { Result } from '../entities/kong-errors.ts';
import type { Entity } from '../entities/types.ts';

const DEFAULT_SIZE = 100;
const MAX_SIZE = 1000;

export interface Page {
  readonly data: readonly Entity[];
  readonly offset?: string;
}

/** A page of entities that are ordered by id. */
export function pageById(entities: readonly Entity[], query: URLSearchParams): Result<Page> {
  const size = sizeOf(query);
  if (!size.ok) return size;
  if (!Number.isInteger(size.value) || size.value < 1 || size.value > MAX_SIZE) {
    return failed(invalidSize(`size must be an integer between 1 and ${MAX_SIZE}`));
  }
  const after = query.get('offset');
  const last = after === null ? ok('') : decodeOffset(after);
  if (!last.ok) return last;
  const rest = entities.filter(({ id }) => id > last.value);
  const data = rest.slice(0, size.value);
  const lastShown = data.at(-1);
  if (rest.length <= size.value || lastShown === undefined) return ok({ data });
  return ok({ data, offset: encodeOffset(lastShown.id) });
}

/** A page of a list in its own order; a bad offset is Kong's error 500 (recording 04 #53). */
export function pageByPosition(
  entities: readonly Entity[],
  query: URLSearchParams,
): Result<Page> | 'bad-offset' {
  const size = sizeOf(query);
  if (!size.ok) return size;
  const start = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(start) || start < 0) return 'bad-offset';
  const end = start + Math.max(1, Math.trunc(size.value));
  const data = entities.slice(start, end);
  return ok(end < entities.length ? { data, offset: String(end) } : { data });
}

/** The list answer: `next` is the path of the next page or `null`. */
export function listAnswer(
  page: Page,
  path: string,
  kept: readonly (readonly [string, string])[] = [],
): Record<string, unknown> {
  const { data, offset } = page;
  if (offset === undefined) return { data, next: null };
  const query = [['offset', offset], ...kept]
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return { data, offset, next: `${path}?${query}` };
}

function sizeOf(query: URLSearchParams): Result<number> {
  const given = query.get('size');
  if (given === null) return ok(DEFAULT_SIZE);
  const size = Number(given);
  if (given.trim() === '' || Number.isNaN(size)) {
    return failed(invalidSize('size must be a number'));
  }
  return ok(size);
}

function encodeOffset(id: string): string {
  return Buffer.from(JSON.stringify([id])).toString('base64url');
}

function decodeOffset(offset: string): Result<string> {
  if (!/^[\w+/=-]*$/.test(offset)) return failed(invalidOffset(offset, 'bad base64 encoding'));
  try {
    const decoded: unknown = JSON.parse(Buffer.from(offset, 'base64url').toString('utf8'));
    const id: unknown = Array.isArray(decoded) ? decoded[0] : undefined;
    if (typeof id === 'string') return ok(id);
  } catch {
    // Falls through to the one answer for both.
  }
  return failed(invalidOffset(offset, 'bad json encoding'));
}
