/**
 * What DNS or a global load balancer asks a gateway: one path for each service and region, answered
 * 2xx only when a request for that service would find a target that answers its health path.
 *
 * The request goes through the upstream that the gateway's own region is balanced in, so it uses what
 * Kong knows (its health marks, its weights) and ends at a target: a gateway that lives but reaches
 * nothing answers 503. Limits of what OSS Kong can do without a plugin of its own:
 *
 * - One service per path. "All services" is put together by whoever asks (Route 53: a calculated
 *   health check); a load balancer that takes one URL needs the most telling service.
 * - 200 says "this gateway can serve it", if need be from another region, since that is what clients
 *   get. Only under `isolate` does it speak of the region alone.
 * - No log plugin: these requests are no traffic. They do count for passive checks, like any probe.
 */

import type { DeclarativeRoute, DeclarativeService } from '../model/kong-declarative.ts';
import type { LayoutUpstream, ServiceLayout } from '../model/layout-shape.ts';
import { entryOf } from '../model/layout.ts';
import { regionOrder } from '../model/region-shares.ts';
import { BASE_TAG } from './tags.ts';

const HEALTH_ROUTE_PREFIX = '/ballast/health';
const NAME_PREFIX = 'ballast-health-';

/**
 * Route 53 wants the answer within 2 s of connecting
 * (docs.aws.amazon.com, "How Amazon Route 53 determines whether a health check is healthy"), so two
 * tries have to fit.
 */
const TRY_TIMEOUT_MS = 900;
const CONNECT_TIMEOUT_MS = 300;
const RETRIES = 1;

/** The path is the same on every gateway of a region, and 404 on all others. */
export function healthRoutePath(region: string, service: string): string {
  return `${HEALTH_ROUTE_PREFIX}/${region}/${service}`;
}

/** One Kong service for each service of the strategy. */
export function renderHealthServices(layouts: readonly ServiceLayout[]): DeclarativeService[] {
  const hosts = layouts.flatMap(({ service }) => service.routes.flatMap((route) => route.hosts));
  const hostList = [...new Set(hosts)].toSorted();
  return layouts.map((layout) => renderHealthService(layout, hostList));
}

function renderHealthService(layout: ServiceLayout, hosts: readonly string[]): DeclarativeService {
  const { service, gatewayRegion } = layout;
  const name = `${NAME_PREFIX}${service.name}`;
  const timeoutMs = Math.min(TRY_TIMEOUT_MS, service.health.timeoutMs);
  return {
    name,
    host: upstreamOf(layout).upstream,
    port: service.protocol === 'https' ? 443 : 80,
    protocol: service.protocol,
    path: service.health.path,
    retries: RETRIES,
    connect_timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    write_timeout: timeoutMs,
    read_timeout: timeoutMs,
    tags: [BASE_TAG],
    routes: routesFor(healthRoutePath(gatewayRegion, service.name), { name, hosts }),
    plugins: [],
  };
}

/**
 * Kong prefers the route with more kinds of conditions, so that a user's route for a host and `/`
 * would take these requests. Hence methods, and a second route with all hosts of the strategy.
 */
function routesFor(
  path: string,
  { name, hosts }: { readonly name: string; readonly hosts: readonly string[] },
): DeclarativeRoute[] {
  const route: DeclarativeRoute = {
    name,
    paths: [`~${path.replaceAll('.', String.raw`\.`)}$`],
    methods: ['GET', 'HEAD'],
    strip_path: true,
    tags: [BASE_TAG],
  };
  if (hosts.length === 0) return [route];
  return [route, { ...route, name: `${name}-by-host`, hosts: [...hosts] }];
}

/** Where the gateway's own region is balanced; without targets there, where its requests begin. */
function upstreamOf(layout: ServiceLayout): LayoutUpstream {
  const { upstreams, service, gatewayRegion } = layout;
  const [first] = regionOrder(service, gatewayRegion);
  const own = upstreams.find(({ role, region }) => role === 'inner' && region === first);
  return own ?? upstreams.find(({ role }) => role === 'inner') ?? entryOf(layout);
}
