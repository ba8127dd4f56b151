/**
 * From a request body to a whole entity: shorthands, defaults or the present entity, validation.
 * References are resolved and uniqueness is checked elsewhere (`store.ts`).
 */

import { checkConfig } from './config-checks.ts';
import { fillDefaults, mergePatch } from './defaults.ts';
import type { FieldErrors } from './error-tree.ts';
import { isRecord } from './records.ts';
import type { EntitySchema } from './schema.ts';
import { PLUGINS, schemaOfPlugin } from './schemas/plugins.ts';
import { ROUTES } from './schemas/routes.ts';
import { SERVICES } from './schemas/services.ts';
import { TARGETS } from './schemas/targets.ts';
import { UPSTREAMS } from './schemas/upstreams.ts';
import { expandShorthands } from './shorthands.ts';
import type { Entity, Kind } from './types.ts';
import { validateEntity } from './validate.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Schemas by kind; a plugin's own fields come on top (`schemaFor`). */
export const SCHEMAS: Readonly<Record<Kind, EntitySchema>> = {
  services: SERVICES,
  routes: ROUTES,
  upstreams: UPSTREAMS,
  targets: TARGETS,
  plugins: PLUGINS,
};

/** A new entity from a body that leaves things out. */
export function completeInsert(kind: Kind, body: Body): Record<string, unknown> {
  const expanded = expandShorthands(kind, body);
  return fillDefaults(schemaFor(kind, expanded).fields, expanded);
}

/** The entity that a PATCH makes of the present one. */
export function completePatch(kind: Kind, current: Entity, patch: Body): Record<string, unknown> {
  if (kind !== 'plugins') {
    const { fields } = SCHEMAS[kind];
    return fillDefaults(fields, mergePatch(fields, current, expandShorthands(kind, patch)));
  }
  const expanded = expandShorthands(kind, { name: current['name'], ...patch });
  const { fields } = schemaFor(kind, expanded);
  // The stored config shows the deprecated flat fields as well; they go before the merge.
  const before = expandShorthands(kind, current);
  return fillDefaults(fields, mergePatch(fields, before, expanded));
}

/** Everything wrong with a complete entity. */
export function violationsOf(kind: Kind, entity: Body): FieldErrors {
  if (kind !== 'plugins') return validateEntity(SCHEMAS[kind], entity);
  const schema = schemaOfPlugin(entity['name']);
  if (schema === null) return unknownPlugin(entity);
  const errors = validateEntity(schema, entity);
  const { config } = entity;
  if (schema.configCheck !== undefined && errors['config'] === undefined && isRecord(config)) {
    const wrong = checkConfig(schema.configCheck, config);
    if (wrong !== null) errors['config'] = wrong;
  }
  return errors;
}

export function schemaFor(kind: Kind, entity: Body): EntitySchema {
  return kind === 'plugins' ? (schemaOfPlugin(entity['name']) ?? PLUGINS) : SCHEMAS[kind];
}

/** Without a schema there is nothing to hold `config` and `protocols` to. */
function unknownPlugin(entity: Body): FieldErrors {
  const { config: _config, protocols: _protocols, ...rest } = entity;
  const errors = validateEntity(PLUGINS, rest);
  const { name } = entity;
  if (typeof name === 'string' && name !== '') {
    errors['name'] = `plugin '${name}' not enabled; add it to the 'plugins' configuration property`;
  }
  return errors;
}
