/** Documents with Kong configuration → one `KongInput`. */

import type { Path } from '../../lib/path.ts';
import { KONG_SERVICE_DEFAULTS } from '../../model/kong-defaults.ts';
import { isRecord } from './kong.ts';
import type { KongEntity, KongInput, KongPlugin, KongRoute, KongService } from './kong.ts';
import { readTarget, readUpstream } from './read-upstream.ts';

export function readKong(files: readonly { file: string; data: unknown }[]): KongInput {
  const all = (key: string) => files.flatMap(({ file, data }) => entities(file, [], data, key));
  const own = all('services').map(readService);
  const loose = all('routes').map(readRoute);
  const routes = [...own.flatMap((service) => service.routes), ...loose];
  const looseByService = Map.groupBy(loose, ({ service }) => service);
  const services = own.map((service) => {
    const more = service.name === null ? [] : (looseByService.get(service.name) ?? []);
    return { ...service, routes: [...service.routes, ...more] };
  });
  const looseTargets = Map.groupBy(all('targets'), ({ given }) => nameIn(given['upstream']));
  const upstreams = all('upstreams').map((entity) => {
    const name = text(entity.given['name']);
    const more = name === null ? [] : (looseTargets.get(name) ?? []);
    return readUpstream(entity, [...within(entity, 'targets'), ...more].map(readTarget));
  });
  return {
    files,
    upstreams,
    services,
    routes,
    plugins: [
      ...all('plugins').map((entity) => readPlugin(entity, [])),
      ...OWNERS.flatMap(([key, word]) =>
        all(key).flatMap((entity) => pluginsOf(entity, [label(word, entity)])),
      ),
      ...all('services').flatMap((service) =>
        within(service, 'routes').flatMap((route) => pluginsOf(route, [label('route', route)])),
      ),
    ],
    upstreamByName: new Map(upstreams.map((upstream) => [upstream.name, upstream])),
  };
}

const OWNERS = [
  ['services', 'service'],
  ['routes', 'route'],
  ['consumers', 'consumer'],
  ['consumer_groups', 'consumer group'],
] as const;

function readService(entity: KongEntity): KongService {
  const { given } = entity;
  const name = text(given['name']);
  const url = /^(https?|grpcs?|tcp|tls):\/\/([^/:]+)/.exec(text(given['url']) ?? '');
  const number = (key: keyof typeof KONG_SERVICE_DEFAULTS) => {
    const value = given[key];
    return typeof value === 'number' ? value : KONG_SERVICE_DEFAULTS[key];
  };
  return {
    ...entity,
    name,
    host: text(given['host']) ?? url?.[2] ?? null,
    protocol: text(given['protocol']) ?? url?.[1] ?? 'http',
    retries: number('retries'),
    timeoutsMs: {
      connect: number('connect_timeout'),
      read: number('read_timeout'),
      write: number('write_timeout'),
    },
    routes: within(entity, 'routes').map((route) => ({ ...readRoute(route), service: name })),
  };
}

function readRoute(entity: KongEntity): KongRoute {
  return {
    ...entity,
    name: text(entity.given['name']),
    service: nameIn(entity.given['service']),
    methods: list(entity.given['methods']).flatMap((method) =>
      typeof method === 'string' ? [method.toUpperCase()] : [],
    ),
  };
}

function pluginsOf(owner: KongEntity, scope: readonly string[]): KongPlugin[] {
  return within(owner, 'plugins').map((entity) => readPlugin(entity, scope));
}

function readPlugin(entity: KongEntity, scope: readonly string[]): KongPlugin {
  const { given } = entity;
  const own = (['service', 'route', 'consumer', 'consumer_group'] as const).flatMap((key) => {
    const name = nameIn(given[key]);
    return name === null ? [] : [`${key.replace('_', ' ')} ${name}`];
  });
  return {
    ...entity,
    name: text(given['name']) ?? '',
    config: isRecord(given['config']) ? given['config'] : {},
    isEnabled: given['enabled'] !== false,
    scope: [...scope, ...own],
  };
}

function label(word: string, { given }: KongEntity): string {
  return `${word} ${text(given['name']) ?? text(given['username']) ?? '?'}`;
}

/** `service: order-api` and `service: { name: order-api }` are both in use. */
function nameIn(value: unknown): string | null {
  if (!isRecord(value)) return text(value);
  return text(value['name']) ?? text(value['username']) ?? text(value['id']);
}

function entities(file: string, path: Path, data: unknown, key: string): KongEntity[] {
  if (!isRecord(data)) return [];
  return list(data[key]).flatMap((given, index) =>
    isRecord(given) ? [{ file, path: [...path, key, index], given }] : [],
  );
}

function within(entity: KongEntity, key: string): KongEntity[] {
  return entities(entity.file, entity.path, entity.given, key);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
