/**
 * Ids and references of declarative entities. An entity without an id gets one made from its name
 * (targets and plugins: from what makes them unique), so it is the same after every reload;
 * a nameless service or route gets a random one, as in Kong.
 */

import { compositeKey, declarativeId } from '../ids.ts';
import { FOREIGN_KEYS } from '../keys.ts';
import { isRecord } from '../records.ts';
import type { Item } from './model.ts';

/** Ids by item; parents come before their children. */
export function identify(items: readonly Item[], uuid: () => string): ReadonlyMap<Item, string> {
  const ids = new Map<Item, string>();
  for (const item of items) ids.set(item, idOf(item, ids, uuid));
  return ids;
}

/** What a foreign field of an item says: a parent, a name or id, or nothing. */
export type ReferenceText =
  | { readonly kind: 'none' }
  | { readonly kind: 'parent'; readonly parent: Item }
  | { readonly kind: 'key'; readonly key: string };

export function referenceOf(item: Item, field: string): ReferenceText {
  const value = item.own[field];
  if (typeof value === 'string') return { kind: 'key', key: value };
  if (isRecord(value) && typeof value['id'] === 'string') return { kind: 'key', key: value['id'] };
  if (item.parent !== null && item.parentField === field) {
    return { kind: 'parent', parent: item.parent };
  }
  return { kind: 'none' };
}

function idOf(item: Item, ids: ReadonlyMap<Item, string>, uuid: () => string): string {
  const { kind, own } = item;
  const { id, name } = own;
  if (typeof id === 'string') return id;
  const part = (field: string): string => {
    const reference = referenceOf(item, field);
    if (reference.kind === 'none') return '';
    return reference.kind === 'key' ? reference.key : (ids.get(reference.parent) ?? '');
  };
  switch (kind) {
    case 'services':
    case 'routes':
    case 'upstreams':
      return typeof name === 'string' ? declarativeId(kind, name) : uuid();
    case 'targets':
      return declarativeId(kind, compositeKey(kind, [part('upstream'), textOf(own['target'])]));
    case 'plugins': {
      const scopes = ['route', 'service', 'consumer'].map(part);
      return declarativeId(kind, compositeKey(kind, [textOf(name), ...scopes]));
    }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The fields of an item that can refer to others. */
export function foreignFieldsOf(item: Item): (typeof FOREIGN_KEYS)[Item['kind']] {
  return FOREIGN_KEYS[item.kind];
}
