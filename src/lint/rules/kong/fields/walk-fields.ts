/** Every field of the entities of a configuration, with what the schema says of it. */

import type { Path } from '../../../../lib/path.ts';
import type { KongEntity, KongInput } from '../../../inputs/kong.ts';
import { isRecord } from '../../../inputs/kong.ts';
import { ENTITY_FIELDS } from '../../../schema/entity-fields.ts';
import type { EntityKind, FieldKind, FieldTable } from '../../../schema/entity-fields.ts';

export interface Field {
  readonly entity: EntityKind;
  readonly file: string;
  /** Of what holds it. */
  readonly parent: Path;
  readonly name: string;
  readonly value: unknown;
  /** `null` = no such field. */
  readonly kind: FieldKind | null;
  /** What may stand in its place. */
  readonly fields: FieldTable;
}

/** Large files have a quarter of a million fields, so nothing is made for each that few need. */
export function* fieldsOf(input: KongInput): Generator<Field> {
  for (const { entity, items } of entitiesOf(input)) {
    const fields = ENTITY_FIELDS[entity];
    for (const { file, path, given } of items) {
      const found: Field[] = [];
      walk(given, { entity, file, parent: path, fields }, found);
      yield* found;
    }
  }
}

export function pathOf({ parent, name }: Field): Path {
  return [...parent, name];
}

function entitiesOf(input: KongInput): { entity: EntityKind; items: readonly KongEntity[] }[] {
  return [
    { entity: 'upstream', items: input.upstreams },
    { entity: 'target', items: input.upstreams.flatMap(({ targets }) => targets) },
    { entity: 'service', items: input.services },
    { entity: 'route', items: input.routes },
    { entity: 'plugin', items: input.plugins },
  ];
}

function walk(
  value: Readonly<Record<string, unknown>>,
  at: Pick<Field, 'entity' | 'file' | 'parent' | 'fields'>,
  found: Field[],
): void {
  const { entity, file, parent, fields } = at;
  for (const name of Object.keys(value)) {
    // decK's own keys, such as `_config`; Kong drops `_comment` and `_ignore`.
    if (name.startsWith('_')) continue;
    const child = value[name];
    const kind = Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
    found.push({ entity, file, parent, name, value: child, kind, fields });
    if (kind?.kind === 'record' && isRecord(child)) {
      walk(child, { entity, file, parent: [...parent, name], fields: kind.fields }, found);
    }
  }
}
