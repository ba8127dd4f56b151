/**
 * How Kong is configured in each contestant. What is simulated is what is generated: `generated`
 * and `ballast` take the files that `ballast generate` writes; the others are the configurations
 * that the demo and the benchmarks compare with.
 */

import {
  FOLKLORE_CHECKS,
  FOLKLORE_WEIGHTS,
  TUNED_CHECKS,
  TUNED_SERVICE,
  TUNED_WEIGHTS,
} from '../../generate/comparison.ts';
import { renderKongConfig } from '../../generate/kong-config.ts';
import { assert } from '../../lib/assert.ts';
import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import {
  completeUpstream,
  KONG_SERVICE_DEFAULTS,
  type SparseUpstream,
} from '../../model/kong-defaults.ts';
import { regionOrder } from '../../model/region-shares.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { ContestantName } from '../contract.ts';

export interface KongSetup {
  readonly services: readonly KongServiceSetup[];
  readonly upstreams: readonly KongUpstreamSetup[];
}

export interface KongServiceSetup {
  readonly name: string;
  readonly upstream: string;
  /** Further tries after the first. */
  readonly retries: number;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
}

export interface KongUpstreamSetup {
  readonly settings: KongUpstreamSettings;
  readonly targets: readonly KongTargetSettings[];
}

interface Place {
  readonly strategy: Strategy;
  readonly gateway: Gateway;
}

export function kongSetupOf(contestant: ContestantName, place: Place): KongSetup {
  return SETUPS[contestant](place);
}

const SETUPS: Readonly<Record<ContestantName, (place: Place) => KongSetup>> = {
  folklore: byHand({ checks: FOLKLORE_CHECKS, service: {}, weights: FOLKLORE_WEIGHTS }),
  // No checks at all; the weights have to come from somewhere, and folklore's are the usual ones.
  'kong-default': byHand({ checks: {}, service: {}, weights: FOLKLORE_WEIGHTS }),
  'kong-tuned': tuned('round-robin'),
  'kong-tuned-least-connections': tuned('least-connections'),
  generated,
  ballast: generated,
};

function tuned(algorithm: KongUpstreamSettings['algorithm']) {
  const [checks, service, weights] = [TUNED_CHECKS, TUNED_SERVICE, TUNED_WEIGHTS];
  return byHand({ algorithm, checks, service, weights });
}

interface Handmade {
  readonly algorithm?: KongUpstreamSettings['algorithm'];
  readonly checks: NonNullable<SparseUpstream['healthchecks']>;
  readonly service: Partial<Record<keyof typeof KONG_SERVICE_DEFAULTS, number>>;
  /** Of the gateway's first choice, and of every other region. */
  readonly weights: { readonly primary: number; readonly secondary: number };
}

function byHand({ algorithm = 'round-robin', checks, service: changes, weights }: Handmade) {
  const service = { ...KONG_SERVICE_DEFAULTS, ...changes };
  return ({ strategy, gateway }: Place): KongSetup => ({
    services: strategy.services.map(({ name, upstream }) => ({
      name,
      upstream,
      retries: service.retries,
      connectTimeoutMs: service.connect_timeout,
      readTimeoutMs: service.read_timeout,
    })),
    upstreams: strategy.services.map((one) => ({
      settings: completeUpstream({
        name: one.upstream,
        algorithm,
        healthchecks: withPath(checks, one),
      }),
      targets: one.targets.map(({ target, region }) => ({
        target,
        weight:
          region === regionOrder(one, gateway.region)[0] ? weights.primary : weights.secondary,
      })),
    })),
  });
}

/** Advice names no path of its own: the reader fills in what the service has. */
function withPath(
  checks: Handmade['checks'],
  { health }: ServiceStrategy,
): NonNullable<SparseUpstream['healthchecks']> {
  if (checks.active === undefined) return checks;
  return { ...checks, active: { ...checks.active, http_path: health.path } };
}

function generated({ strategy, gateway }: Place): KongSetup {
  const { base, upstreams } = renderKongConfig(strategy, gateway);
  assert(base.services !== undefined && upstreams.upstreams !== undefined, 'both are rendered');
  const names = new Set(upstreams.upstreams.map(({ name }) => name));
  // Services without an upstream answer by themselves; the world knows the shed target as such.
  const services = [...base.services, ...(upstreams.services ?? [])].filter(({ host }) =>
    names.has(host),
  );
  return {
    services: services.map((service) => ({
      name: service.name,
      upstream: service.host,
      retries: service.retries,
      connectTimeoutMs: service.connect_timeout,
      readTimeoutMs: service.read_timeout,
    })),
    upstreams: upstreams.upstreams.map(({ targets, tags: _tags, ...settings }) => ({
      settings: completeUpstream(settings),
      targets: targets.map(({ target, weight }) => ({ target, weight })),
    })),
  };
}
