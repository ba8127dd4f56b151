/**
 * The Kong upstreams of a service, as its layout has them: algorithm, targets with their static
 * weights, and health checks.
 *
 * The static weights are the baseline: with Ballast dead they keep the standby proven by a small
 * share and leave Kong somewhere to go when a whole region is down (G1).
 *
 * Kong Enterprise has targets that are used only when no other is healthy (`failover: true`, 3.12;
 * without the 503s of its first versions from 3.12.0.11 and 3.13.0.10, kong-facts F). They suit the
 * last resorts of an inner upstream, which otherwise take a request in a thousand. They do not suit a
 * flat upstream: there Ballast may raise any region, and a failover target gets nothing for its
 * weight while another target is healthy.
 */

import type { DeclarativeUpstream } from '../model/kong-declarative.ts';
import { baselineOf } from '../model/layout.ts';
import type { LayoutTarget, LayoutUpstream, ServiceLayout } from '../model/layout-shape.ts';
import type { Algorithm, HashOn } from '../model/strategy.ts';
import { renderHealthchecks, renderNoHealthchecks } from './healthchecks.ts';
import { UPSTREAMS_TAG } from './tags.ts';
import { UPSTREAMS_TUNING } from './tuning.ts';

export interface UpstreamOptions {
  /** Whether last resorts are marked for Kong Enterprise; OSS refuses the mark. */
  readonly failoverTargets: boolean;
}

export function renderUpstreams(
  layout: ServiceLayout,
  { failoverTargets }: UpstreamOptions,
): DeclarativeUpstream[] {
  const weights = baselineOf(layout);
  return layout.upstreams.map((one) => ({
    name: one.upstream,
    ...renderAlgorithm(one.algorithm, one.targets.length),
    healthchecks:
      one.role === 'outer' ? renderNoHealthchecks() : renderHealthchecks(layout.service),
    tags: [UPSTREAMS_TAG],
    targets: one.targets.map((target) => ({
      target: target.target,
      weight: weights[one.upstream]?.[target.target] ?? 0,
      ...(failoverTargets && isLastResort(one, target) ? { failover: true } : {}),
      tags: [UPSTREAMS_TAG, target.kind === 'shed' ? 'shed' : `region-${target.region}`],
    })),
  }));
}

/** A target of another region, or the refusal, in the upstream of one: Ballast never raises it. */
export function isLastResort({ role, region }: LayoutUpstream, target: LayoutTarget): boolean {
  if (role !== 'inner' || target.kind === 'region') return false;
  return target.kind === 'shed' || target.region !== region;
}

function renderAlgorithm(
  algorithm: Algorithm,
  targetCount: number,
): Omit<DeclarativeUpstream, 'name' | 'healthchecks' | 'tags' | 'targets'> {
  if (algorithm.kind !== 'consistent-hashing') return { algorithm: algorithm.kind };
  const { slotsPerTarget, slotsDefault, slotsMax } = UPSTREAMS_TUNING;
  // A ring too small is not built at all, and every request gets 503.
  const needed = Math.ceil((slotsPerTarget * targetCount) / 1_000) * 1_000;
  return {
    algorithm: algorithm.kind,
    slots: Math.min(slotsMax, Math.max(slotsDefault, needed)),
    ...renderHash(algorithm.hashOn),
  };
}

/** Without a fallback all requests that lack the hash input go to one target. */
function renderHash(hashOn: HashOn): Partial<DeclarativeUpstream> {
  switch (hashOn.kind) {
    case 'header':
      return { hash_on: 'header', hash_on_header: hashOn.name, hash_fallback: 'ip' };
    case 'query_arg':
      return { hash_on: 'query_arg', hash_on_query_arg: hashOn.name, hash_fallback: 'ip' };
    case 'cookie':
      // Kong sets the cookie when it is missing, and allows no fallback beside it.
      return { hash_on: 'cookie', hash_on_cookie: hashOn.name, hash_on_cookie_path: '/' };
    case 'consumer':
      return { hash_on: 'consumer', hash_fallback: 'ip' };
    case 'ip':
    case 'path':
      return { hash_on: hashOn.kind };
    default:
      return hashOn satisfies never;
  }
}
