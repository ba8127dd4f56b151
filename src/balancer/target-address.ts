/**
 * From targets as Kong stores them to the addresses a balancer works with: a missing port is 8000,
 * every IP address of a host name gets the full weight of its target, and a name that does not
 * resolve gives a target without addresses (kong-facts A12).
 */

import type { KongTargetSettings } from '../model/kong.ts';
import type { Address, Resolution } from './contract.ts';

/** Kong adds it to targets without a port (facts 12). */
const DEFAULT_PORT = 8000;

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

export interface HostAndPort {
  /** IPv6 addresses keep their brackets. */
  readonly host: string;
  readonly port: number;
}

/** A target with its addresses; `addresses` is empty when the name did not resolve. */
export interface ResolvedTarget extends HostAndPort {
  readonly target: string;
  readonly weight: number;
  readonly addresses: readonly Address[];
}

export function parseTarget(target: string): HostAndPort {
  const colon = target.lastIndexOf(':');
  if (colon < 0 || target.endsWith(']')) return { host: target, port: DEFAULT_PORT };
  return { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
}

/** Whether the host of a target is an address already, so that it needs no resolution. */
export function isIpLiteral(host: string): boolean {
  return host.startsWith('[') || IPV4.test(host);
}

export function resolveTargets(
  targets: readonly KongTargetSettings[],
  resolution: Resolution | undefined,
  tagOf: (target: string) => number = () => 0,
): ResolvedTarget[] {
  return targets.map(({ target, weight }) => {
    const { host, port } = parseTarget(target);
    const ips = isIpLiteral(host) ? [host] : (resolution?.addresses[host] ?? []);
    const tag = tagOf(target);
    const addresses = [...new Set(ips)].map((ip) => {
      return { key: `${ip}:${port}:${host}`, target, host, ip, port, weight, tag };
    });
    return { target, weight, host, port, addresses };
  });
}
