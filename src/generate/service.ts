/**
 * One Kong service per service of the strategy, with its routes and plugins. In the two-level layout
 * it speaks to Kong itself; the inner services are in `loopback-services.ts`.
 */

import type { DeclarativeRoute, DeclarativeService } from '../model/kong-declarative.ts';
import type { Route, Strategy } from '../model/strategy.ts';
import { entryOf } from '../model/layout.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import { outerHopPlugins } from './hop.ts';
import { renderHttpLog, renderRateLimit } from './plugins.ts';
import { BASE_TAG } from './tags.ts';
import { hopTimingsOf, timingsOf } from './timings.ts';

export function renderService(
  strategy: Strategy,
  layout: ServiceLayout,
  hopKey: string,
): DeclarativeService {
  const { service, kind } = layout;
  const { rateLimit } = service.protect;
  const timings = kind === 'flat' ? timingsOf(service) : hopTimingsOf(service);
  const protocol = kind === 'flat' ? service.protocol : 'http';
  return {
    name: service.name,
    host: entryOf(layout).upstream,
    port: protocol === 'https' ? 443 : 80,
    protocol,
    ...(service.path === null ? {} : { path: service.path }),
    retries: timings.retries,
    connect_timeout: timings.connectMs,
    write_timeout: timings.timeoutMs,
    read_timeout: timings.timeoutMs,
    tags: [BASE_TAG],
    routes: service.routes.map((route, index) =>
      renderRoute(route, `${service.name}-${index + 1}`),
    ),
    plugins: [
      renderHttpLog(strategy.telemetry.logs, BASE_TAG),
      ...(rateLimit === null ? [] : [renderRateLimit(rateLimit)]),
      ...(kind === 'flat' ? [] : outerHopPlugins(service, { hopKey, tag: BASE_TAG })),
    ],
  };
}

function renderRoute(route: Route, name: string): DeclarativeRoute {
  return {
    name,
    ...(route.paths.length === 0 ? {} : { paths: [...route.paths] }),
    ...(route.methods.length === 0 ? {} : { methods: [...route.methods] }),
    ...(route.hosts.length === 0 ? {} : { hosts: [...route.hosts] }),
    strip_path: route.stripPath,
    tags: [BASE_TAG],
  };
}
