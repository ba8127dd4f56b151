/**
 * What of Ballast's is no longer wanted. An upstream that a service still names stays, or its
 * requests would be lost; so does a service with somebody else's route. What Kong deletes along with
 * its owner (targets of an upstream, plugins of a route) has no step of its own.
 */

import type { EntityStep, KeptEntity } from '../model/kong-plan.ts';
import type { FoundEntity, PlanEntity } from './entities.ts';
import { DELETE_PHASE } from './phases.ts';
import { isIncluded, isOwned, type KongPlanInput } from './plan-input.ts';

interface DeletionInput {
  readonly found: readonly FoundEntity[];
  readonly wanted: readonly PlanEntity[];
  /** Steps planned already. */
  readonly steps: readonly EntityStep[];
  readonly input: KongPlanInput;
}

export function planDeletions({ found, wanted, steps, input }: DeletionInput): {
  readonly steps: readonly EntityStep[];
  readonly kept: readonly KeptEntity[];
} {
  const byKey = new Map(found.map((entity) => [entity.key, entity]));
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  const surplus = found.filter(
    (entity) =>
      !wantedKeys.has(entity.key) &&
      isIncluded(entity, input) &&
      entity.tags.some((tag) => input.ownTags.includes(tag)) &&
      isOwned(entity, { input, byKey }),
  );
  const kept = new Map<string, KeptEntity>();
  const going = new Set(surplus.map(({ key }) => key));
  // Whoever stays may keep others: routes keep services, services keep upstreams.
  for (const kind of ['services', 'upstreams'] as const) {
    for (const entity of surplus.filter((one) => one.kind === kind)) {
      const reason = reasonToKeep(entity, { found, going, steps });
      if (reason === null) continue;
      going.delete(entity.key);
      kept.set(entity.key, { key: entity.key, reason });
    }
  }
  for (const entity of surplus.filter(({ key }) => going.has(key))) {
    const user = [...kept.values()].find(({ key }) => isBehind(entity, key));
    if (user === undefined) continue;
    going.delete(entity.key);
    kept.set(entity.key, { key: entity.key, reason: `${user.key} stays and leads to it` });
  }
  for (const entity of surplus.filter(({ kind, key }) => kind === 'targets' && going.has(key))) {
    const reason = lastWeight(entity, { found, going, steps });
    if (reason === null || going.has(`upstreams/${entity.upstream ?? ''}`)) continue;
    going.delete(entity.key);
    kept.set(entity.key, { key: entity.key, reason });
  }
  const deleted = surplus
    .filter(({ key }) => going.has(key))
    .filter((one) => !goesAlong(one, going));
  return { steps: deleted.map(deletion), kept: [...kept.values()] };
}

/** Targets of an upstream that stays, and what requests of an outer upstream pass through after it. */
function isBehind({ kind, name, upstream, service, route }: FoundEntity, kept: string): boolean {
  if (!kept.startsWith('upstreams/')) return false;
  const stays = kept.slice('upstreams/'.length);
  if (kind === 'targets' && upstream === stays) return true;
  const owner = upstream ?? service ?? route ?? name;
  // Names are those of `src/model/layout.ts` and `src/generate/loopback-services.ts`.
  if (owner.startsWith('ballast-')) return true;
  return stays.endsWith('-outer') && owner.startsWith(`${stays.slice(0, -'-outer'.length)}.`);
}

interface World {
  readonly found: readonly FoundEntity[];
  readonly going: ReadonlySet<string>;
  readonly steps: readonly EntityStep[];
}

function reasonToKeep(entity: FoundEntity, { found, going, steps }: World): string | null {
  if (entity.kind === 'services') {
    const route = found.find(
      (one) => one.kind === 'routes' && one.service === entity.name && !going.has(one.key),
    );
    return route === undefined ? null : `it has a route of somebody else: ${route.name}`;
  }
  const user = found.find((one) => {
    if (one.kind !== 'services' || going.has(one.key)) return false;
    const moved = steps.find((step) => step.key === one.key)?.body['host'];
    return (moved ?? one.fields['host']) === entity.name;
  });
  return user === undefined
    ? null
    : `the service ${user.name} still names it: let decK move it (deck gateway sync base.yaml), then apply again`;
}

/** A target that alone has weight is not taken away (G2); happens where weights are kept. */
function lastWeight(entity: FoundEntity, { found, going, steps }: World): string | null {
  const left = found.filter(
    (one) => one.kind === 'targets' && one.upstream === entity.upstream && !going.has(one.key),
  );
  const weight = (one: FoundEntity) =>
    Number(steps.find(({ key }) => key === one.key)?.body['weight'] ?? one.fields['weight'] ?? 0);
  const created = steps.filter(
    ({ action, kind, upstream }) =>
      action === 'create' && kind === 'targets' && upstream === entity.upstream,
  );
  const total =
    left.reduce((sum, one) => sum + weight(one), 0) +
    created.reduce((sum, { body }) => sum + Number(body['weight'] ?? 100), 0);
  return total > 0 ? null : 'no other target of its upstream has weight';
}

function goesAlong({ kind, upstream, service, route }: FoundEntity, going: ReadonlySet<string>) {
  if (kind === 'targets') return going.has(`upstreams/${upstream ?? ''}`);
  if (kind !== 'plugins') return false;
  return going.has(`routes/${route ?? ''}`) || going.has(`services/${service ?? ''}`);
}

function deletion({ kind, key, id, upstream, service, route, fields }: FoundEntity): EntityStep {
  const weight = fields['weight'];
  return {
    action: 'delete',
    phase: DELETE_PHASE[kind],
    kind,
    key,
    id,
    upstream,
    service,
    route,
    body: {},
    changes: weight === undefined ? [] : [{ field: 'weight', from: weight, to: undefined }],
  };
}
