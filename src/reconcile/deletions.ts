/**
 * What of Ballast's is no longer wanted. An upstream that a service still names stays, or its
 * requests would be lost; so does a service with somebody else's route. What Kong deletes along with
 * its owner (targets of an upstream, plugins of a route) has no step of its own.
 */

import type { EntityStep, KeptEntity } from '../model/kong-plan.ts';
import type { FoundEntity, PlanEntity } from './entities.ts';
import { DELETE_PHASE } from './phases.ts';
import { isAdopted, isIncluded, isOwned, type KongPlanInput, strategyOf } from './plan-input.ts';

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
  const bodies = new Map(steps.map(({ key, body }) => [key, body]));
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  const unwanted = found.filter(
    (entity) =>
      !wantedKeys.has(entity.key) &&
      isIncluded(entity, input) &&
      entity.tags.some((tag) => input.ownTags.includes(tag)) &&
      isOwned(entity, { input, byKey }),
  );
  const isTold = (entity: FoundEntity) =>
    strategyOf(entity, { byKey }) !== null || isAdopted(entity, { input, byKey });
  const surplus = unwanted.filter(isTold);
  const kept = new Map<string, KeptEntity>();
  for (const { key, name, kind } of unwanted.filter((entity) => !isTold(entity))) {
    if (kind !== 'services' && kind !== 'upstreams') continue;
    const reason = `no tag says which strategy it is of; --adopt ${name} lets it be deleted`;
    kept.set(key, { key, reason });
  }
  const going = new Set(surplus.map(({ key }) => key));
  const routesOf = grouped(found, ({ kind, service }) => (kind === 'routes' ? service : null));
  const users = grouped(found, ({ kind, key, fields }) => {
    const host = bodies.get(key)?.['host'] ?? fields['host'];
    return kind === 'services' && typeof host === 'string' ? host : null;
  });
  // Whoever stays may keep others: routes keep services, services keep upstreams.
  for (const kind of ['services', 'upstreams'] as const) {
    for (const entity of surplus.filter((one) => one.kind === kind)) {
      const reason = reasonToKeep(entity, { users, routesOf, going });
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
  for (const [upstream, gone] of grouped(surplus, ({ kind, key, upstream: of }) =>
    kind === 'targets' && going.has(key) ? of : null,
  )) {
    if (going.has(`upstreams/${upstream}`) || weightLeft(upstream, { found, going, steps }) > 0) {
      continue;
    }
    for (const { key } of gone) {
      going.delete(key);
      kept.set(key, { key, reason: 'no other target of its upstream has weight' });
    }
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

type Groups = ReadonlyMap<string, readonly FoundEntity[]>;

function grouped(
  entities: readonly FoundEntity[],
  groupOf: (entity: FoundEntity) => string | null,
): Groups {
  const groups = new Map<string, FoundEntity[]>();
  for (const entity of entities) {
    const name = groupOf(entity);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entity]);
    else group.push(entity);
  }
  return groups;
}

function reasonToKeep(
  { kind, name }: FoundEntity,
  world: { readonly users: Groups; readonly routesOf: Groups; readonly going: ReadonlySet<string> },
): string | null {
  const { users, routesOf, going } = world;
  const staying = (list: readonly FoundEntity[] = []) => list.find(({ key }) => !going.has(key));
  if (kind === 'services') {
    const route = staying(routesOf.get(name));
    return route === undefined ? null : `it has a route of somebody else: ${route.name}`;
  }
  const user = staying(users.get(name));
  return user === undefined
    ? null
    : `the service ${user.name} still names it: let decK move it (deck gateway sync base.yaml), then apply again`;
}

/** Weight in an upstream after all steps; without any, nothing is taken away (G2). */
function weightLeft(
  upstream: string,
  {
    found,
    going,
    steps,
  }: Pick<DeletionInput, 'found' | 'steps'> & { readonly going: ReadonlySet<string> },
): number {
  const written = new Map(
    steps.filter((step) => step.upstream === upstream).map(({ key, body }) => [key, body]),
  );
  const staying = found.filter((one) => one.upstream === upstream && !going.has(one.key));
  const known = new Set(staying.map(({ key }) => key));
  const weights = [
    ...staying.map(({ key, fields }) => written.get(key)?.['weight'] ?? fields['weight']),
    ...[...written].flatMap(([key, body]) => (known.has(key) ? [] : [body['weight'] ?? 100])),
  ];
  return weights.reduce((sum: number, weight) => sum + Number(weight), 0);
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
