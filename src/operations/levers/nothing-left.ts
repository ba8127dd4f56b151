/**
 * What no lever may do, forced or not: take the last region or the last target that serves (G2). Seen
 * from the strategy, the overrides in force and where the automation stands, without any estimate.
 */

import { concerns, type Lever, type Override } from '../../model/override.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { sayOperation } from '../speech.ts';
import type { Refusal } from './refusal.ts';

export interface Standing {
  /** In force, without the one that is asked for. */
  readonly overrides: readonly Override[];
  /** By service; absent while nothing was seen of it. */
  readonly statuses: Readonly<Record<string, UpstreamStatus>>;
}

export function nothingLeft(
  service: ServiceStrategy,
  lever: Lever,
  standing: Standing,
): readonly Refusal[] {
  const overrides = standing.overrides.filter((one) => concerns(one, service.name));
  switch (lever.kind) {
    case 'evacuate':
      return withoutRegion(service, lever.region, { ...standing, overrides });
    case 'drain':
      return withoutTarget(service, lever.target, { ...standing, overrides });
    case 'pin':
      return pinnedToNothing(service, lever, { ...standing, overrides });
    case 'freeze':
      return [];
    default:
      return lever satisfies never;
  }
}

/** Whether a region of the service could be left at all. */
export function isOnlyRegion({ targets, failover }: ServiceStrategy, region: string): boolean {
  return failover.mode === 'isolate' || targets.every((target) => target.region === region);
}

function withoutRegion(
  service: ServiceStrategy,
  region: string,
  { overrides, statuses }: Standing,
): readonly Refusal[] {
  const { name, targets, failover } = service;
  if (isOnlyRegion(service, region)) {
    const isIsolated = failover.mode === 'isolate';
    const key = isIsolated ? 'cannot-leave-isolated' : 'cannot-leave-alone';
    const said = sayOperation(key, { service: name, region });
    return [{ code: 'last-region', said, isAbsolute: true }];
  }
  const others = [...new Set(targets.map((target) => target.region))].filter(
    (one) => one !== region,
  );
  const phases = statuses[name]?.regions ?? [];
  const isOut = (other: string) =>
    isEvacuatedBy(overrides, other) ||
    phases.some((one) => one.region === other && /evacuated|probing/.test(one.phase));
  if (others.some((other) => !isOut(other))) return [];
  const said = sayOperation('left-without-region', { service: name, regions: others });
  return [{ code: 'last-region', said, isAbsolute: true }];
}

function withoutTarget(
  { name, targets }: ServiceStrategy,
  target: string,
  { overrides }: Standing,
): readonly Refusal[] {
  const region = targets.find((one) => one.target === target)?.region;
  if (region === undefined) return [];
  const left = targets.filter(
    (one) => one.region === region && one.target !== target && !isDrainedBy(overrides, one.target),
  );
  if (left.length > 0) return [];
  const said = sayOperation('last-target', { target, service: name, region });
  return [{ code: 'only-target', said, isAbsolute: true }];
}

/** Shares whose targets are all held at nothing. */
function pinnedToNothing(
  { name, targets }: ServiceStrategy,
  { regionShares, targetFactors = {} }: Lever & { kind: 'pin' },
  { overrides }: Standing,
): readonly Refusal[] {
  const regions = [...new Set(targets.map(({ region }) => region))];
  const served = regions.filter((region) => (regionShares?.[region] ?? 0) > 0);
  const isOff = (target: string) =>
    (targetFactors[target] ?? 1) === 0 || isDrainedBy(overrides, target);
  const wanted = regionShares === undefined ? regions : served;
  const empty = wanted.filter((region) =>
    targets.every((one) => one.region !== region || isOff(one.target)),
  );
  return empty.map((region) => ({
    code: 'only-target',
    said: sayOperation('nobody-for-share', { service: name, region }),
    isAbsolute: true,
  }));
}

function isEvacuatedBy(overrides: readonly Override[], region: string): boolean {
  return overrides.some(({ lever }) => lever.kind === 'evacuate' && lever.region === region);
}

function isDrainedBy(overrides: readonly Override[], target: string): boolean {
  return overrides.some(
    ({ lever }) =>
      (lever.kind === 'drain' && lever.target === target) ||
      (lever.kind === 'pin' && lever.targetFactors?.[target] === 0),
  );
}
