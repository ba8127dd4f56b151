/**
 * Single writes to the entity store: insert, PATCH, PUT, DELETE, with Kong's checks in Kong's
 * order: address form, references by name, schema, database mode, references, uniqueness.
 */

import { normalizeTarget } from './host-address.ts';
import { ENDPOINT_KEYS, referenceId } from './keys.ts';
import {
  entityNotFound,
  failed,
  notWithoutDatabase,
  ok,
  primaryKeyViolation,
  referencedBy,
  schemaViolation,
  UNEXPECTED,
  uniqueViolation,
} from './kong-errors.ts';
import type { KongError, Result } from './kong-errors.ts';
import { completeInsert, completePatch, violationsOf } from './prepare.ts';
import type { Body } from './prepare.ts';
import { brokenReference, malformedReferences, resolveNames } from './references.ts';
import { expandShorthands, showShorthands } from './shorthands.ts';
import { referrersOf } from './tables.ts';
import type { Tables } from './tables.ts';
import type { Entity, EntityChange, Kind } from './types.ts';
import { isUuid } from './validate.ts';
import { MAX_TAG_BYTES } from './value-checks.ts';

export interface WriterOptions {
  readonly database: 'memory' | 'off';
  readonly nowMs: () => number;
  readonly uuid: () => string;
  readonly tables: () => Tables;
  readonly find: (kind: Kind, key: string) => Entity | null;
  readonly notify: (change: EntityChange) => void;
}

export interface Writer {
  insert(kind: Kind, body: Body): Result<Entity>;
  update(kind: Kind, key: string, patch: Body): Result<Entity>;
  upsert(kind: Kind, key: string, body: Body): Result<Entity>;
  remove(kind: Kind, key: string): Result<boolean>;
  check(kind: Kind, body: Body): Result<Entity>;
}

/** What DB-less mode says to a write. */
type Operation = Parameters<typeof notWithoutDatabase>[0];

export function createWriter(options: WriterOptions): Writer {
  const complete = (kind: Kind, body: Body, current: Entity | null): Result<Entity> =>
    completeEntity(options, { kind, body, current });

  const write = (
    operation: Operation,
    key: string | null,
    { kind, before, after }: { kind: Kind; before: Entity | null; after: Entity },
  ): Result<Entity> => {
    if (options.database === 'off') return failed(refusal(operation, kind, key));
    const tables = options.tables();
    const error = conflict(tables, kind, { before, after });
    if (error !== null) return failed(error);
    tables[kind].put(after);
    options.notify(changeOf(tables, kind, { before, after }));
    return ok(after);
  };

  return {
    check: (kind, body) => complete(kind, body, null),
    insert: (kind, body) => {
      const entity = complete(kind, body, null);
      if (!entity.ok) return entity;
      return write('create', null, { kind, before: null, after: entity.value });
    },
    update: (kind, key, patch) => {
      const before = options.find(kind, key);
      if (before === null) return failed(entityNotFound(keyFields(kind, key)));
      const entity = complete(kind, patch, before);
      if (!entity.ok) return entity;
      return write('update', key, { kind, before, after: entity.value });
    },
    upsert: (kind, key, body) => {
      const before = options.find(kind, key);
      const kept = before === null ? {} : { created_at: before['created_at'] };
      const id = isUuid(key) ? key : (before?.id ?? options.uuid());
      const named = isUuid(key) ? {} : { [ENDPOINT_KEYS[kind]]: key };
      const entity = complete(kind, { ...body, ...kept, ...named, id }, null);
      if (!entity.ok) return entity;
      return write('create or update', key, { kind, before, after: entity.value });
    },
    remove: (kind, key) => removeEntity(options, kind, key),
  };
}

function completeEntity(
  options: WriterOptions,
  write: { readonly kind: Kind; readonly body: Body; readonly current: Entity | null },
): Result<Entity> {
  const { kind, current } = write;
  const addressed = kind === 'targets' ? withStoredAddress(write.body) : ok(write.body);
  if (!addressed.ok) return addressed;
  const resolved = resolveNames(options.tables(), kind, addressed.value);
  if (!resolved.ok) return resolved;
  const now = timeOf(kind, options.nowMs());
  const body = { ...resolved.value, updated_at: now };
  const entity =
    current === null
      ? completeInsert(kind, { id: options.uuid(), created_at: now, ...body })
      : completePatch(kind, current, body);
  const errors = { ...malformedReferences(kind, entity), ...violationsOf(kind, entity) };
  if (Object.keys(errors).length > 0) return failed(schemaViolation(errors));
  return ok(shown(kind, entity));
}

