/** What a plan is made from, and which entities are Ballast's to change. */

import type { ActualConfiguration } from '../model/actual-configuration.ts';
import type { DeclarativeInput } from '../model/flatten-declarative.ts';
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
  /** Why an upstream's weights are not to be written; `null` when they are. */
  readonly steeredBy: (upstream: string) => string | null;
  /** Only entities of these upstreams and services; `null` = all. */
  readonly only: ReadonlySet<string> | null;
  /** Somebody else's entities that are taken over, by name. */
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

/** What belongs to an upstream or service of ours is ours, whatever its own tags. */
export function isOwned(
  entity: FoundEntity,
  {
    input,
    byKey,
  }: {
    readonly input: Pick<KongPlanInput, 'ownTags'>;
    readonly byKey: ReadonlyMap<string, FoundEntity>;
  },
): boolean {
  if (entity.tags.some((tag) => input.ownTags.includes(tag))) return true;
  const parents = [
    entity.upstream === null ? null : `upstreams/${entity.upstream}`,
    entity.route === null ? null : `routes/${entity.route}`,
    entity.service === null ? null : `services/${entity.service}`,
  ];
  const parent = parents.find((key) => key !== null);
  const owner = parent === undefined ? undefined : byKey.get(parent);
  return owner !== undefined && isOwned(owner, { input, byKey });
}
