/** `/tags` and `/tags/{tags}`: which entities carry which tag. */

import type { EntityStore } from '../entities/store.ts';
import { KINDS } from '../entities/types.ts';
import type { Entity } from '../entities/types.ts';
import { answer, param, refuse } from './endpoint.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { listAnswer, pageById } from './paging.ts';
import { tagsOf } from './tag-filter.ts';

export const TAG_ENDPOINTS: readonly Endpoint[] = [
  { path: '/tags', methods: { GET: ({ query }, { store }) => listTags(store, '/tags', query) } },
  {
    path: '/tags/{tags}',
    methods: {
      GET: (request, { store }) => {
        const tag = param(request, 'tags');
        return listTags(store, `/tags/${encodeURIComponent(tag)}`, request.query, tag);
      },
    },
  },
];

function listTags(store: EntityStore, path: string, query: URLSearchParams, only?: string): Answer {
  const page = pageById(taggings(store, only), query);
  if (!page.ok) return refuse(page.error);
  const data = page.value.data.map(({ id: _id, ...row }) => row);
  return answer(200, { ...listAnswer(page.value, path), data });
}

/** One row per entity and tag; `id` orders the pages and is not shown. */
function taggings(store: EntityStore, only: string | undefined): readonly Entity[] {
  return KINDS.flatMap((kind) =>
    store.list(kind).flatMap((entity) =>
      tagsOf(entity)
        .filter((tag) => only === undefined || tag === only)
        .map((tag) => ({
          id: `${entity.id} ${tag}`,
          tag,
          entity_id: entity.id,
          entity_name: kind,
        })),
    ),
  ).sort((a, b) => (a.id < b.id ? -1 : 1));
}
