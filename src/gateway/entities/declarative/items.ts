/** All entities of a declarative configuration, parents before children, each with its place. */

import { isRecord } from '../records.ts';
import { KINDS } from '../types.ts';
import type { Kind } from '../types.ts';
import { IGNORED_KEYS, NESTED } from './model.ts';
import type { Input, Item } from './model.ts';

export interface Items {
  readonly items: readonly Item[];
  /** Places where a list of records was expected. */
  readonly malformed: readonly { readonly path: Item['path']; readonly message: string }[];
}

export function itemsOf(root: Input): Items {
  const items: Item[] = [];
  const malformed: { path: Item['path']; message: string }[] = [];

  const visit = (kind: Kind, list: unknown, place: Place): void => {
    if (list === undefined || list === null) return;
    const path = [...place.path, kind];
    const elements = isRecord(list) && Object.keys(list).length === 0 ? [] : list;
    if (!Array.isArray(elements)) {
      malformed.push({ path, message: 'expected an array' });
      return;
    }
    for (const [index, input] of elements.entries()) {
      if (!isRecord(input)) {
        malformed.push({ path: [...path, index], message: 'expected a record' });
        continue;
      }
      const item: Item = {
        kind,
        input,
        own: ownFields(kind, input),
        path: [...path, index],
        parent: place.parent,
        parentField: place.parentField,
      };
      items.push(item);
      for (const child of NESTED[kind]) {
        const childPlace = { path: item.path, parent: item, parentField: child.field };
        visit(child.kind, input[child.kind], childPlace);
      }
    }
  };

  for (const kind of KINDS) visit(kind, root[kind], { path: [], parent: null, parentField: null });
  return { items, malformed };
}

type Place = Pick<Item, 'path' | 'parent' | 'parentField'>;

function ownFields(kind: Kind, input: Input): Input {
  const skipped: readonly string[] = [...IGNORED_KEYS, ...NESTED[kind].map((child) => child.kind)];
  return Object.fromEntries(Object.entries(input).filter(([key]) => !skipped.includes(key)));
}
