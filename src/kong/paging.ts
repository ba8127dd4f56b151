/**
 * Walking Kong's paged lists. Followed is `offset`, not `next`: for targets and health `next` loses
 * the page size. Their offset is a position in the newest-first list, so entries shift when one is
 * added meanwhile and the same one comes twice: each id is handed out once (facts 18, 19).
 */

import { KongError } from './errors.ts';

export interface Page {
  readonly items: readonly unknown[];
  readonly offset: string | null;
}

export interface Paging {
  /** Entries per page (1–1000); `null` leaves it to Kong (100). */
  readonly pageSize: number | null;
  /** More pages than this is a fault, ours or Kong's. */
  readonly maxPages: number;
}

export const DEFAULT_PAGING: Paging = { pageSize: 1_000, maxPages: 1_000 };

/** Yields each entry once. */
export async function* walkPages(
  readPage: (query: string) => Promise<Page>,
  { pageSize, maxPages }: Paging,
): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  let offset: string | null = null;
  for (let count = 0; count < maxPages; count += 1) {
    const page: Page = await readPage(queryOf(pageSize, offset));
    for (const item of page.items) {
      const id = idOf(item);
      if (id !== null && seen.has(id)) continue;
      if (id !== null) seen.add(id);
      yield item;
    }
    if (page.offset === null || page.offset === offset) return;
    offset = page.offset;
  }
  throw new KongError({
    code: 'KONG_BAD_ANSWER',
    method: 'GET',
    path: queryOf(pageSize, offset),
    origin: '',
    message: `a list of more than ${maxPages} pages`,
  });
}

/** All entries of a walk, in order. */
export async function collect<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

function queryOf(pageSize: number | null, offset: string | null): string {
  const parts = [
    ...(pageSize === null ? [] : [`size=${pageSize}`]),
    ...(offset === null ? [] : [`offset=${encodeURIComponent(offset)}`]),
  ];
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item)) return null;
  return typeof item.id === 'string' ? item.id : null;
}
