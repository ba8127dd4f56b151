/** What a plan is made from, and which entities are Ballast's to change. */

import type { ActualConfiguration } from '../model/actual-configuration.ts';
import type { DeclarativeInput } from '../model/flatten-declarative.ts';
import { strategyOfTags } from '../model/tags.ts';
import type { FoundEntity, PlanEntity } from './entities.ts';
import type { Schema } from './schema.ts';

export interface KongPlanInput {
  readonly gateway: string;
  readonly wanted: DeclarativeInput;
  readonly actual: ActualConfiguration;
  /** By `upstreams`, `targets`, … and `plugins/NAME`; one that is missing fills in no defaults. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Entities with one of these tags are Ballast's to change and delete. */
  readonly ownTags: readonly string[];
  /** Name of the strategy: what carries the tag of another one is that one's. */
  readonly strategy: string;
  /** Why an upstream's weights are not to be written; `null` when they are. */
  readonly steeredBy: (upstream: string) => string | null;
  /** Only entities of these upstreams and services; `null` = all. */
  readonly only: ReadonlySet<string> | null;
  /** Somebody else's entities that are taken over, by name; of a strategy: all that is its. */
  readonly adopt: ReadonlySet<string>;
  readonly deletes: boolean;
}

export function isIncluded(
  { kind, name, upstream, service, route }: PlanEntity,
  { only }: Pick<KongPlanInput, 'only'>,
): boolean {
  if (only === null) return true;
  const owner =
    kind === 'targets' ? upstream : kind === 'plugins' ? (service ?? route) : (service ?? name);
  return only.has(owner ?? name) || (kind !== 'plugins' && only.has(name));
}

interface World {
  readonly input: Pick<KongPlanInput, 'ownTags' | 'strategy' | 'adopt'>;
  readonly byKey: ReadonlyMap<string, FoundEntity>;
}

/** What belongs to an upstream or service of ours is ours, whatever its own tags. */
export function isOwned(entity: FoundEntity, world: World): boolean {
  const { ownTags, strategy, adopt } = world.input;
  if (!lineOf(entity, world).some(({ tags }) => tags.some((tag) => ownTags.includes(tag)))) {
    return false;
  }
  const owner = strategyOf(entity, world);
  return owner === null || owner === strategy || adopt.has(owner);
}

/** Taken over by its name, or with what it belongs to. */
export function isAdopted(entity: FoundEntity, world: World): boolean {
  return lineOf(entity, world).some(({ name }) => world.input.adopt.has(name));
}

/** Key of what it belongs to; `null` for what stands by itself. */
export function parentKeyOf({ upstream, route, service }: PlanEntity): string | null {
  if (upstream !== null) return `upstreams/${upstream}`;
  if (route !== null) return `routes/${route}`;
  return service === null ? null : `services/${service}`;
}

/** The strategy that it is of, by its own tag or that of what it belongs to. */
export function strategyOf(entity: FoundEntity, world: Pick<World, 'byKey'>): string | null {
  for (const { tags } of lineOf(entity, world)) {
    const strategy = strategyOfTags(tags);
    if (strategy !== null) return strategy;
  }
  return null;
}

/** An entity, then what it belongs to, and so on. */
function lineOf(entity: FoundEntity, { byKey }: Pick<World, 'byKey'>): readonly FoundEntity[] {
  const parent = byKey.get(parentKeyOf(entity) ?? '');
  return parent === undefined ? [entity] : [entity, ...lineOf(parent, { byKey })];
}
