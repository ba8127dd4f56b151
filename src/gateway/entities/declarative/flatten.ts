/**
 * `flatten_errors=1`: the errors of each entity on their own, with the entity (recording 09 #16).
 * What belongs to no entity stays in `fields`. Kong's order is arbitrary; here children come first.
 */

import type { ErrorTree, FieldErrors } from '../error-tree.ts';
import { invalidDeclarativeConfig } from '../kong-errors.ts';
import type { KongError } from '../kong-errors.ts';
import type { Kind } from '../types.ts';
import { isUuid } from '../validate.ts';
import type { Item } from './model.ts';

export interface ItemErrors {
  readonly item: Item;
  readonly errors: FieldErrors | string;
}

const ORDER: readonly Kind[] = ['targets', 'routes', 'upstreams', 'services', 'plugins'];

export function flattenErrors(found: readonly ItemErrors[], rest: FieldErrors): KongError {
  const ordered = found.toSorted((a, b) => ORDER.indexOf(a.item.kind) - ORDER.indexOf(b.item.kind));
  const error = invalidDeclarativeConfig(rest);
  return { ...error, body: { ...error.body, flattened_errors: ordered.map(flatten) } };
}

function flatten({ item, errors }: ItemErrors): Record<string, unknown> {
  const { id, name, tags } = item.own;
  return {
    entity_type: item.kind.slice(0, -1),
    entity: { ...item.own, ...parentReference(item) },
    ...(typeof name === 'string' ? { entity_name: name } : {}),
    ...(typeof id === 'string' && isUuid(id) ? { entity_id: id } : {}),
    ...(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')
      ? { entity_tags: tags }
      : {}),
    errors: typeof errors === 'string' ? [entityError(errors)] : leavesOf(errors, []),
  };
}

/** A nested entity names its parent when the parent has an id of its own. */
function parentReference({ parent, parentField }: Item): Record<string, unknown> {
  const id = parent?.own['id'];
  return typeof id === 'string' && parentField !== null ? { [parentField]: { id } } : {};
}

function leavesOf(tree: ErrorTree, path: readonly string[]): readonly Record<string, unknown>[] {
  if (typeof tree === 'string') {
    return [{ type: 'field', field: path.join('.'), message: tree }];
  }
  const entries: (readonly [string, ErrorTree | null])[] = Array.isArray(tree)
    ? tree.map((error: ErrorTree | null, index) => [String(index + 1), error] as const)
    : Object.entries(tree as FieldErrors);
  return entries.flatMap(([key, error]) => {
    if (error === null) return [];
    if (key === '@entity') return messagesOf(error).map(entityError);
    return leavesOf(error, [...path, key]);
  });
}

function messagesOf(error: ErrorTree): readonly string[] {
  if (typeof error === 'string') return [error];
  return Object.values(error).filter((message) => typeof message === 'string');
}

function entityError(message: string): Record<string, unknown> {
  return { type: 'entity', message };
}
