/**
 * The Kong configuration of one gateway, in the two files that have different owners: `base.yaml`
 * (services, routes, plugins; decK's) and `upstreams.yaml` (upstreams, targets, health checks;
 * Ballast's). They meet only by name: a service's `host` is the upstream's name.
 */

import { assert } from '../lib/assert.ts';
import type { KongDeclarative } from '../model/kong-declarative.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';
import { renderPrometheus } from './plugins.ts';
import { renderService } from './service.ts';
import { BASE_TAG, UPSTREAMS_TAG } from './tags.ts';
import { renderUpstream } from './upstream.ts';

export interface KongConfig {
  readonly base: KongDeclarative;
  readonly upstreams: KongDeclarative;
}

export function renderKongConfig(strategy: Strategy, gateway: Gateway): KongConfig {
  return {
    base: {
      _format_version: '3.0',
      _info: { select_tags: [BASE_TAG] },
      services: strategy.services.map((service) => renderService(strategy, service)),
      plugins: [renderPrometheus()],
    },
    upstreams: {
      _format_version: '3.0',
      _info: { select_tags: [UPSTREAMS_TAG] },
      upstreams: strategy.services.map((service) => renderUpstream(service, gateway.region)),
    },
  };
}

/** Both files as one that a DB-less Kong (or `POST /config`) takes. */
export function mergeForDbless(config: KongConfig): KongDeclarative {
  const { services, plugins } = config.base;
  const { upstreams } = config.upstreams;
  assert(
    services !== undefined && plugins !== undefined && upstreams !== undefined,
    'both rendered',
  );
  return { _format_version: '3.0', services, upstreams, plugins };
}
