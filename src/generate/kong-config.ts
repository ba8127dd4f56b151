/**
 * The Kong configuration of one gateway, in the two files that have different owners: `base.yaml`
 * (services, routes, plugins; decK's) and `upstreams.yaml` (upstreams, targets, health checks;
 * Ballast's; also the services behind loopback addresses). They meet only by name: a service's `host`
 * is the upstream's name.
 */

import { assert } from '../lib/assert.ts';
import type { KongDeclarative } from '../model/kong-declarative.ts';
import { layoutOf } from '../model/layout.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';
import { renderHealthServices } from './health-routes.ts';
import { HOP_KEY_REFERENCE } from './hop.ts';
import { renderLoopbackServices } from './loopback-services.ts';
import { renderPrometheus } from './plugins.ts';
import { renderService } from './service.ts';
import { withStrategyTag } from './strategy-tags.ts';
import { BASE_TAG, UPSTREAMS_TAG } from './tags.ts';
import { renderUpstreams } from './upstream.ts';

export interface KongConfig {
  readonly base: KongDeclarative;
  readonly upstreams: KongDeclarative;
}

export interface KongConfigOptions {
  /** What marks requests between Kong and itself; without it, a reference for decK to fill in. */
  readonly hopKey?: string;
  /** For Kong Enterprise: see `upstream.ts`. */
  readonly failoverTargets?: boolean;
}

export function renderKongConfig(
  strategy: Strategy,
  gateway: Gateway,
  { hopKey = HOP_KEY_REFERENCE, failoverTargets = false }: KongConfigOptions = {},
): KongConfig {
  const layouts = layoutsOf(strategy, gateway);
  const loopback = renderLoopbackServices(strategy, layouts, hopKey);
  const config: KongConfig = {
    base: {
      _format_version: '3.0',
      _info: { select_tags: [BASE_TAG] },
      services: [
        ...layouts.map((layout) => renderService(strategy, layout, hopKey)),
        ...renderHealthServices(layouts),
      ],
      plugins: [renderPrometheus()],
    },
    upstreams: {
      _format_version: '3.0',
      _info: { select_tags: [UPSTREAMS_TAG] },
      ...(loopback.length === 0 ? {} : { services: loopback }),
      upstreams: layouts.flatMap((layout) => renderUpstreams(layout, { failoverTargets })),
    },
  };
  return {
    base: withStrategyTag(config.base, strategy.name),
    upstreams: withStrategyTag(config.upstreams, strategy.name),
  };
}

/** One for each service, in their order. */
export function layoutsOf(strategy: Strategy, gateway: Gateway): readonly ServiceLayout[] {
  return strategy.services.map((service) => layoutOf({ strategy, gateway, service }));
}

/** Both files as one that a DB-less Kong (or `POST /config`) takes. */
export function mergeForDbless(config: KongConfig): KongDeclarative {
  const { services, plugins } = config.base;
  const { upstreams } = config.upstreams;
  assert(
    services !== undefined && plugins !== undefined && upstreams !== undefined,
    'both rendered',
  );
  const loopback = config.upstreams.services ?? [];
  return { _format_version: '3.0', services: [...services, ...loopback], upstreams, plugins };
}
