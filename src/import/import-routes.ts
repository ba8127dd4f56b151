/** Routes of a service → routes of the strategy. */

import type { Collector } from './collector.ts';
import { loseUnknownFields } from './known-fields.ts';
import type { FoundRoute, FoundService } from './picture.ts';
import { isNothing, textsOf } from './read-fields.ts';
import type { RouteData } from './strategy-data.ts';

const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
]);

/** What the strategy takes of each list; everything else is a loss. */
const TAKEN: Readonly<Record<'paths' | 'methods' | 'hosts', (value: string) => boolean>> = {
  paths: (value) => /^(\/[^\s?#]*|~\/.*)$/.test(value),
  methods: (value) => METHODS.has(value),
  hosts: (value) =>
    /^(\*\.)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\.\*)?(:\d{1,5})?$/.test(value),
};

export function importRoutes(
  { name, routes }: FoundService,
  options: { readonly collector: Collector; readonly serviceName: string },
): RouteData[] {
  const { collector, serviceName } = options;
  const data: RouteData[] = [];
  for (const route of routes) {
    const place = `services/${name}/routes/${route.name}`;
    const found = importRoute(route, { collector, place });
    if (found === null) continue;
    data.push(found);
    const generated = `${serviceName}-${data.length}`;
    if (route.name !== generated) {
      collector.lose('route-name', { source: route.source, place }, { name: generated });
    }
  }
  return data;
}

function importRoute(
  { source, fields, plugins }: FoundRoute,
  { collector, place }: { readonly collector: Collector; readonly place: string },
): RouteData | null {
  const at = { source, place };
  const lists = {
    paths: taken('paths'),
    methods: taken('methods'),
    hosts: taken('hosts'),
  };
  for (const plugin of plugins) {
    collector.lose('plugin', at, { plugin: plugin.name, owner: '' });
  }
  loseUnknownFields('route', fields, { collector, source, place });
  if (Object.values(lists).every((list) => list.length === 0)) {
    collector.lose('route-empty', at);
    return null;
  }
  return {
    ...(lists.paths.length === 0 ? {} : { paths: lists.paths }),
    ...(lists.methods.length === 0 ? {} : { methods: lists.methods }),
    ...(lists.hosts.length === 0 ? {} : { hosts: lists.hosts }),
    ...(fields['strip_path'] === false ? { stripPath: 'off' as const } : {}),
  };

  function taken(field: keyof typeof TAKEN): readonly string[] {
    const value = fields[field];
    if (isNothing(value)) return [];
    const good: string[] = [];
    for (const entry of textsOf(value)) {
      if (TAKEN[field](entry)) good.push(entry);
      else collector.lose('route-value', at, { field, value: entry });
    }
    return good;
  }
}
