/**
 * Wanted against actual configuration of one gateway → a plan as a value. Pure.
 *
 * Invariants:
 * - Only what this strategy owns (by tags) is changed or deleted; somebody else's entity under a wanted
 *   name, another strategy's too, is a refusal, and so is the whole plan then.
 * - After any prefix of the steps, an upstream that could serve before and can serve in the end can
 *   serve (G2): weights are raised before others are lowered, and nothing is deleted before that.
 * - Weights of an upstream that a running Ballast steers are not in it.
 * - Carried out, it leads to a Kong for which the next plan is empty.
 */

import type {
  EntityStep,
  KeptEntity,
  KongPlan,
  PlanPhase,
  PlanRefusal,
} from '../model/kong-plan.ts';
import { UPSTREAMS_TAG } from '../model/tags.ts';
import { compareFields } from './compare.ts';
import { planDeletions } from './deletions.ts';
import { type FoundEntity, foundEntities, type PlanEntity, wantedEntities } from './entities.ts';
import { phaseRank } from './phases.ts';
import {
  isAdopted,
  isIncluded,
  isOwned,
  type KongPlanInput,
  parentKeyOf,
  strategyOf,
} from './plan-input.ts';
import { settleSteps } from './settle.ts';

export function planKong(input: KongPlanInput): KongPlan {
  const found = foundEntities(input.actual);
  const wanted = wantedEntities(input.wanted);
  const byKey = new Map(found.map((entity) => [entity.key, entity]));
  const steps: EntityStep[] = [];
  const refusals: PlanRefusal[] = [];
  const refused = new Set<string>();
  const kept = new Map<string, KeptEntity>();
  let unchanged = 0;
  for (const entity of wanted.filter((one) => isIncluded(one, input))) {
    const current = byKey.get(entity.key);
    if (current === undefined) {
      steps.push(creation(entity, { input, byKey }));
      continue;
    }
    if (isShared(entity, current, { input, byKey })) {
      unchanged += 1;
      continue;
    }
    const refusal = refusalOf(current, { input, byKey });
    if (refusal !== null) {
      // What belongs to something refused goes without saying.
      if (!refused.has(parentKeyOf(current) ?? '')) refusals.push(refusal);
      refused.add(current.key);
      continue;
    }
    const steered = entity.kind === 'targets' ? input.steeredBy(entity.upstream ?? '') : null;
    const step = update(entity, current, { input, keepsWeight: steered !== null });
    if (steered !== null && weightOf(entity) !== weightOf(current)) {
      const key = `upstreams/${entity.upstream ?? ''}`;
      kept.set(key, { key, reason: `its weights stay as they are: ${steered}` });
    }
    if (step === null) unchanged += 1;
    else steps.push(step);
  }
  if (input.deletes) {
    const deletions = planDeletions({ found, wanted, steps, input });
    steps.push(...deletions.steps);
    for (const one of deletions.kept) kept.set(one.key, one);
  }
  return {
    gateway: input.gateway,
    steps: inOrder([...steps, ...settleSteps(steps)]),
    refusals,
    kept: [...kept.values()],
    unchanged,
  };
}

/** A plugin for all of Kong can only be there once: another strategy's does as well when it is alike. */
function isShared(
  entity: PlanEntity,
  current: FoundEntity,
  world: { readonly input: KongPlanInput; readonly byKey: ReadonlyMap<string, FoundEntity> },
): boolean {
  const { kind, service, route } = entity;
  if (kind !== 'plugins' || service !== null || route !== null) return false;
  const owner = strategyOf(current, world);
  if (owner === null || isOwned(current, world)) return false;
  const { tags: _tags, ...fields } = entity.fields;
  return update({ ...entity, fields }, current, { ...world, keepsWeight: false }) === null;
}

