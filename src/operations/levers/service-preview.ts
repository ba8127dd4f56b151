/** Two states of the law, before a lever and after it, as what a person wants to know of a service. */

import type { DecideState } from '../../decide/state.ts';
import { layoutAt, type Policy } from '../../decide/policy.ts';
import { TUNING } from '../../decide/tuning.ts';
import { planWeights } from '../../controller/plan.ts';
import { baselineOf } from '../../model/layout.ts';
import type { Weights } from '../../model/control.ts';
import type { RegionStatus, ShareStatus, UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { ServicePreview } from '../contract.ts';

/** What Kong was last given, by gateway, then upstream. */
export type AppliedWeights = Readonly<Record<string, Readonly<Record<string, Weights>>>>;

export interface ServicePreviewInput {
  readonly service: ServiceStrategy;
  readonly policy: Policy;
  readonly before: UpstreamStatus;
  readonly after: UpstreamStatus;
  readonly applied: AppliedWeights;
  readonly desired: DecideState['desired'];
}

export function previewService(input: ServicePreviewInput): ServicePreview {
  const { service, before, after } = input;
  const { demandRps } = before;
  const regions = after.regions.map((region) => {
    const was = before.regions.find((one) => one.region === region.region);
    const shareAfter = meanShare(region.shares);
    return {
      region: region.region,
      shareBefore: meanShare(was?.shares ?? []),
      shareAfter,
      loadRps: demandRps === null ? null : rounded(demandRps * shareAfter),
      roomRps: roomOf(service, region),
    };
  });
  const shedRatio = rounded(meanShare(after.shed ?? []));
  return { service: service.name, regions, shedRatio, writes: writesOf(input) };
}

/** Each gateway is taken to have the same part of the demand, as the law takes it. */
function meanShare(shares: readonly ShareStatus[]): number {
  if (shares.length === 0) return 0;
  const sum = shares.reduce((total, { desiredRatio }) => total + desiredRatio, 0);
  return rounded(sum / shares.length);
}

/**
 * Requests per second that a region can be given: what its targets in rotation state, below the
 * ceiling, and no more than it has shown to be able to serve. `null` when not stated.
 */
function roomOf(service: ServiceStrategy, { targets, limitRps }: RegionStatus): number | null {
  const able = targets.filter(
    ({ rotation, probe, kong, weights }) =>
      rotation === 'in' &&
      !(probe === 'bad' && kong !== 'up') &&
      !(kong === 'down' && probe !== 'good') &&
      weights.some(({ desired }) => desired > 0),
  );
  const names = new Set(able.map(({ target }) => target));
  const stated = service.targets.filter(({ target }) => names.has(target));
  if (stated.some(({ capacityRps }) => capacityRps === null)) return limitRps ?? null;
  const sum = stated.reduce((total, { capacityRps }) => total + (capacityRps ?? 0), 0);
  return rounded(Math.min(sum * TUNING.ceilingRatio, limitRps ?? Infinity));
}

/** In the order in which they would be made. */
function writesOf(input: ServicePreviewInput): ServicePreview['writes'] {
  const { service, policy, applied, desired } = input;
  return policy.gateways.flatMap(({ name: gateway }) => {
    const layout = layoutAt(policy, { gateway, upstream: service.upstream });
    const peace = baselineOf(layout);
    return layout.upstreams.flatMap(({ upstream }) => {
      const actual = applied[gateway]?.[upstream] ?? peace[upstream] ?? {};
      const wanted = desired[gateway]?.[upstream]?.weights ?? actual;
      const { changes } = planWeights({ gateway, upstream, desired: wanted, actual });
      return changes.map(({ target, from, to }) => ({ gateway, upstream, target, from, to }));
    });
  });
}

/** Weights are hundredths of a percent, and so are shares. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
