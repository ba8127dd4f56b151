/** Entities as the runtime works with them: typed, and without the `null`s that Kong can store. */

import { withoutNulls } from './defaults.ts';
import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import { UPSTREAMS } from './schemas/upstreams.ts';
import type { Entity } from './types.ts';

/** Kong's default weight. A stored `null` cannot come up with a database, but DB-less it can. */
const DEFAULT_WEIGHT = 100;

export function upstreamSettings(entity: Entity): KongUpstreamSettings {
  // The schema has the same fields as the type and the entity has passed it.
  return withoutNulls(UPSTREAMS.fields, entity) as unknown as KongUpstreamSettings;
}

export function targetSettings(entity: Entity): KongTargetSettings {
  const { target, weight } = entity;
  return {
    target: String(target),
    weight: typeof weight === 'number' ? weight : DEFAULT_WEIGHT,
  };
}
