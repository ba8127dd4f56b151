/**
 * What an Admin API lists → one declarative configuration, as a file would have it: targets inside
 * their upstreams, routes inside their services, plugins where they belong; without what Kong adds
 * (ids, times) and without what is not set.
 */

export type Entity = Readonly<Record<string, unknown>>;

export interface KongLists {
  readonly services: readonly Entity[];
  readonly routes: readonly Entity[];
  readonly plugins: readonly Entity[];
  readonly upstreams: readonly Entity[];
  /** By name of the upstream. */
  readonly targets: ReadonlyMap<string, readonly Entity[]>;
}

export function kongDocumentOf({
  services,
  routes,
  plugins,
  upstreams,
  targets,
}: KongLists): Entity {
  const ids = new Set([...services, ...routes].map(({ id }) => id));
  const pluginsById = Map.groupBy(plugins, (plugin) => idIn(plugin['route'] ?? plugin['service']));
  const routesById = Map.groupBy(routes, (route) => idIn(route['service']));
  const pluginsOf = (key: 'service' | 'route', { id }: Entity) =>
    (pluginsById.get(textOr(id)) ?? []).filter((plugin) => key in plugin);
  const withPlugins = (key: 'service' | 'route', entity: Entity) => ({
    ...plain(entity),
    plugins: pluginsOf(key, entity).map(plain),
  });
  const routesOf = (service: Entity | null) =>
    (routesById.get(textOr(service?.['id'])) ?? []).map((route) => withPlugins('route', route));
  return {
    _format_version: '3.0',
    services: services.map((service) => ({
      ...withPlugins('service', service),
      routes: routesOf(service),
    })),
    routes: routesOf(null),
    upstreams: upstreams.map((upstream) => ({
      ...plain(upstream),
      targets: (targets.get(String(upstream['name'])) ?? []).map(plain),
    })),
    plugins: plugins
      .filter((plugin) => !ids.has(idIn(plugin['route'] ?? plugin['service'])))
      .map((plugin) => ({ ...plain(plugin), ...consumerOf(plugin) })),
  };
}

const ADDED = new Set(['id', 'created_at', 'updated_at', 'ws_id', 'upstream', 'service', 'route']);

/** Fields without a value are defaults that nobody chose. */
function plain(entity: Entity): Entity {
  return Object.fromEntries(
    Object.entries(entity).flatMap(([key, value]) =>
      ADDED.has(key) || value === null ? [] : [[key, withoutNulls(value)]],
    ),
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === null ? [] : [[key, withoutNulls(inner)]],
    ),
  );
}

/** A plugin of a consumer is not one for everybody. */
function consumerOf({ consumer }: Entity): Entity {
  const id = idIn(consumer);
  return id === null ? {} : { consumer: id };
}

function textOr(id: unknown): string | null {
  return typeof id === 'string' ? id : null;
}

function idIn(reference: unknown): string | null {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return null;
  return typeof reference.id === 'string' ? reference.id : null;
}
