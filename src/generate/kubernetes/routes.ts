/**
 * Routes of a service as HTTPRoutes of the Gateway API: one for each route of the strategy, all with
 * the same backendRefs. A weight is changed in each of them.
 */

import type { Route, ServiceStrategy } from '../../model/strategy.ts';
import type { Comment } from '../comment.ts';
import type { BackendRef } from './backends.ts';
import { MANAGED, type CommentedManifest } from './manifest.ts';

/** What the Gateway API takes in one rule; more matches make more rules. */
const MATCHES_MAX = 64;
/** And in all rules of one HTTPRoute; more make more HTTPRoutes. */
const MATCHES_OF_ROUTE_MAX = 128;
const BACKEND_REFS_MAX = 16;
export const HOSTNAMES_MAX = 16;
export const PARENT_REFS = [{ name: 'kong', namespace: 'kong' }];

export interface RouteOptions {
  readonly name: string;
  readonly namespace?: string;
  readonly refs: readonly BackendRef[];
  /** Names of KongPlugins. */
  readonly plugins: readonly string[];
}

export function renderHttpRoutes(
  service: ServiceStrategy,
  options: RouteOptions,
): readonly CommentedManifest[] {
  if (service.routes.length > 0) {
    return service.routes.flatMap((route, index) =>
      renderRoute(route, { ...options, name: `${options.name}-${index + 1}` }, []),
    );
  }
  const own: Route = { paths: [`/${options.name}`], methods: [], hosts: [], stripPath: true };
  const text = `The strategy says that another tool owns the routes (routes: []). Put its matches here, or take
the backendRefs over into the HTTPRoute that there is.`;
  return renderRoute(own, options, [{ path: ['spec', 'rules'], text }]);
}

function renderRoute(
  route: Route,
  { name, namespace, refs, plugins }: RouteOptions,
  comments: readonly Comment[],
): readonly CommentedManifest[] {
  const hostnames = route.hosts.filter((host) => !host.endsWith('*'));
  const backendRefs = serviceRefs(refs);
  return chunks(matchesOf(route), MATCHES_OF_ROUTE_MAX).map((part, index) => ({
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name: index === 0 ? name : `${name}-${index + 1}`,
        ...(namespace === undefined ? {} : { namespace }),
        labels: MANAGED,
        annotations: {
          'konghq.com/strip-path': String(route.stripPath),
          'konghq.com/plugins': plugins.join(','),
        },
      },
      spec: {
        parentRefs: PARENT_REFS,
        ...(hostnames.length === 0 ? {} : { hostnames }),
        rules: chunks(part, MATCHES_MAX).map((matches) => ({ matches, backendRefs })),
      },
    },
    comments: [...comments, ...limitComments(route, refs), ...regionComments(refs)],
  }));
}

export function serviceRefs(refs: readonly BackendRef[]) {
  return refs.map(({ name, port, weight }) => ({ kind: 'Service', name, port, weight }));
}

function matchesOf({ paths, methods }: Route): readonly unknown[] {
  const pathMatches = (paths.length === 0 ? ['/'] : paths).map((path) =>
    path.startsWith('~')
      ? { type: 'RegularExpression', value: path.slice(1) }
      : { type: 'PathPrefix', value: path },
  );
  return pathMatches.flatMap((path) =>
    methods.length === 0 ? [{ path }] : methods.map((method) => ({ path, method })),
  );
}

/** The Gateway API refuses more than it takes; said where it happens. */
function limitComments({ hosts }: Route, refs: readonly BackendRef[]): readonly Comment[] {
  const found: Comment[] = [];
  const suffixes = hosts.filter((host) => host.endsWith('*'));
  if (suffixes.length > 0 || hosts.length > HOSTNAMES_MAX) {
    const text =
      suffixes.length > 0
        ? `Left out, since the Gateway API has no such wildcard: ${suffixes.join(', ')}.`
        : `More than the ${HOSTNAMES_MAX} hostnames that the Gateway API takes: split this route.`;
    found.push({ path: ['spec', 'parentRefs'], text });
  }
  if (refs.length > BACKEND_REFS_MAX) {
    const text = `More than the ${BACKEND_REFS_MAX} backendRefs that the Gateway API takes: put several hosts
of a region behind one name or one Service.`;
    found.push({ path: ['spec', 'rules', 0, 'backendRefs'], text });
  }
  return found;
}

/** Which region a backendRef stands for, beside its first entry. */
function regionComments(refs: readonly BackendRef[]): readonly Comment[] {
  return refs.flatMap(({ region }, index) =>
    refs[index - 1]?.region === region
      ? []
      : [{ path: ['spec', 'rules', 0, 'backendRefs', index], text: region }],
  );
}

function chunks(matches: readonly unknown[], size: number): readonly (readonly unknown[])[] {
  const count = Math.ceil(matches.length / size);
  return Array.from({ length: count }, (_, index) =>
    matches.slice(index * size, (index + 1) * size),
  );
}
