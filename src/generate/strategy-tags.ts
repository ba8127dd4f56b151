/**
 * Marks what is generated with the strategy that it is of: on services, routes, plugins and upstreams,
 * and in the tags that decK selects by (it takes only what has all of them). Targets are their
 * upstream's; their tags say the region.
 */

import type { DeclarativePlugin, KongDeclarative } from '../model/kong-declarative.ts';
import { strategyTag } from '../model/tags.ts';

export function withStrategyTag(config: KongDeclarative, strategy: string): KongDeclarative {
  const tag = strategyTag(strategy);
  const marked = <T extends { readonly tags?: readonly string[] }>(entity: T) => ({
    ...entity,
    tags: [...(entity.tags ?? []), tag],
  });
  const plugins = (list: readonly DeclarativePlugin[]) => list.map(marked);
  const { _info: info, services, upstreams, plugins: global } = config;
  return {
    ...config,
    ...(info === undefined ? {} : { _info: { select_tags: [...info.select_tags, tag] } }),
    ...(services === undefined
      ? {}
      : {
          services: services.map((service) => ({
            ...marked(service),
            routes: service.routes.map((route) => ({
              ...marked(route),
              ...(route.plugins === undefined ? {} : { plugins: plugins(route.plugins) }),
            })),
            plugins: plugins(service.plugins),
          })),
        }),
    ...(upstreams === undefined ? {} : { upstreams: upstreams.map(marked) }),
    ...(global === undefined ? {} : { plugins: plugins(global) }),
  };
}
