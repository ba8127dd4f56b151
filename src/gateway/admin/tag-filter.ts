/** `?tags=a,b` means both, `?tags=a/b` either; the two do not mix (recording 02 #25–31). */

import { failed, invalidTagFilter, ok } from '../entities/kong-errors.ts';
import type { Result } from '../entities/kong-errors.ts';
import type { Entity } from '../entities/types.ts';

/** Kong's limit on tags in one query. */
const MAX_TAGS = 5;

export function filterByTags(
  entities: readonly Entity[],
  filter: string | null,
): Result<readonly Entity[]> {
  if (filter === null) return ok(entities);
  const isAnd = filter.includes(',');
  const isOr = filter.includes('/');
  const tags = filter.split(isAnd ? ',' : '/');
  if ((isAnd && isOr) || tags.includes(''))
    return failed(invalidTagFilter('invalid filter syntax'));
  if (tags.length > MAX_TAGS) {
    return failed(invalidTagFilter(`cannot query more than ${MAX_TAGS} tags`));
  }
  return ok(
    entities.filter((entity) => {
      const own = tagsOf(entity);
      return isOr ? tags.some((tag) => own.includes(tag)) : tags.every((tag) => own.includes(tag));
    }),
  );
}

export function tagsOf(entity: Entity): readonly string[] {
  const { tags } = entity;
  return Array.isArray(tags) ? tags.map(String) : [];
}
