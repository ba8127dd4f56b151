/**
 * A declarative Kong file (`_format_version: "3.0"`) taken apart into single entities, in the order
 * in which they can be created: what is referred to comes before what refers to it.
 */

/** Field names as Kong spells them; entities are checked where they are used. */
export interface DeclarativeInput {
  readonly _format_version?: string;
  readonly services?: readonly object[];
  readonly routes?: readonly object[];
  readonly upstreams?: readonly object[];
  readonly plugins?: readonly object[];
}

export type EntityFields = Readonly<Record<string, unknown>>;

export type EntityKind = 'upstreams' | 'targets' | 'services' | 'routes' | 'plugins';

export interface WantedEntity {
  readonly kind: EntityKind;
  /** Name; of a target its address. */
  readonly key: string;
  /** Of a target: its upstream. */
  readonly upstream: string | null;
  /** Of a route or plugin: the service or route it belongs to, by name or id; `null` = none. */
  readonly service: string | null;
  readonly route: string | null;
  /** What Kong is to have, without nested entities and references. */
  readonly fields: EntityFields;
}

/** Throws `TypeError` for an entity without the name by which it would be found again. */
export function flattenDeclarative(config: DeclarativeInput): WantedEntity[] {
  const wanted: WantedEntity[] = [];
  for (const upstream of records(config.upstreams)) addUpstream(wanted, upstream);
  for (const service of records(config.services)) addService(wanted, service);
  for (const route of records(config.routes)) addRoute(wanted, route, null);
  for (const plugin of records(config.plugins)) addPlugin(wanted, plugin, NO_OWNER);
  return wanted.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly EntityKind[] = ['upstreams', 'targets', 'services', 'routes', 'plugins'];

interface Owner {
  readonly service: string | null;
  readonly route: string | null;
}
const NO_OWNER: Owner = { service: null, route: null };

function addUpstream(wanted: WantedEntity[], upstream: EntityFields): void {
  const { targets, ...fields } = upstream;
  const key = nameOf(upstream, 'name', 'upstream');
  wanted.push({ kind: 'upstreams', key, upstream: null, ...NO_OWNER, fields });
  for (const target of records(targets)) {
    const address = nameOf(target, 'target', 'target');
    wanted.push({
      kind: 'targets',
      key: address,
      upstream: key,
      ...NO_OWNER,
      fields: target,
    });
  }
}

function addService(wanted: WantedEntity[], service: EntityFields): void {
  const { routes, plugins, url, ...others } = service;
  const key = nameOf(service, 'name', 'service');
  const fields = typeof url === 'string' ? { ...others, ...fieldsOfUrl(url) } : others;
  wanted.push({ kind: 'services', key, upstream: null, ...NO_OWNER, fields });
  for (const route of records(routes)) addRoute(wanted, route, key);
  for (const plugin of records(plugins)) addPlugin(wanted, plugin, { service: key, route: null });
}

/** `url` is a shorthand: Kong stores and answers its parts. */
function fieldsOfUrl(text: string): EntityFields {
  const url = new URL(text);
  const protocol = url.protocol.slice(0, -1);
  return {
    protocol,
    host: url.hostname,
    port: url.port === '' ? (protocol === 'https' ? 443 : 80) : Number(url.port),
    ...(url.pathname === '/' ? {} : { path: url.pathname }),
  };
}

function addRoute(wanted: WantedEntity[], route: EntityFields, owner: string | null): void {
  const { plugins, service, ...fields } = route;
  const key = nameOf(route, 'name', 'route');
  wanted.push({
    kind: 'routes',
    key,
    upstream: null,
    service: owner ?? referenceOf(service),
    route: null,
    fields,
  });
  for (const plugin of records(plugins)) addPlugin(wanted, plugin, { service: null, route: key });
}

function addPlugin(wanted: WantedEntity[], plugin: EntityFields, owner: Owner): void {
  const { service, route, ...fields } = plugin;
  wanted.push({
    kind: 'plugins',
    key: nameOf(plugin, 'name', 'plugin'),
    upstream: null,
    service: owner.service ?? referenceOf(service),
    route: owner.route ?? referenceOf(route),
    fields,
  });
}

function nameOf(entity: EntityFields, field: string, kind: string): string {
  const name = entity[field];
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError(`a ${kind} without "${field}" cannot be applied: ${JSON.stringify(entity)}`);
}

/** References are written as a name, or as `{ name }` or `{ id }`. */
function referenceOf(reference: unknown): string | null {
  if (typeof reference === 'string') return reference;
  if (!isRecord(reference)) return null;
  const key = reference['name'] ?? reference['id'];
  return typeof key === 'string' ? key : null;
}

function records(list: unknown): EntityFields[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function isRecord(value: unknown): value is EntityFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
