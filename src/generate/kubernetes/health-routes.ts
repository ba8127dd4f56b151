/**
 * The path that DNS or a global load balancer asks a gateway, under KIC: as `../health-routes.ts`
 * gives it to a Kong of its own, with an HTTPRoute for each service instead of a Kong service.
 *
 * - The backends are those of the service's routes, with the same weights: 200 means that a request
 *   of a client would be served.
 * - A KongPlugin of Kong's request-transformer puts the health path in place of the asked one; the path
 *   annotation of the Services is not in it, since `replace.uri` is the whole path.
 * - No log plugin: these requests are no traffic.
 * - Time-outs and retries are those of the service, since KIC takes them from the Services.
 */

import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { healthRoutePath } from '../health-routes.ts';
import type { BackendRef } from './backends.ts';
import { MANAGED, type CommentedManifest, type Manifest } from './manifest.ts';
import { renderPlugin } from './plugins.ts';
import { HOSTNAMES_MAX, PARENT_REFS, serviceRefs } from './routes.ts';

export interface HealthRouteOptions {
  readonly strategy: Strategy;
  readonly gateway: Gateway;
  /** That the objects of this service begin with. */
  readonly name: string;
  readonly namespace?: string;
  readonly refs: readonly BackendRef[];
}

export interface HealthRoute {
  readonly plugin: Manifest;
  readonly routes: readonly CommentedManifest[];
}

export function renderHealthRoute(
  service: ServiceStrategy,
  { strategy, gateway, name, namespace, refs }: HealthRouteOptions,
): HealthRoute {
  const place = namespace === undefined ? {} : { namespace };
  const plugin = renderPlugin(
    { name: 'request-transformer', config: { replace: { uri: service.health.path } }, tags: [] },
    { name: `${name}-health-path`, ...place },
  );
  const path = { type: 'Exact', value: healthRoutePath(gateway.region, service.name) };
  const rule = {
    matches: ['GET', 'HEAD'].map((method) => ({ path, method })),
    backendRefs: serviceRefs(refs),
  };
  const routes = hostLists(strategy).map((hostnames, index): CommentedManifest => ({
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name: index === 0 ? `${name}-health` : `${name}-health-host-${index}`,
        ...place,
        labels: MANAGED,
        annotations: { 'konghq.com/plugins': plugin.metadata.name },
      },
      spec: {
        parentRefs: PARENT_REFS,
        ...(hostnames.length === 0 ? {} : { hostnames }),
        rules: [rule],
      },
    },
    comments: index === 0 ? [{ path: ['spec', 'rules'], text: EXPLAINED }] : [],
  }));
  return { plugin, routes };
}

/**
 * Without a host, and once more with those of the strategy: a route for a host and `/` would come
 * before one without.
 */
function hostLists({ services }: Strategy): readonly (readonly string[])[] {
  const hosts = services.flatMap(({ routes }) => routes.flatMap((route) => route.hosts));
  const usable = [...new Set(hosts)].filter((host) => !host.endsWith('*')).toSorted();
  const count = Math.ceil(usable.length / HOSTNAMES_MAX);
  const parts = Array.from({ length: count }, (_, index) =>
    usable.slice(index * HOSTNAMES_MAX, (index + 1) * HOSTNAMES_MAX),
  );
  return [[], ...parts];
}

const EXPLAINED = `For DNS or a global load balancer: 200 as long as this gateway can serve the service, from whatever
region. Same weights as the routes above: who moves those moves these too.`;
