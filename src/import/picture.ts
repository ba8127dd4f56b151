/**
 * One Kong, put together from its documents: services with their routes and plugins, upstreams with
 * their targets, whichever way the file nests them. Nothing is judged here; what belongs to no
 * service, upstream or plugin is told as a loss.
 */

import type { KongDocument, Loss } from './contract.ts';
import {
  fieldsList,
  fieldsOf,
  type Fields,
  isFields,
  isNothing,
  textOf,
  textsOf,
} from './read-fields.ts';

export interface Picture {
  readonly services: readonly FoundService[];
  readonly upstreams: readonly FoundUpstream[];
  /** Plugins that belong to no service and no route. */
  readonly plugins: readonly FoundPlugin[];
}

export interface FoundService {
  readonly source: string;
  /** Name, or id when it has none. */
  readonly name: string;
  readonly fields: Fields;
  readonly tags: readonly string[];
  readonly routes: readonly FoundRoute[];
  readonly plugins: readonly FoundPlugin[];
}

export interface FoundRoute {
  readonly source: string;
  readonly name: string;
  readonly fields: Fields;
  readonly plugins: readonly FoundPlugin[];
}

export interface FoundPlugin {
  readonly source: string;
  readonly name: string;
  readonly fields: Fields;
  readonly config: Fields;
  readonly tags: readonly string[];
}

export interface FoundUpstream {
  readonly source: string;
  readonly name: string;
  readonly fields: Fields;
  readonly tags: readonly string[];
  readonly targets: readonly FoundTarget[];
}

export interface FoundTarget {
  /** As written. */
  readonly target: string;
  readonly weight: number;
  readonly tags: readonly string[];
  /** Kong Enterprise 3.12: used only when all others are unhealthy. */
  readonly isFailover: boolean;
}

/** Kong's default of a target's weight. */
const DEFAULT_WEIGHT = 100;

/** Top-level keys that hold no entities. */
const META = new Set([
  '_format_version',
  '_info',
  '_transform',
  '_comment',
  '_workspace',
  '_konnect',
]);
const READ = new Set(['services', 'routes', 'upstreams', 'targets', 'plugins']);

export function pictureOf(documents: readonly KongDocument[]): {
  readonly picture: Picture;
  readonly losses: readonly Loss[];
} {
  const losses: Loss[] = [];
  const lists = documents.flatMap(({ source, content }) => {
    if (!isFields(content)) {
      losses.push({ code: 'not-kong', source, place: '', params: {} });
      return [];
    }
    losses.push(...otherEntities(source, content));
    return [{ source, content }];
  });
  const plugins = lists.flatMap(({ source, content }) => pluginsOf(content['plugins'], source));
  const routes = lists.flatMap(({ source, content }) =>
    fieldsList(content['routes']).map((fields) => routeOf(fields, source)),
  );
  const targets = lists.flatMap(({ content }) => fieldsList(content['targets']));
  const picture: Picture = {
    services: lists.flatMap(({ source, content }) =>
      fieldsList(content['services']).map((fields) =>
        serviceOf(fields, { source, routes, plugins }),
      ),
    ),
    upstreams: merged(
      lists.flatMap(({ source, content }) =>
        fieldsList(content['upstreams']).map((fields) => upstreamOf(fields, { source, targets })),
      ),
    ),
    plugins: plugins.filter(({ fields }) =>
      ['service', 'route', 'consumer'].every((key) => isNothing(fields[key])),
    ),
  };
  losses.push(...strays(picture, { routes, plugins }));
  return { picture, losses };
}

function otherEntities(source: string, content: Fields): Loss[] {
  return Object.entries(content)
    .filter(([key, value]) => !META.has(key) && !READ.has(key) && !isNothing(value))
    .map(([key, value]) => ({
      code: 'entity' as const,
      source,
      place: key,
      params: { count: Array.isArray(value) ? value.length : 1 },
    }));
}

