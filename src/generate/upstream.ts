/**
 * One Kong upstream per service: algorithm, targets of all regions with their static weights, and
 * health checks.
 *
 * The static weights are the baseline: with Ballast dead they keep the standby proven by a small
 * share and leave Kong somewhere to go when a whole region is down (G1).
 */

import { baselineWeights } from '../model/baseline-weights.ts';
import type { DeclarativeTarget, DeclarativeUpstream } from '../model/kong-declarative.ts';
import type { Algorithm, HashOn, ServiceStrategy } from '../model/strategy.ts';
import { renderHealthchecks } from './healthchecks.ts';
import { UPSTREAMS_TAG } from './tags.ts';
import { UPSTREAMS_TUNING } from './tuning.ts';

/** @param gatewayRegion the region of the Kong cluster that the file is for. */
export function renderUpstream(
  service: ServiceStrategy,
  gatewayRegion: string,
): DeclarativeUpstream {
  return {
    name: service.upstream,
    ...renderAlgorithm(service.algorithm, service.targets.length),
    healthchecks: renderHealthchecks(service),
    tags: [UPSTREAMS_TAG],
    targets: renderTargets(service, gatewayRegion),
  };
}

function renderTargets(service: ServiceStrategy, gatewayRegion: string): DeclarativeTarget[] {
  const weights = baselineWeights(service, gatewayRegion);
  return service.targets.map(({ target, region }) => ({
    target,
    weight: weights[target] ?? 0,
    tags: [UPSTREAMS_TAG, `region-${region}`],
  }));
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
