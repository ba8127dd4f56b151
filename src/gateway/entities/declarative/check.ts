/** Everything wrong with a declarative configuration: its frame, each entity, uniqueness. */

import type { FieldErrors } from '../error-tree.ts';
import { normalizeTarget } from '../host-address.ts';
import { completeInsert, violationsOf } from '../prepare.ts';
import { KINDS } from '../types.ts';
import { foreignFieldsOf, referenceOf } from './identify.ts';
import type { ItemErrors } from './flatten.ts';
import { IGNORED_KEYS } from './model.ts';
import type { Input, Item } from './model.ts';

const FORMAT_VERSIONS = ['1.1', '2.1', '3.0'];
const FRAME_KEYS: readonly string[] = ['_format_version', '_transform', ...IGNORED_KEYS, ...KINDS];

/** Stands for a reference that is resolved later. */
const SOME_ID = '00000000-0000-4000-8000-000000000000';

export function checkFrame(root: Input): FieldErrors {
  const errors: FieldErrors = {};
  for (const key of Object.keys(root)) {
    if (!FRAME_KEYS.includes(key)) errors[key] = 'unknown field';
  }
  const version = root['_format_version'];
  if (version === undefined || version === null) {
    errors['_format_version'] = 'required field missing';
  } else if (typeof version !== 'string') {
    errors['_format_version'] = 'expected a string';
  } else if (!FORMAT_VERSIONS.includes(version)) {
    errors['_format_version'] = `expected one of: ${FORMAT_VERSIONS.join(', ')}`;
  }
  const transform = root['_transform'];
  if (transform !== undefined && typeof transform !== 'boolean') {
    errors['_transform'] = 'expected a boolean';
  }
  return errors;
}

/** The entity without its references, which are known by name only so far. */
export function completeItem(item: Item): Record<string, unknown> {
  const placeholders = foreignFieldsOf(item).map(({ field }) => {
    const isGiven = referenceOf(item, field).kind !== 'none';
    return [field, isGiven ? { id: SOME_ID } : (item.own[field] ?? null)] as const;
  });
  const { target } = item.own;
  const stored = typeof target === 'string' ? normalizeTarget(target) : null;
  return completeInsert(item.kind, {
    ...item.own,
    ...Object.fromEntries(placeholders),
    ...(stored === null ? {} : { target: stored }),
  });
}

export function violatingItems(items: readonly Item[]): readonly ItemErrors[] {
  return items.flatMap((item) => {
    const errors = violationsOf(item.kind, completeItem(item));
    return Object.keys(errors).length === 0 ? [] : [{ item, errors }];
  });
}

/** Entities whose name or id another one has already. */
export function duplicateItems(
  items: readonly Item[],
  ids: ReadonlyMap<Item, string>,
): readonly ItemErrors[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const { kind, own } = item;
    const endpointKey = kind === 'plugins' ? 'instance_name' : 'name';
    const name = own[endpointKey];
    const id = ids.get(item) ?? '';
    const hasName = typeof name === 'string' && (kind !== 'plugins' || name !== '');
    const message =
      hasName && seen.has(`${kind} name ${name}`)
        ? `with ${endpointKey} set to '${name}'`
        : seen.has(`${kind} id ${id}`)
          ? `with primary key set to '${id}'`
          : null;
    if (hasName) seen.add(`${kind} name ${name}`);
    seen.add(`${kind} id ${id}`);
    if (message === null) return [];
    return [{ item, errors: `uniqueness violation: '${kind}' entity ${message} already declared` }];
  });
}
