/** Wanted and actual configurations as flat lists of entities under the same keys. */

import type { ActualConfiguration, ActualEntity } from '../model/actual-configuration.ts';
import {
  type DeclarativeInput,
  type EntityFields,
  type EntityKind,
  flattenDeclarative,
} from '../model/flatten-declarative.ts';
import { storedTargetName } from '../model/target-name.ts';

export interface PlanEntity {
  readonly kind: EntityKind;
  readonly key: string;
  /** Name; of a target its address as Kong stores it. */
  readonly name: string;
  readonly upstream: string | null;
  /** Name of the service or route it belongs to. */
  readonly service: string | null;
  readonly route: string | null;
  readonly fields: EntityFields;
  readonly tags: readonly string[];
}

export interface FoundEntity extends PlanEntity {
  readonly id: string;
}

export function wantedEntities(config: DeclarativeInput): readonly PlanEntity[] {
  return flattenDeclarative(config).map(({ kind, key, upstream, service, route, fields }) => {
    const name = kind === 'targets' ? storedTargetName(key) : key;
    return {
      kind,
      name,
      upstream,
      service,
      route,
      key: keyOf({ kind, name, upstream, service, route }),
      fields: kind === 'targets' ? { ...fields, target: name } : fields,
      tags: tagsOf(fields),
    };
  });
}

/** Plugins of consumers are nobody's here, and left out. */
export function foundEntities(actual: ActualConfiguration): readonly FoundEntity[] {
  const names = new Map(
    [...actual.services, ...actual.routes, ...actual.upstreams].map((one) => [one.id, nameOf(one)]),
  );
  const read =
    (kind: EntityKind) =>
    (entity: ActualEntity): FoundEntity => {
      const name = kind === 'targets' ? storedTargetName(text(entity['target'])) : nameOf(entity);
      const upstream = kind === 'targets' ? (names.get(idOf(entity['upstream'])) ?? '') : null;
      const service = names.get(idOf(entity['service'])) ?? null;
      const route = names.get(idOf(entity['route'])) ?? null;
      return {
        kind,
        name,
        upstream,
        service,
        route,
        id: entity.id,
        key: keyOf({ kind, name, upstream, service, route }),
        fields: entity,
        tags: tagsOf(entity),
      };
    };
  const plugins = actual.plugins.filter((plugin) => idOf(plugin['consumer']) === '');
  return [
    ...actual.upstreams.map(read('upstreams')),
    ...actual.targets.map(read('targets')),
    ...actual.services.map(read('services')),
    ...actual.routes.map(read('routes')),
    ...plugins.map(read('plugins')),
  ];
}

function keyOf(entity: Pick<PlanEntity, 'kind' | 'name' | 'upstream' | 'service' | 'route'>) {
  const { kind, name, upstream, service, route } = entity;
  if (kind === 'targets') return `targets/${upstream ?? ''}/${name.toLowerCase()}`;
  if (kind !== 'plugins') return `${kind}/${name}`;
  // Kong allows one plugin of a name per service and route.
  if (route !== null) return `plugins/${name} of routes/${route}`;
  return service === null ? `plugins/${name}` : `plugins/${name} of services/${service}`;
}

function nameOf({ id, name }: ActualEntity): string {
  return text(name) === '' ? id : text(name);
}

function idOf(reference: unknown): string {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return '';
  return text(reference.id);
}

function tagsOf(fields: EntityFields): readonly string[] {
  const { tags } = fields;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
