/** Foreign fields of an entity: names resolved to ids, and whether what they name exists. */

import type { FieldErrors } from './error-tree.ts';
import { FOREIGN_KEYS, nameKey, referenceId } from './keys.ts';
import { failed, missingReference, ok, unresolvedReference } from './kong-errors.ts';
import type { KongError, Result } from './kong-errors.ts';
import type { Body } from './prepare.ts';
import { isRecord } from './records.ts';
import type { Tables } from './tables.ts';
import type { Kind } from './types.ts';
import { isUuid } from './validate.ts';

/** The body with `{ name }` references turned into `{ id }` (recording 07 #17). */
export function resolveNames(tables: Tables, kind: Kind, body: Body): Result<Body> {
  const resolved: Record<string, unknown> = { ...body };
  for (const { field, kind: other } of FOREIGN_KEYS[kind]) {
    const value = body[field];
    if (!isRecord(value) || typeof value['name'] !== 'string' || 'id' in value) continue;
    const { name } = value;
    const found =
      other === 'certificates' || other === 'consumers'
        ? undefined
        : tables[other].byKey(nameKey(name));
    if (found === undefined) return failed(unresolvedReference(field, name, other));
    resolved[field] = { id: found.id };
  }
  return ok(resolved);
}

/** Foreign ids that are no UUIDs, as schema violations. */
export function malformedReferences(kind: Kind, entity: Body): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field } of FOREIGN_KEYS[kind]) {
    const id = referenceId(entity[field]);
    if (id !== null && !isUuid(id)) errors[field] = { id: 'expected a valid UUID' };
  }
  return errors;
}

/** The first reference to something that does not exist. */
export function brokenReference(tables: Tables, kind: Kind, entity: Body): KongError | null {
  for (const { field, kind: other } of FOREIGN_KEYS[kind]) {
    const id = referenceId(entity[field]);
    if (id === null) continue;
    const exists =
      other !== 'certificates' && other !== 'consumers' && tables[other].get(id) !== undefined;
    if (!exists) return missingReference(field, id, other);
  }
  return null;
}