/** Routes and plugins that name a service or route that is not there; plugins of consumers. */
function strays(
  { services }: Picture,
  flat: { readonly routes: readonly FoundRoute[]; readonly plugins: readonly FoundPlugin[] },
): Loss[] {
  const usedRoutes = new Set(services.flatMap(({ routes }) => routes.map(({ fields }) => fields)));
  const usedPlugins = new Set(
    services.flatMap((service) => [
      ...service.plugins.map(({ fields }) => fields),
      ...service.routes.flatMap(({ plugins }) => plugins.map(({ fields }) => fields)),
    ]),
  );
  const lostRoutes = flat.routes.filter(({ fields }) => !usedRoutes.has(fields));
  const lostPlugins = flat.plugins.filter(
    ({ fields }) =>
      !usedPlugins.has(fields) &&
      !['service', 'route', 'consumer'].every((key) => isNothing(fields[key])),
  );
  return [
    ...lostRoutes.map(({ source, name }) => ({
      code: 'entity' as const,
      source,
      place: `routes/${name}`,
      params: { count: 1 },
    })),
    ...lostPlugins.map(({ source, name, fields }) => ({
      code: 'plugin' as const,
      source,
      place: `plugins/${name}`,
      params: { plugin: name, owner: ownerText(fields) },
    })),
  ];
}

function ownerText(fields: Fields): string {
  for (const key of ['service', 'route', 'consumer']) {
    const reference = referenceOf(fields[key]);
    if (reference.length > 0) return `${key} ${reference[0]}`;
  }
  return '';
}

interface FlatLists {
  readonly source: string;
  readonly routes: readonly FoundRoute[];
  readonly plugins: readonly FoundPlugin[];
}

function serviceOf(fields: Fields, { source, routes, plugins }: FlatLists): FoundService {
  const isMine = (reference: unknown) => refersTo(reference, fields);
  const own = [
    ...fieldsList(fields['routes']).map((route) => routeOf(route, source)),
    ...routes.filter((route) => isMine(route.fields['service'])),
  ];
  return {
    source,
    name: nameOf(fields),
    fields,
    tags: textsOf(fields['tags']),
    routes: own.map((route) => withPlugins(route, plugins)),
    plugins: [
      ...pluginsOf(fields['plugins'], source),
      ...plugins.filter((plugin) => isMine(plugin.fields['service'])),
    ],
  };
}

function routeOf(fields: Fields, source: string): FoundRoute {
  return { source, name: nameOf(fields), fields, plugins: pluginsOf(fields['plugins'], source) };
}

function withPlugins(route: FoundRoute, plugins: readonly FoundPlugin[]): FoundRoute {
  const more = plugins.filter((plugin) => refersTo(plugin.fields['route'], route.fields));
  return more.length === 0 ? route : { ...route, plugins: [...route.plugins, ...more] };
}

function pluginsOf(list: unknown, source: string): FoundPlugin[] {
  return fieldsList(list).map((fields) => ({
    source,
    name: nameOf(fields),
    fields,
    config: fieldsOf(fields['config']),
    tags: textsOf(fields['tags']),
  }));
}

function upstreamOf(
  fields: Fields,
  { source, targets }: { readonly source: string; readonly targets: readonly Fields[] },
): FoundUpstream {
  const flat = targets.filter((target) => refersTo(target['upstream'], fields));
  return {
    source,
    name: nameOf(fields),
    fields,
    tags: textsOf(fields['tags']),
    targets: [...fieldsList(fields['targets']), ...flat].flatMap(targetOf),
  };
}

function targetOf(fields: Fields): FoundTarget[] {
  const target = textOf(fields['target']);
  if (target === null) return [];
  const weight = fields['weight'];
  return [
    {
      target,
      weight: isWeight(weight) ? weight : DEFAULT_WEIGHT,
      tags: textsOf(fields['tags']),
      isFailover: fields['failover'] === true,
    },
  ];
}

/** What Kong takes (kong-recordings 13). */
function isWeight(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;
}

/** An upstream that two files name is one: its fields may stand in one and its targets in the other. */
function merged(upstreams: readonly FoundUpstream[]): FoundUpstream[] {
  const byName = new Map<string, FoundUpstream>();
  for (const upstream of upstreams) {
    const before = byName.get(upstream.name);
    byName.set(
      upstream.name,
      before === undefined
        ? upstream
        : {
            ...before,
            fields: { ...upstream.fields, ...before.fields },
            tags: [...new Set([...before.tags, ...upstream.tags])],
            targets: [...before.targets, ...upstream.targets],
          },
    );
  }
  return [...byName.values()];
}

function nameOf(fields: Fields): string {
  return textOf(fields['name']) ?? textOf(fields['id']) ?? '';
}

/** References are a name or id, or `{ name }` or `{ id }`. */
function referenceOf(reference: unknown): string[] {
  if (typeof reference === 'string') return [reference];
  const { name, id } = fieldsOf(reference);
  return [name, id].filter((key) => typeof key === 'string');
}

function refersTo(reference: unknown, fields: Fields): boolean {
  const keys = referenceOf(reference);
  return keys.some((key) => key === fields['name'] || key === fields['id']);
}
