/** `/upstreams/{upstreams}/targets`: Kong's own rules differ from those of other collections. */

import { NOT_FOUND, UNEXPECTED } from '../entities/kong-errors.ts';
import { referenceId } from '../entities/keys.ts';
import type { Entity } from '../entities/types.ts';
import { withParent } from './collections.ts';
import { answer, answerResult, NO_CONTENT, param, refuse } from './endpoint.ts';
import type { AdminContext, AdminRequest, Answer, Endpoint, Handler } from './endpoint.ts';
import { entityBody } from './entity-body.ts';
import { listAnswer, pageById, pageByPosition } from './paging.ts';

const PATH = '/upstreams/{upstreams}/targets';

export const TARGET_ENDPOINTS: readonly Endpoint[] = [
  { path: PATH, methods: { GET: listTargets, POST: insertTarget } },
  { path: `${PATH}/all`, methods: { GET: listAll } },
  {
    path: `${PATH}/{targets}`,
    methods: {
      GET: (request, context) => withTarget(request, context, (target) => answer(200, target)),
      // PUT changes an existing target as PATCH does; it never creates one (facts 15).
      PUT: updateTarget,
      PATCH: updateTarget,
      DELETE: (request, context) =>
        withTarget(request, context, ({ id }) => {
          const removed = context.store.remove('targets', id);
          return removed.ok ? NO_CONTENT : refuse(removed.error);
        }),
    },
  },
  markEndpoint(`${PATH}/{targets}/healthy`, true),
  markEndpoint(`${PATH}/{targets}/unhealthy`, false),
  markEndpoint(`${PATH}/{targets}/{address}/healthy`, true),
  markEndpoint(`${PATH}/{targets}/{address}/unhealthy`, false),
];

function listTargets(request: AdminRequest, context: AdminContext): Answer {
  return withParent('upstreams', request, context, ({ id }) => {
    const page = pageByPosition(context.store.targetsNewestFirst(id), request.query);
    if (page === 'bad-offset') return refuse(UNEXPECTED);
    if (!page.ok) return refuse(page.error);
    return answer(200, listAnswer(page.value, pathOf(request, 'targets')));
  });
}

function listAll(request: AdminRequest, context: AdminContext): Answer {
  return withParent('upstreams', request, context, ({ id }) => {
    const targets = context.store
      .list('targets')
      .filter((target) => referenceId(target['upstream']) === id);
    const page = pageById(targets, request.query);
    if (!page.ok) return refuse(page.error);
    return answer(200, listAnswer(page.value, pathOf(request, 'targets/all')));
  });
}

function insertTarget(request: AdminRequest, context: AdminContext): Answer {
  return withParent('upstreams', request, context, ({ id }) => {
    const body = { ...entityBody('targets', request.body), upstream: { id } };
    return answerResult(201, context.store.insert('targets', body));
  });
}

function updateTarget(request: AdminRequest, context: AdminContext): Answer {
  return withTarget(request, context, (target) => {
    const { upstream: _upstream, ...patch } = entityBody('targets', request.body);
    return answerResult(200, context.store.update('targets', target.id, patch));
  });
}

function markEndpoint(path: string, healthy: boolean): Endpoint {
  const put: Handler = (request, context) =>
    withTarget(request, context, (target, upstream) => {
      const address = request.params['address'];
      const done = context.runtime.setHealth({
        upstream: String(upstream['name']),
        target: String(target['target']),
        healthy,
        ...(address === undefined ? {} : { ipPort: withPort(address) }),
      });
      if (done !== 'no-checker') return NO_CONTENT;
      const message = `no healthchecker found for ${String(upstream['name'])}`;
      return answer(400, { message });
    });
  return { path, methods: { PUT: put } };
}

/** Kong's default port of a target. */
function withPort(address: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) ? `${address}:8000` : address;
}

function withTarget(
  request: AdminRequest,
  context: AdminContext,
  then: (target: Entity, upstream: Entity) => Answer,
): Answer {
  return withParent('upstreams', request, context, (upstream) => {
    const target = context.store.find('targets', param(request, 'targets'), upstream.id);
    const isOwn = target !== null && referenceId(target['upstream']) === upstream.id;
    return isOwn ? then(target, upstream) : refuse(NOT_FOUND);
  });
}

function pathOf(request: AdminRequest, rest: string): string {
  return `/upstreams/${param(request, 'upstreams')}/${rest}`;
}
