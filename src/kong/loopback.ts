/**
 * Can a gateway reach itself as its layouts need it to? Read from what its node says of its
 * listeners (`proxy_listen`) and of whom it trusts (`trusted_ips`). Pure.
 */

import type { LayoutUpstream } from '../model/layout-shape.ts';
import type { NodeInfo } from './entities.ts';

export interface LoopbackFindings {
  /** Targets of the layouts on which no plain-HTTP listener answers; `host:port`. */
  readonly unreachable: readonly string[];
  /** Whether targets behind two levels learn the client's address and host. */
  readonly trustsItself: boolean;
}

/** `null` when the node does not say where it listens: unknown is not bad. */
export function checkLoopback(
  { configuration }: NodeInfo,
  upstreams: readonly LayoutUpstream[],
): LoopbackFindings | null {
  const listeners = configuration?.['proxy_listen'];
  if (!Array.isArray(listeners)) return null;
  const plain = listeners.filter((entry) => typeof entry === 'string').filter(isPlainHttp);
  const unreachable = loopbackTargets(upstreams).filter(
    (target) => !plain.some((listener) => answersOn(listener, target)),
  );
  return { unreachable, trustsItself: trustsLoopback(configuration?.['trusted_ips']) };
}

/**
 * Where a node reaches itself on every address of 127.0.0.0/8; `null` when it does not, `undefined`
 * when it does not say where it listens.
 */
export function loopbackUrlOf({ configuration }: NodeInfo): string | null | undefined {
  const listeners = configuration?.['proxy_listen'];
  if (!Array.isArray(listeners)) return undefined;
  const plain = listeners.filter((entry) => typeof entry === 'string').filter(isPlainHttp);
  const port = plain.flatMap((listener) => /^0\.0\.0\.0:(\d+)/.exec(listener)?.[1] ?? [])[0];
  return port === undefined ? null : `http://127.0.0.1:${port}`;
}

/** Addresses under which the gateway is a target of its own upstreams. */
export function loopbackTargets(upstreams: readonly LayoutUpstream[]): readonly string[] {
  const targets = upstreams.flatMap(({ targets: all }) =>
    all.flatMap(({ kind, target }) => (kind === 'real' ? [] : [target])),
  );
  return [...new Set(targets)];
}

/** `0.0.0.0:8000 reuseport backlog=16384`: an address and flags. */
function isPlainHttp(listener: string): boolean {
  const [, ...flags] = listener.split(/\s+/);
  return !flags.includes('ssl') && !flags.includes('proxy_protocol');
}

function answersOn(listener: string, target: string): boolean {
  const [address = ''] = listener.split(/\s+/);
  const port = /:\d+$/.exec(target)?.[0] ?? '';
  return address === target || address === `0.0.0.0${port}`;
}

/** Kong writes an empty list as `{}`. */
function trustsLoopback(networks: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(networks) ? networks : [];
  return list.some((network) => network === '0.0.0.0/0' || String(network).startsWith('127.'));
}