function refusalOf(
  current: FoundEntity,
  world: { readonly input: KongPlanInput; readonly byKey: ReadonlyMap<string, FoundEntity> },
): PlanRefusal | null {
  const { input } = world;
  if (isOwned(current, world) || isAdopted(current, world)) return null;
  const other = strategyOf(current, world);
  if (other !== null && other !== input.strategy) {
    return {
      key: current.key,
      reason: `belongs to the strategy ${other}`,
      fix: `Rename the service in one of the two, or take it over with --adopt ${current.name}; after a change of the strategy's name with --adopt ${other}.`,
    };
  }
  const tags = current.tags.length === 0 ? 'no tags' : `the tags ${current.tags.join(', ')}`;
  return {
    key: current.key,
    reason: `is somebody else's: it has ${tags}; ours carry ${input.ownTags.join(' or ')}`,
    fix: `Rename the service in the strategy, or take it over with --adopt ${current.name}.`,
  };
}

function creation(
  entity: PlanEntity,
  {
    input,
    byKey,
  }: { readonly input: KongPlanInput; readonly byKey: ReadonlyMap<string, FoundEntity> },
): EntityStep {
  const isInUse = byKey.has(`upstreams/${entity.upstream ?? ''}`);
  const isSteered =
    entity.kind === 'targets' && isInUse && input.steeredBy(entity.upstream ?? '') !== null;
  // Its region may be evacuated: the Ballast that steers the upstream gives it its weight.
  const body = isSteered ? { ...entity.fields, weight: 0 } : entity.fields;
  return {
    action: 'create',
    phase: phaseOf(entity, { isNew: true, isInUse, isLowered: false }),
    kind: entity.kind,
    key: entity.key,
    id: null,
    upstream: entity.upstream,
    service: entity.service,
    route: entity.route,
    body,
    changes: Object.entries(body).map(([field, to]) => ({ field, from: undefined, to })),
  };
}

function update(
  entity: PlanEntity,
  current: FoundEntity,
  { input, keepsWeight }: { readonly input: KongPlanInput; readonly keepsWeight: boolean },
): EntityStep | null {
  const schemaName = entity.kind === 'plugins' ? `plugins/${entity.name}` : entity.kind;
  const schema = input.schemas.get(schemaName) ?? new Map();
  // Identity, not content: letter case and spelling of an address are Kong's.
  const { target: _target, weight, ...rest } = entity.fields;
  const named =
    entity.kind === 'targets' ? { ...rest, target: current.fields['target'] } : entity.fields;
  const kept = keepsWeight ? current.fields['weight'] : weight;
  const wanted =
    entity.kind === 'targets' && kept !== undefined ? { ...named, weight: kept } : named;
  // A plugin's schema does not tell that plugins are enabled by default.
  const enabled = entity.kind === 'plugins' ? { enabled: true } : {};
  const found = compareFields(current.fields, { ...enabled, ...wanted }, schema);
  if (found === null) return null;
  const isLowered = found.changes.some(
    ({ field, from, to }) => (field === 'weight' || field === 'slots') && Number(to) < Number(from),
  );
  return {
    action: 'update',
    phase: phaseOf(entity, { isNew: false, isInUse: true, isLowered }),
    kind: entity.kind,
    key: entity.key,
    id: current.id,
    upstream: entity.upstream,
    service: entity.service,
    route: entity.route,
    body: found.body,
    changes: found.changes,
  };
}

function phaseOf(
  { kind, tags, route }: PlanEntity,
  is: { readonly isNew: boolean; readonly isInUse: boolean; readonly isLowered: boolean },
): PlanPhase {
  const isLoopback = tags.includes(UPSTREAMS_TAG);
  switch (kind) {
    case 'upstreams':
      if (is.isNew) return 'new-upstreams';
      return is.isLowered ? 'shrink-upstreams' : 'upstreams';
    case 'targets':
      if (!is.isInUse) return 'new-targets';
      return is.isLowered ? 'lower-targets' : 'raise-targets';
    case 'services':
      return isLoopback ? 'loopback-services' : 'services';
    case 'routes':
      return isLoopback ? 'loopback-routes' : 'routes';
    case 'plugins':
      if (route !== null) return isLoopback ? 'loopback-route-plugins' : 'route-plugins';
      return isLoopback ? 'loopback-plugins' : 'plugins';
    default:
      return kind satisfies never;
  }
}

function inOrder<T extends { readonly phase: PlanPhase }>(steps: readonly T[]): readonly T[] {
  return steps.toSorted((left, right) => phaseRank(left.phase) - phaseRank(right.phase));
}

function weightOf({ fields }: PlanEntity): unknown {
  return fields['weight'];
}
