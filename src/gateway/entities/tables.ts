/** One table per kind, and who refers to whom. */

import { FOREIGN_KEYS, referenceId, uniqueKeysOf } from './keys.ts';
import { Table } from './table.ts';
import { KINDS } from './types.ts';
import type { Entity, Kind } from './types.ts';

export type Tables = Readonly<Record<Kind, Table>>;

export function emptyTables(): Tables {
  const table = (kind: Kind, parentField?: string): Table =>
    new Table({
      keysOf: (entity) => uniqueKeysOf(kind, entity),
      ...(parentField === undefined
        ? {}
        : { parentOf: (entity) => referenceId(entity[parentField]) }),
    });
  return {
    services: table('services'),
    routes: table('routes'),
    upstreams: table('upstreams'),
    targets: table('targets', 'upstream'),
    plugins: table('plugins'),
  };
}

export interface Referrer {
  readonly kind: Kind;
  readonly entity: Entity;
  /** Goes when the entity it refers to goes. */
  readonly cascade: boolean;
}

/** Entities that refer to this one. */
export function referrersOf(tables: Tables, kind: Kind, id: string): readonly Referrer[] {
  return KINDS.flatMap((other) =>
    FOREIGN_KEYS[other]
      .filter((key) => key.kind === kind)
      .flatMap(({ field, cascade }) =>
        tables[other]
          .all()
          .filter((entity) => referenceId(entity[field]) === id)
          .map((entity) => ({ kind: other, entity, cascade })),
      ),
  );
}
