/**
 * The Kong files of a strategy as texts by path: `base.yaml` and `upstreams.yaml` for each gateway,
 * in a folder of its own when there are several; or one `kong.yaml` each for DB-less gateways.
 */

import type { Gateway, Strategy } from '../model/strategy.ts';
import {
  baseComments,
  baseHeader,
  dblessHeader,
  upstreamComments,
  upstreamsHeader,
} from './comments.ts';
import { mergeForDbless, renderKongConfig } from './kong-config.ts';
import { renderYaml } from './render-yaml.ts';

export interface GeneratedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
}

export function renderKongFiles(
  strategy: Strategy,
  options: { gateways: readonly Gateway[]; dbless: boolean },
): readonly GeneratedFile[] {
  const several = strategy.gateways.length > 1;
  return options.gateways.flatMap((gateway) => {
    const folder = several ? `${gateway.name}/` : '';
    const files = options.dbless ? dblessFiles(strategy, gateway) : twoFiles(strategy, gateway);
    return files.map(({ path, text }) => ({ path: `${folder}${path}`, text }));
  });
}

function twoFiles(strategy: Strategy, gateway: Gateway): readonly GeneratedFile[] {
  const { base, upstreams } = renderKongConfig(strategy, gateway);
  return [
    {
      path: 'base.yaml',
      text: renderYaml(base, {
        header: baseHeader(strategy, gateway.name),
        comments: baseComments(strategy, base),
      }),
    },
    {
      path: 'upstreams.yaml',
      text: renderYaml(upstreams, {
        header: upstreamsHeader(strategy, gateway.name),
        comments: upstreamComments(strategy),
      }),
    },
  ];
}

function dblessFiles(strategy: Strategy, gateway: Gateway): readonly GeneratedFile[] {
  const config = renderKongConfig(strategy, gateway);
  const text = renderYaml(mergeForDbless(config), {
    header: dblessHeader(strategy, gateway.name),
    comments: [...baseComments(strategy, config.base), ...upstreamComments(strategy)],
  });
  return [{ path: 'kong.yaml', text }];
}
