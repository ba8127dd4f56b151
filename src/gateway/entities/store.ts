/**
 * The gateway's entities, in memory, with Kong's rules for writing them. With `database: 'off'`
 * single writes are refused and only a whole declarative configuration can be loaded.
 *
 * Every accepted write notifies the listeners once, after it is done. Clock and id generator are
 * passed in. Invariant: references point to entities that exist, unique keys are unique.
 */

import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import { nameKey, targetKey } from './keys.ts';
import type { Result } from './kong-errors.ts';
import type { Body } from './prepare.ts';
import { emptyTables } from './tables.ts';
import type { Entity, EntityChange, Kind, KongPlugin, KongRoute, KongService } from './types.ts';
import { KINDS } from './types.ts';
import { isUuid } from './validate.ts';
import { targetSettings, upstreamSettings } from './views.ts';
import { createWriter } from './writer.ts';

export interface EntityStoreOptions {
  /** `memory` behaves as Kong with PostgreSQL does, `off` as Kong without a database. */
  readonly database: 'memory' | 'off';
  readonly nowMs: () => number;
  /** Random ids for new entities. */
  readonly uuid: () => string;
}

export interface EntityStore {
  readonly database: 'memory' | 'off';

  services(): readonly KongService[];
  routes(): readonly KongRoute[];
  plugins(): readonly KongPlugin[];
  upstreamNames(): readonly string[];
  /** `null` when there is no such upstream. */
  settingsOf(upstream: string): KongUpstreamSettings | null;
  /** Oldest first; empty when there is no such upstream. */
  targetsOf(upstream: string): readonly KongTargetSettings[];

  /** Called after each write; returns how to stop. */
  onChange(listener: (change: EntityChange) => void): () => void;

  /** All entities of a kind in page order (by id). */
  list(kind: Kind): readonly Entity[];
  /** By id or by the kind's name; a target also by `host:port` within its upstream. */
  find(kind: Kind, key: string, upstreamId?: string): Entity | null;
  /** Targets of an upstream, newest first, as Kong lists them. */
  targetsNewestFirst(upstreamId: string): readonly Entity[];

  insert(kind: Kind, body: Body): Result<Entity>;
  update(kind: Kind, key: string, patch: Body): Result<Entity>;
  /** PUT: replaces or creates the entity with that id or name. */
  upsert(kind: Kind, key: string, body: Body): Result<Entity>;
  /** `false` when there was nothing to remove. */
  remove(kind: Kind, key: string): Result<boolean>;
  /** A body checked as an insert would be, but not written. */
  check(kind: Kind, body: Body): Result<Entity>;
  /** Replaces everything with entities that are already complete and checked. */
  replaceAll(entities: Readonly<Record<Kind, readonly Entity[]>>): void;
}

export function createEntityStore(options: EntityStoreOptions): EntityStore {
  let tables = emptyTables();
  const listeners = new Set<(change: EntityChange) => void>();
  const notify = (change: EntityChange): void => {
    for (const listener of listeners) listener(change);
  };
  const find = (kind: Kind, key: string, upstreamId?: string): Entity | null => {
    const table = tables[kind];
    if (isUuid(key)) return table.get(key) ?? null;
    if (kind !== 'targets') return table.byKey(nameKey(key)) ?? null;
    return table.byKey(targetKey(upstreamId ?? '', key).key) ?? null;
  };
  const targetsByAge = (upstreamId: string): readonly Entity[] =>
    tables.targets.childrenOf(upstreamId).toSorted(oldestFirst);

  return {
    database: options.database,
    // Rows have passed their schemas, which have the fields of these types.
    services: () => tables.services.all() as unknown as readonly KongService[],
    routes: () => tables.routes.all() as unknown as readonly KongRoute[],
    plugins: () => tables.plugins.all() as unknown as readonly KongPlugin[],
    upstreamNames: () => tables.upstreams.all().map((upstream) => String(upstream['name'])),
    settingsOf: (name) => {
      const upstream = tables.upstreams.byKey(nameKey(name));
      return upstream === undefined ? null : upstreamSettings(upstream);
    },
    targetsOf: (name) => {
      const upstream = tables.upstreams.byKey(nameKey(name));
      return upstream === undefined ? [] : targetsByAge(upstream.id).map(targetSettings);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    list: (kind) => tables[kind].all(),
    find,
    targetsNewestFirst: (upstreamId) => targetsByAge(upstreamId).toReversed(),
    ...createWriter({ ...options, tables: () => tables, find, notify }),
    replaceAll: (entities) => {
      const next = emptyTables();
      for (const kind of KINDS) {
        for (const entity of entities[kind]) next[kind].put(entity);
      }
      tables = next;
      notify({ kind: 'everything' });
    },
  };
}

function oldestFirst(a: Entity, b: Entity): number {
  return Number(a['created_at']) - Number(b['created_at']) || (a.id < b.id ? -1 : 1);
}
