/**
 * A declarative configuration to entities ready for the store, or everything that is wrong with
 * it, in Kong's words: first the schema, then uniqueness and references.
 */

import type { FieldErrors } from '../error-tree.ts';
import { FOREIGN_KEYS } from '../keys.ts';
import { failed, invalidDeclarativeConfig, ok } from '../kong-errors.ts';
import type { KongError, Result } from '../kong-errors.ts';
import type { Entity, Kind } from '../types.ts';
import { shown, timeOf } from '../writer.ts';
import { checkFrame, completeItem, duplicateItems, violatingItems } from './check.ts';
import { createErrorPlaces } from './error-place.ts';
import { flattenErrors } from './flatten.ts';
import type { ItemErrors } from './flatten.ts';
import { identify, referenceOf } from './identify.ts';
import { itemsOf } from './items.ts';
import { migratePaths } from './migrate.ts';
import type { Input, Item } from './model.ts';

export interface LoadOptions {
  readonly nowMs: number;
  readonly uuid: () => string;
  /** Errors by entity instead of by place. */
  readonly flatten?: boolean;
}

export type Entities = Readonly<Record<Kind, readonly Entity[]>>;

export function loadDeclarative(root: Input, options: LoadOptions): Result<Entities> {
  const { items, malformed } = itemsOf(migratePaths(root));
  const frame = createErrorPlaces();
  for (const [key, error] of Object.entries(checkFrame(root))) frame.add([key], error);
  for (const { path, message } of malformed) frame.add(path, message);
  const violating = violatingItems(items);
  if (violating.length > 0 || Object.keys(frame.tree()).length > 0) {
    return failed(report(violating, frame.tree(), options));
  }
  const ids = identify(items, options.uuid);
  const index = indexOf(items, ids);
  const duplicates = duplicateItems(items, ids);
  const dangling = danglingReferences(items, ids, index);
  if (duplicates.length > 0 || Object.keys(dangling).length > 0) {
    return failed(report(duplicates, dangling, options));
  }
  return ok(entitiesOf(items, ids, { index, nowMs: options.nowMs }));
}

function report(found: readonly ItemErrors[], rest: FieldErrors, options: LoadOptions): KongError {
  if (options.flatten === true) return flattenErrors(found, rest);
  const places = createErrorPlaces();
  for (const [key, error] of Object.entries(rest)) places.add([key], error);
  for (const { item, errors } of found) places.add(item.path, errors);
  return invalidDeclarativeConfig(places.tree());
}

/** Ids by kind and by name or id. */
type Index = ReadonlyMap<string, string>;

function indexOf(items: readonly Item[], ids: ReadonlyMap<Item, string>): Index {
  const index = new Map<string, string>();
  for (const item of items) {
    const id = ids.get(item) ?? '';
    const { name } = item.own;
    index.set(`${item.kind} ${id}`, id);
    if (typeof name === 'string') index.set(`${item.kind} ${name}`, id);
  }
  return index;
}

/** References to what the file does not have, by the key of the entity that has them. */
function danglingReferences(
  items: readonly Item[],
  ids: ReadonlyMap<Item, string>,
  index: Index,
): FieldErrors {
  const errors: Record<string, Record<string, string[]>> = {};
  for (const item of items) {
    for (const { field, kind } of FOREIGN_KEYS[item.kind]) {
      const reference = referenceOf(item, field);
      if (reference.kind !== 'key' || index.has(`${kind} ${reference.key}`)) continue;
      const { name } = item.own;
      const hasUniqueName = typeof name === 'string' && item.kind !== 'plugins';
      const at = hasUniqueName ? name : (ids.get(item) ?? '');
      const message = `invalid reference '${field}: ${reference.key}' (no such entry in '${kind}')`;
      const ofKind = (errors[item.kind] ??= {});
      (ofKind[at] ??= []).push(message);
    }
  }
  return errors;
}

function entitiesOf(
  items: readonly Item[],
  ids: ReadonlyMap<Item, string>,
  { index, nowMs }: { readonly index: Index; readonly nowMs: number },
): Entities {
  const entities: Record<Kind, Entity[]> = {
    services: [],
    routes: [],
    upstreams: [],
    targets: [],
    plugins: [],
  };
  for (const item of items) {
    const { kind } = item;
    const references = FOREIGN_KEYS[kind].map((foreign) => {
      const reference = referenceOf(item, foreign.field);
      if (reference.kind === 'none') return [foreign.field, null] as const;
      const id =
        reference.kind === 'parent'
          ? ids.get(reference.parent)
          : index.get(`${foreign.kind} ${reference.key}`);
      return [foreign.field, { id }] as const;
    });
    const now = timeOf(kind, nowMs);
    const entity = {
      ...completeItem(item),
      ...Object.fromEntries(references),
      id: ids.get(item),
      created_at: item.own['created_at'] ?? now,
      updated_at: item.own['updated_at'] ?? now,
    };
    entities[kind].push(shown(kind, entity));
  }
  return entities;
}
