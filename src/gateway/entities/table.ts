/** The entities of one kind: by id, by unique key, and in Kong's page order (by id). */

import type { KeyFields } from './kong-errors.ts';
import type { Entity } from './types.ts';

/** Unique keys of an entity: what it is looked up by, and how an error names it. */
export type KeysOf = (entity: Entity) => readonly UniqueKey[];

export interface UniqueKey {
  readonly key: string;
  readonly fields: KeyFields;
}

export class Table {
  readonly #keysOf: KeysOf;
  readonly #byId = new Map<string, Entity>();
  readonly #idByKey = new Map<string, string>();
  /** Made when asked for, dropped by every write. */
  #ordered: readonly Entity[] | null = null;

  constructor(keysOf: KeysOf) {
    this.#keysOf = keysOf;
  }

  get(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  byKey(key: string): Entity | undefined {
    const id = this.#idByKey.get(key);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** All entities, ordered by id. */
  all(): readonly Entity[] {
    this.#ordered ??= [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.#ordered;
  }

  /** The unique key that another entity already has, if any. */
  clash(entity: Entity): UniqueKey | null {
    const taken = this.#keysOf(entity).find(({ key }) => {
      const owner = this.#idByKey.get(key);
      return owner !== undefined && owner !== entity.id;
    });
    return taken ?? null;
  }

  /** Adds an entity or replaces the one with its id. */
  put(entity: Entity): void {
    this.remove(entity.id);
    this.#byId.set(entity.id, entity);
    for (const { key } of this.#keysOf(entity)) this.#idByKey.set(key, entity.id);
    this.#ordered = null;
  }

  remove(id: string): void {
    const before = this.#byId.get(id);
    if (before === undefined) return;
    this.#byId.delete(id);
    for (const { key } of this.#keysOf(before)) this.#idByKey.delete(key);
    this.#ordered = null;
  }
}
