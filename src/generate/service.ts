/** One Kong service per service of the strategy, with its routes and plugins. */

import type { DeclarativeRoute, DeclarativeService } from '../model/kong-declarative.ts';
import type { Route, ServiceStrategy, Strategy } from '../model/strategy.ts';
import { renderHttpLog, renderRateLimit } from './plugins.ts';
import { BASE_TAG } from './tags.ts';
import { timingsOf } from './timings.ts';

export function renderService(strategy: Strategy, service: ServiceStrategy): DeclarativeService {
  const timings = timingsOf(service);
  const { rateLimit } = service.protect;
  return {
    name: service.name,
    host: service.upstream,
    port: service.protocol === 'https' ? 443 : 80,
    protocol: service.protocol,
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
      renderHttpLog(strategy.telemetry.logs),
      ...(rateLimit === null ? [] : [renderRateLimit(rateLimit)]),
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