/** Uniqueness and references, as Kong's database finds them. */
function conflict(
  tables: Tables,
  kind: Kind,
  { before, after }: { readonly before: Entity | null; readonly after: Entity },
): KongError | null {
  const broken = brokenReference(tables, kind, after);
  if (broken !== null) return broken;
  const clash = tables[kind].clash(after);
  if (clash !== null) return uniqueViolation(clash.fields);
  if (before === null && tables[kind].get(after.id) !== undefined) {
    return primaryKeyViolation(after.id);
  }
  // Kong's column refuses the null and Kong takes the refusal for a key violation (facts 13).
  if (kind === 'targets' && after['weight'] === null) return primaryKeyViolation(after.id);
  const { tags } = after;
  const isTooLong = (tag: unknown): boolean => Buffer.byteLength(String(tag)) > MAX_TAG_BYTES;
  return Array.isArray(tags) && tags.some(isTooLong) ? UNEXPECTED : null;
}

function removeEntity(options: WriterOptions, kind: Kind, key: string): Result<boolean> {
  const entity = options.find(kind, key);
  if (entity === null) return ok(false);
  if (options.database === 'off') return failed(refusal('remove', kind, key));
  const tables = options.tables();
  const referrers = referrersOf(tables, kind, entity.id);
  const holding = referrers.find(({ cascade }) => !cascade);
  if (holding !== undefined) return failed(referencedBy(kind, holding.kind));
  const change = changeOf(tables, kind, { before: entity, after: null });
  for (const referrer of referrers) tables[referrer.kind].remove(referrer.entity.id);
  tables[kind].remove(entity.id);
  options.notify(change);
  // Targets go with their upstream, which the change has said already.
  if (referrers.some((referrer) => referrer.kind === 'plugins')) {
    options.notify({ kind: 'plugins' });
  }
  return ok(true);
}

function changeOf(
  tables: Tables,
  kind: Kind,
  { before, after }: { readonly before: Entity | null; readonly after: Entity | null },
): EntityChange {
  const entity = after ?? before;
  if (kind === 'upstreams') {
    const upstream = String(entity?.['name']);
    const operation = after === null ? 'delete' : before === null ? 'create' : 'update';
    const previousName = before === null ? upstream : String(before['name']);
    return { kind, operation, upstream, previousName };
  }
  if (kind === 'targets') {
    const upstream = tables.upstreams.get(referenceId(entity?.['upstream']) ?? '');
    return { kind, upstream: String(upstream?.['name']) };
  }
  return { kind };
}

/** Seconds; targets keep milliseconds (facts 17). */
export function timeOf(kind: Kind, nowMs: number): number {
  return kind === 'targets' ? Math.round(nowMs) / 1000 : Math.floor(nowMs / 1000);
}

/**
 * The checked entity as it is stored and shown. Kong reads `hash_on` of an upstream once more, so
 * that consistent-hashing without an input becomes round-robin (recording 03 #30).
 */
export function shown(kind: Kind, entity: Body): Entity {
  const id = String(entity['id']);
  if (kind === 'upstreams') return { ...expandShorthands(kind, entity), id };
  if (kind !== 'plugins') return { ...entity, id };
  return { ...entity, config: showShorthands(entity['name'], entity['config']), id };
}

function withStoredAddress(body: Body): Result<Body> {
  const { target } = body;
  if (typeof target !== 'string') return ok(body);
  const stored = normalizeTarget(target);
  if (stored !== null) return ok({ ...body, target: stored });
  const error = 'Invalid target; not a valid hostname or ip address';
  return failed(schemaViolation({ target: error }));
}

function refusal(operation: Operation, kind: Kind, key: string | null): KongError {
  const by = key === null || isUuid(key) ? null : ENDPOINT_KEYS[kind];
  return notWithoutDatabase(operation, kind, by);
}

function keyFields(kind: Kind, key: string): Readonly<Record<string, string>> {
  return isUuid(key) ? { id: key } : { [ENDPOINT_KEYS[kind]]: key };
}
