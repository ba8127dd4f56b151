/** The entities of one kind: by id, by unique key, and in Kong's page order (by id). */

import type { KeyFields } from './kong-errors.ts';
import type { Entity } from './types.ts';

/** Unique keys of an entity: what it is looked up by, and how an error names it. */
export type KeysOf = (entity: Entity) => readonly UniqueKey[];

export interface UniqueKey {
  readonly key: string;
  readonly fields: KeyFields;
}

export interface TableOptions {
  readonly keysOf: KeysOf;
  /** Id of what an entity belongs to; lists by it do not look through the whole table. */
  readonly parentOf?: (entity: Entity) => string | null;
}

export class Table {
  readonly #keysOf: KeysOf;
  readonly #parentOf: (entity: Entity) => string | null;
  readonly #byParent = new Map<string, Map<string, Entity>>();
  readonly #byId = new Map<string, Entity>();
  readonly #idByKey = new Map<string, string>();
  /** Made when asked for, dropped by every write. */
  #ordered: readonly Entity[] | null = null;

  constructor({ keysOf, parentOf }: TableOptions) {
    this.#keysOf = keysOf;
    this.#parentOf = parentOf ?? (() => null);
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

  /** Entities that belong to a parent, in no order. */
  childrenOf(parentId: string): readonly Entity[] {
    return [...(this.#byParent.get(parentId)?.values() ?? [])];
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
    const parent = this.#parentOf(entity);
    if (parent !== null) {
      const siblings = this.#byParent.get(parent) ?? new Map<string, Entity>();
      this.#byParent.set(parent, siblings.set(entity.id, entity));
    }
    this.#ordered = null;
  }

  remove(id: string): void {
    const before = this.#byId.get(id);
    if (before === undefined) return;
    this.#byId.delete(id);
    for (const { key } of this.#keysOf(before)) this.#idByKey.delete(key);
    const parent = this.#parentOf(before) ?? '';
    const siblings = this.#byParent.get(parent);
    siblings?.delete(id);
    if (siblings?.size === 0) this.#byParent.delete(parent);
    this.#ordered = null;
  }
}
