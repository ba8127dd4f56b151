/**
 * Brings a declarative configuration into a Kong with a database: creates what is missing, patches
 * what differs, deletes nothing. Writing the same configuration again writes nothing.
 *
 * What is referred to comes first, so that no service ever names an upstream without targets.
 */

import type { CallOptions } from './call.ts';
import type { AdminClient } from './client.ts';
import type { Collection } from './collection.ts';
import {
  type EntityFields,
  type EntityKind,
  flattenDeclarative,
  type DeclarativeInput,
  type WantedEntity,
} from '../model/flatten-declarative.ts';
import { differenceOf } from '../model/kong-difference.ts';
import { collect } from './paging.ts';
import { storedTargetName } from '../model/target-name.ts';

export interface ApplyOptions extends CallOptions {
  /** Upstreams steered by a running Ballast: weights of their existing targets are left alone. */
  readonly keepWeights?: (upstream: string) => boolean;
}

interface AppliedWrite {
  readonly action: 'create' | 'patch';
  readonly kind: EntityKind;
  readonly key: string;
  /** Names of the fields written. */
  readonly fields: readonly string[];
}

export interface ApplyResult {
  readonly writes: readonly AppliedWrite[];
  /** Fields that Kong answered otherwise than asked: `upstreams/x: hash_on`. */
  readonly notTaken: readonly string[];
}

/** Stops at the first error; what was written until then stays, and a second run continues. */
export async function applyConfig(
  client: AdminClient,
  config: DeclarativeInput,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const wanted = flattenDeclarative(config);
  const existing = await readExisting(client, wanted, options);
  const writes: AppliedWrite[] = [];
  const notTaken: string[] = [];
  for (const entity of wanted) {
    const fields = resolveReferences(entity, existing);
    const key = identityOf(entity, existing);
    const current = existing.get(key);
    const body = current === undefined ? fields : difference(current, { entity, fields, options });
    if (body === null) continue;
    const collection = collectionOf(client, entity);
    const answer =
      current === undefined
        ? await collection.create(body, options)
        : await collection.patch(String(current['id']), body, options);
    existing.set(key, answer);
    writes.push({
      action: current === undefined ? 'create' : 'patch',
      kind: entity.kind,
      key: entity.key,
      fields: Object.keys(body),
    });
    const missed = differenceOf(answer, body);
    for (const field of Object.keys(missed ?? {})) {
      if (field !== 'target') notTaken.push(`${entity.kind}/${entity.key}: ${field}`);
    }
  }
  return { writes, notTaken };
}

type Existing = Map<string, EntityFields>;

async function readExisting(
  client: AdminClient,
  wanted: readonly WantedEntity[],
  options: CallOptions,
): Promise<Existing> {
  const existing: Existing = new Map();
  const kinds = new Set(wanted.map(({ kind }) => kind));
  for (const kind of ['upstreams', 'services', 'routes'] as const) {
    const isReferredTo = kind !== 'upstreams' && (kinds.has('routes') || kinds.has('plugins'));
    if (!kinds.has(kind) && !isReferredTo) continue;
    for (const entity of await client[kind].list(options)) {
      existing.set(`${kind}/${entity.name ?? entity.id}`, entity);
    }
  }
  const upstreams = new Set(wanted.flatMap(({ upstream }) => upstream ?? []));
  for (const upstream of upstreams) {
    if (!existing.has(`upstreams/${upstream}`)) continue;
    for (const target of await collect(client.targets(upstream).walk(options))) {
      existing.set(`targets/${upstream}/${target.target}`, target);
    }
  }
  if (kinds.has('plugins')) {
    for (const plugin of await client.plugins.list(options)) {
      existing.set(pluginKey(plugin.name, [plugin.service?.id, plugin.route?.id]), plugin);
    }
  }
  return existing;
}

function identityOf(entity: WantedEntity, existing: Existing): string {
  switch (entity.kind) {
    case 'targets':
      return `targets/${entity.upstream ?? ''}/${storedTargetName(entity.key)}`;
    case 'plugins':
      return pluginKey(entity.key, [
        idOf(existing, 'services', entity.service),
        idOf(existing, 'routes', entity.route),
      ]);
    case 'upstreams':
    case 'services':
    case 'routes':
      return `${entity.kind}/${entity.key}`;
  }
}

/** Kong allows one plugin of a name per service and route. */
function pluginKey(name: string, owners: readonly (string | undefined)[]): string {
  return `plugins/${name}/${owners.map((owner) => owner ?? '').join('/')}`;
}

function idOf(existing: Existing, kind: EntityKind, key: string | null): string | undefined {
  if (key === null) return undefined;
  const id = existing.get(`${kind}/${key}`)?.['id'];
  // Not found by name: it is an id already, or Kong will say what is wrong with it.
  return typeof id === 'string' ? id : key;
}

function resolveReferences(entity: WantedEntity, existing: Existing): EntityFields {
  const service = idOf(existing, 'services', entity.service);
  const route = idOf(existing, 'routes', entity.route);
  return {
    ...entity.fields,
    ...(service === undefined ? {} : { service: { id: service } }),
    ...(route === undefined ? {} : { route: { id: route } }),
  };
}

function difference(
  current: EntityFields,
  {
    entity,
    fields,
    options,
  }: { entity: WantedEntity; fields: EntityFields; options: ApplyOptions },
): EntityFields | null {
  if (entity.kind !== 'targets') return differenceOf(current, fields);
  const { target: _address, weight, ...rest } = fields;
  const keepsWeight = options.keepWeights?.(entity.upstream ?? '') ?? false;
  return differenceOf(current, keepsWeight || weight === undefined ? rest : { ...rest, weight });
}

function collectionOf(
  client: AdminClient,
  { kind, upstream }: WantedEntity,
): Collection<EntityFields> {
  return kind === 'targets' ? client.targets(upstream ?? '') : client[kind];
}
