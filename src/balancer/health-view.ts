/**
 * Health as Kong's Admin API tells it (kong-facts B6): an address or target of weight 0 is
 * HEALTHCHECKS_OFF even when checks are on, a target without addresses is DNS_ERROR, and a target
 * is HEALTHY while any of its addresses is.
 */

import type { KongTargetHealth } from '../model/kong.ts';
import type { Address, AddressHealth, BalancerHealthView, TargetHealthView } from './contract.ts';
import type { Pool } from './pool.ts';
import type { ResolvedTarget } from './target-address.ts';

export function viewTargets(pool: Pool, checksOn: boolean): TargetHealthView[] {
  return pool.targets.map((target) => viewTarget(pool, target, checksOn));
}

export function viewBalancer(pool: Pool, checksOn: boolean): BalancerHealthView {
  const total = pool.totalWeight;
  const unavailable = pool.unavailableWeight;
  const health = pool.healthy ? 'HEALTHY' : 'UNHEALTHY';
  return {
    health: checksOn ? health : 'HEALTHCHECKS_OFF',
    healthy: pool.healthy,
    weight: { total, available: total - unavailable, unavailable },
  };
}

function viewTarget(pool: Pool, target: ResolvedTarget, checksOn: boolean): TargetHealthView {
  const addresses = target.addresses.map((address) => viewAddress(pool, address, checksOn));
  const total = target.weight * addresses.length;
  const unavailable = target.addresses
    .filter((address) => !pool.isAvailable(address.key))
    .reduce((sum, address) => sum + address.weight, 0);
  return {
    target: target.target,
    health: healthOf(addresses),
    nodeWeight: target.weight,
    weight: { total, available: total - unavailable, unavailable },
    addresses,
  };
}

function viewAddress(pool: Pool, address: Address, checksOn: boolean): AddressHealth {
  const { ip, port, weight } = address;
  const health = pool.isAvailable(address.key) ? 'HEALTHY' : 'UNHEALTHY';
  return { ip, port, weight, health: checksOn && weight > 0 ? health : 'HEALTHCHECKS_OFF' };
}

function healthOf(addresses: readonly AddressHealth[]): KongTargetHealth {
  if (addresses.length === 0) return 'DNS_ERROR';
  if (addresses.some(({ health }) => health === 'HEALTHY')) return 'HEALTHY';
  return addresses.some(({ health }) => health === 'UNHEALTHY') ? 'UNHEALTHY' : 'HEALTHCHECKS_OFF';
}
