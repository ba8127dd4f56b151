/** `GET /config`: the present entities as YAML, every default written out, references by id. */

import { stringify } from 'yaml';

import { FOREIGN_KEYS, referenceId } from '../keys.ts';
import type { EntityStore } from '../store.ts';
import { KINDS } from '../types.ts';
import type { Entity, Kind } from '../types.ts';

export function dumpConfig(store: EntityStore): string {
  const root: Record<string, unknown> = { _transform: false, _format_version: '3.0' };
  for (const kind of KINDS) {
    const entities = store.list(kind);
    if (entities.length > 0)
      root[kind] = entities.map((entity) => withPlainReferences(kind, entity));
  }
  return stringify(root, {
    nullStr: '~',
    singleQuote: true,
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}

function withPlainReferences(kind: Kind, entity: Entity): Record<string, unknown> {
  const references = FOREIGN_KEYS[kind].map(({ field }) => [field, referenceId(entity[field])]);
  return { ...entity, ...(Object.fromEntries(references) as Record<string, unknown>) };
}
