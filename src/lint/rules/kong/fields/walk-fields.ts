/** Every field of the entities of a configuration, with what the schema says of it. */

import type { Path } from '../../../../lib/path.ts';
import type { KongEntity, KongInput } from '../../../inputs/kong.ts';
import { isRecord } from '../../../inputs/kong.ts';
import { ENTITY_FIELDS } from '../../../schema/entity-fields.ts';
import type { EntityKind, FieldKind, FieldTable } from '../../../schema/entity-fields.ts';

export interface Field {
  readonly entity: EntityKind;
  readonly file: string;
  readonly path: Path;
  readonly name: string;
  readonly value: unknown;
  /** `null` = no such field. */
  readonly kind: FieldKind | null;
  /** The fields there are in its place. */
  readonly siblings: readonly string[];
}

export function* fieldsOf(input: KongInput): Generator<Field> {
  for (const { entity, items } of entitiesOf(input)) {
    const fields = ENTITY_FIELDS[entity];
    for (const { file, path, given } of items) {
      yield* walk({ entity, file, path, fields, value: given });
    }
  }
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

interface Walk {
  readonly entity: EntityKind;
  readonly file: string;
  readonly path: Path;
  readonly fields: FieldTable;
  readonly value: Readonly<Record<string, unknown>>;
}

function* walk({ fields, value, ...at }: Walk): Generator<Field> {
  for (const [name, child] of Object.entries(value)) {
    // decK's own keys, such as `_config`; Kong drops `_comment` and `_ignore`.
    if (name.startsWith('_')) continue;
    const kind = Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
    const path = [...at.path, name];
    yield { ...at, path, name, value: child, kind, siblings: Object.keys(fields) };
    if (kind?.kind === 'record' && isRecord(child)) {
      yield* walk({ ...at, path, fields: kind.fields, value: child });
    }
  }
}
