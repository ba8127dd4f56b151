/** A Kong as a value: carries out single steps of a plan, and fills in defaults as Kong does. */

import type { ActualConfiguration, ActualEntity } from '../../src/model/actual-configuration.ts';
import type { EntityStep } from '../../src/model/kong-plan.ts';

export type FakeKong = { -readonly [Key in keyof ActualConfiguration]: ActualEntity[] };

export function emptyKong(): FakeKong {
  return { services: [], routes: [], upstreams: [], targets: [], plugins: [] };
}

let ids = 0;

/** Returns the Kong after the step; refuses what Kong refuses. */
export function afterStep(kong: FakeKong, step: EntityStep): FakeKong {
  const { action, kind } = step;
  const next = { ...kong, [kind]: [...kong[kind]] };
  const list = next[kind];
  if (action === 'create') {
    if (list.some((one) => isSame(one, step, next))) throw new Error(`409 ${step.key}`);
    list.push(created(step, next));
    return next;
  }
  const at = list.findIndex(({ id }) => id === step.id);
  const current = list[at];
  if (current === undefined) throw new Error(`404 ${step.key}`);
  if (action === 'update') {
    list[at] = merge(current, step.body) as ActualEntity;
    return next;
  }
  list.splice(at, 1);
  if (kind === 'services' && next.routes.some((route) => refers(route, 'service', current.id))) {
    throw new Error(`400 a service with routes: ${step.key}`);
  }
  // Kong deletes these along with their owner.
  next.targets = next.targets.filter((one) => !refers(one, 'upstream', current.id));
  next.plugins = next.plugins.filter(
    (one) => !refers(one, 'service', current.id) && !refers(one, 'route', current.id),
  );
  return next;
}

function created(step: EntityStep, kong: FakeKong): ActualEntity {
  ids += 1;
  const reference = (field: 'service' | 'route' | 'upstream', list: readonly ActualEntity[]) => {
    const name = step[field];
    if (name === null) return {};
    const owner = list.find((one) => one['name'] === name);
    if (owner === undefined) throw new Error(`404 the ${field} of ${step.key}`);
    return { [field]: { id: owner.id } };
  };
  return {
    ...(step.kind === 'targets' ? { weight: 100 } : {}),
    ...(step.kind === 'plugins' ? { enabled: true } : {}),
    ...step.body,
    ...reference('service', kong.services),
    ...reference('route', kong.routes),
    ...reference('upstream', kong.upstreams),
    id: `id-${ids}`,
  };
}

function isSame(one: ActualEntity, step: EntityStep, kong: FakeKong): boolean {
  if (step.kind === 'targets') {
    const upstream = kong.upstreams.find(({ name }) => name === step.upstream);
    return one['target'] === step.body['target'] && refers(one, 'upstream', upstream?.id ?? '');
  }
  return step.kind !== 'plugins' && one['name'] === step.body['name'];
}

function refers(one: ActualEntity, field: string, id: string): boolean {
  const reference = one[field];
  return typeof reference === 'object' && reference !== null && 'id' in reference
    ? reference.id === id
    : false;
}

/** As PATCH merges: records field by field, all else replaced. */
function merge(current: unknown, body: unknown): unknown {
  if (!isRecord(current) || !isRecord(body)) return body;
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(body)) merged[key] = merge(merged[key], value);
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
