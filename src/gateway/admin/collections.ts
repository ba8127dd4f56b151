/** CRUD of services, routes, upstreams and plugins, at the top level and under a parent. */

import { NOT_FOUND } from '../entities/kong-errors.ts';
import { referenceId } from '../entities/keys.ts';
import type { Entity, Kind } from '../entities/types.ts';
import { answer, answerResult, NO_CONTENT, param, refuse } from './endpoint.ts';
import type { AdminContext, AdminRequest, Answer, Endpoint } from './endpoint.ts';
import { entityBody } from './entity-body.ts';
import { listAnswer, pageById } from './paging.ts';
import { filterByTags } from './tag-filter.ts';

/** `/upstreams` and `/upstreams/{upstreams}`. */
export function collectionEndpoints(kind: Kind): readonly Endpoint[] {
  return [
    {
      path: `/${kind}`,
      methods: {
        GET: ({ query }, { store }) => listTagged(kind, store.list(kind), query),
        POST: ({ body }, { store }) =>
          answerResult(201, store.insert(kind, entityBody(kind, body))),
      },
    },
    { path: `/${kind}/{${kind}}`, methods: entityMethods(kind) },
  ];
}

/** `/services/{services}/routes` and one of them; `field` is the child's reference. */
export function childEndpoints(parent: Kind, field: string, kind: Kind): readonly Endpoint[] {
  const path = `/${parent}/{${parent}}/${kind}`;
  return [
    {
      path,
      methods: {
        GET: (request, context) =>
          withParent(parent, request, context, ({ id }) => {
            const page = pageById(childrenOf(context, kind, field, id), request.query);
            if (!page.ok) return refuse(page.error);
            const own = `/${parent}/${param(request, parent)}/${kind}`;
            return answer(200, listAnswer(page.value, own));
          }),
        POST: (request, context) =>
          withParent(parent, request, context, ({ id }) => {
            const body = { ...entityBody(kind, request.body), [field]: { id } };
            return answerResult(201, context.store.insert(kind, body));
          }),
      },
    },
    { path: `${path}/{${kind}}`, methods: childMethods({ parent, field, kind }) },
  ];
}

/** `/routes/{routes}/service`: the entity that another refers to. */
export function referencedEndpoint(owner: Kind, field: string, kind: Kind): Endpoint {
  return {
    path: `/${owner}/{${owner}}/${field}`,
    methods: {
      GET: (request, { store }) => {
        const id = referenceId(store.find(owner, param(request, owner))?.[field]);
        const entity = id === null ? null : store.find(kind, id);
        return entity === null ? refuse(NOT_FOUND) : answer(200, entity);
      },
    },
  };
}

function entityMethods(kind: Kind): Endpoint['methods'] {
  return {
    GET: (request, { store }) => {
      const entity = store.find(kind, param(request, kind));
      return entity === null ? refuse(NOT_FOUND) : answer(200, entity);
    },
    PUT: (request, { store }) => {
      const body = entityBody(kind, request.body);
      return answerResult(200, store.upsert(kind, param(request, kind), body));
    },
    PATCH: (request, { store }) => {
      const key = param(request, kind);
      const current = store.find(kind, key) ?? {};
      return answerResult(200, store.update(kind, key, entityBody(kind, request.body, current)));
    },
    DELETE: (request, { store }) => {
      const removed = store.remove(kind, param(request, kind));
      return removed.ok ? NO_CONTENT : refuse(removed.error);
    },
  };
}

interface Nesting {
  readonly parent: Kind;
  readonly field: string;
  readonly kind: Kind;
}

function childMethods(nesting: Nesting): Endpoint['methods'] {
  const { parent, field, kind } = nesting;
  return {
    GET: (request, context) => withChild(nesting, request, context, (child) => answer(200, child)),
    PATCH: (request, context) =>
      withChild(nesting, request, context, ({ id, ...current }) => {
        const patch = entityBody(kind, request.body, current);
        return answerResult(200, context.store.update(kind, id, patch));
      }),
    PUT: (request, context) =>
      withParent(parent, request, context, ({ id }) => {
        const body = { ...entityBody(kind, request.body), [field]: { id } };
        return answerResult(200, context.store.upsert(kind, param(request, kind), body));
      }),
    DELETE: (request, context) =>
      withParent(parent, request, context, ({ id }) => {
        const child = context.store.find(kind, param(request, kind));
        if (child === null || referenceId(child[field]) !== id) return NO_CONTENT;
        const removed = context.store.remove(kind, child.id);
        return removed.ok ? NO_CONTENT : refuse(removed.error);
      }),
  };
}

/** Goes on with the parent in the path, or answers 404. */
export function withParent(
  parent: Kind,
  request: AdminRequest,
  { store }: AdminContext,
  then: (entity: Entity) => Answer,
): Answer {
  const entity = store.find(parent, param(request, parent));
  return entity === null ? refuse(NOT_FOUND) : then(entity);
}

function withChild(
  { parent, field, kind }: Nesting,
  request: AdminRequest,
  context: AdminContext,
  then: (child: Entity) => Answer,
): Answer {
  return withParent(parent, request, context, ({ id }) => {
    const child = context.store.find(kind, param(request, kind));
    return child === null || referenceId(child[field]) !== id ? refuse(NOT_FOUND) : then(child);
  });
}

function childrenOf(
  { store }: AdminContext,
  kind: Kind,
  field: string,
  parentId: string,
): readonly Entity[] {
  return store.list(kind).filter((entity) => referenceId(entity[field]) === parentId);
}

function listTagged(kind: Kind, entities: readonly Entity[], query: URLSearchParams): Answer {
  const tagged = filterByTags(entities, query.get('tags'));
  if (!tagged.ok) return refuse(tagged.error);
  const page = pageById(tagged.value, query);
  if (!page.ok) return refuse(page.error);
  const kept = ['size', 'tags'].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return answer(200, listAnswer(page.value, `/${kind}`, kept));
}
