/**
 * The Kong files of a strategy as texts by path: `base.yaml` and `upstreams.yaml` for each gateway,
 * in a folder of its own when there are several; or one `kong.yaml` each for DB-less gateways.
 */

import { assert } from '../lib/assert.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';
import {
  baseComments,
  baseHeader,
  dblessHeader,
  upstreamComments,
  upstreamsHeader,
} from './comments.ts';
import { failoverTargetComments, healthRouteComments } from './health-comments.ts';
import { hopHeader, loopbackComments } from './hop-comments.ts';
import { layoutsOf, mergeForDbless, renderKongConfig } from './kong-config.ts';
import { renderYaml } from './render-yaml.ts';

export interface GeneratedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface KongFilesOptions {
  readonly gateways: readonly Gateway[];
  readonly dbless: boolean;
  /** Mark last resorts for Kong Enterprise; `false` when left out. */
  readonly failoverTargets?: boolean;
  /** Wanted where `needsHopKey`; files for decK have a reference instead. */
  readonly hopKey?: string;
}

/** Kong reads a DB-less file as it is, so the key between Kong and itself has to stand in it. */
export function needsHopKey(
  strategy: Strategy,
  { gateways, dbless }: Pick<KongFilesOptions, 'gateways' | 'dbless'>,
): boolean {
  return dbless && gateways.some((gateway) => isTwoLevel(layoutsOf(strategy, gateway)));
}

export function renderKongFiles(
  strategy: Strategy,
  options: KongFilesOptions,
): readonly GeneratedFile[] {
  const { hopKey, failoverTargets = false } = options;
  assert(hopKey !== undefined || !needsHopKey(strategy, options), 'a DB-less file needs a hop key');
  return options.gateways.flatMap((gateway) => {
    const files = options.dbless
      ? dblessFiles(strategy, { gateway, failoverTargets, hopKey: hopKey ?? '' })
      : twoFiles(strategy, { gateway, failoverTargets });
    return files.map(({ path, text }) => ({ path: `${folderOf(strategy, gateway)}${path}`, text }));
  });
}

/** Every path that a Kong file of this strategy can have, in either form. */
export function kongFilePaths(strategy: Strategy): readonly string[] {
  return strategy.gateways.flatMap((gateway) =>
    ['base.yaml', 'upstreams.yaml', 'kong.yaml'].map(
      (name) => `${folderOf(strategy, gateway)}${name}`,
    ),
  );
}

/** Gateways have folders of their own when there are several. */
export function folderOf(strategy: Strategy, gateway: Gateway): string {
  return strategy.gateways.length > 1 ? `${gateway.name}/` : '';
}

interface FileOptions {
  readonly gateway: Gateway;
  readonly failoverTargets: boolean;
}

function twoFiles(
  strategy: Strategy,
  { gateway, failoverTargets }: FileOptions,
): readonly GeneratedFile[] {
  const layouts = layoutsOf(strategy, gateway);
  const { base, upstreams } = renderKongConfig(strategy, gateway, { failoverTargets });
  const hop = isTwoLevel(layouts) ? hopHeader('deck') : '';
  return [
    {
      path: 'base.yaml',
      text: renderYaml(base, {
        header: baseHeader(strategy, gateway.name) + hop,
        comments: [...baseComments(strategy, layouts, base), ...healthRouteComments(layouts)],
      }),
    },
    {
      path: 'upstreams.yaml',
      text: renderYaml(upstreams, {
        header: upstreamsHeader(strategy, gateway.name) + hop,
        comments: [
          ...upstreamComments(layouts),
          ...loopbackComments(upstreams),
          ...(failoverTargets ? failoverTargetComments(layouts) : []),
        ],
      }),
    },
  ];
}

function dblessFiles(
  strategy: Strategy,
  { gateway, failoverTargets, hopKey }: FileOptions & { readonly hopKey: string },
): readonly GeneratedFile[] {
  const layouts = layoutsOf(strategy, gateway);
  const config = renderKongConfig(strategy, gateway, { hopKey, failoverTargets });
  const { base, upstreams } = config;
  const hop = isTwoLevel(layouts) ? hopHeader('dbless') : '';
  const text = renderYaml(mergeForDbless(config), {
    header: dblessHeader(strategy, gateway.name) + hop,
    comments: [
      ...baseComments(strategy, layouts, base),
      ...healthRouteComments(layouts),
      ...upstreamComments(layouts),
      ...loopbackComments(upstreams, base.services?.length),
      ...(failoverTargets ? failoverTargetComments(layouts) : []),
    ],
  });
  return [{ path: 'kong.yaml', text }];
}

function isTwoLevel(layouts: readonly ServiceLayout[]): boolean {
  return layouts.some(({ kind }) => kind === 'two-level');
}
