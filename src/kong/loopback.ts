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
  node: NodeInfo,
  upstreams: readonly LayoutUpstream[],
): LoopbackFindings | null {
  const plain = plainListeners(node);
  if (plain === null) return null;
  const unreachable = loopbackTargets(upstreams).filter(
    (target) => !plain.some((listener) => answersOn(listener, target)),
  );
  return { unreachable, trustsItself: trustsLoopback(node.configuration?.['trusted_ips']) };
}

/**
 * Where a node reaches itself on every address of 127.0.0.0/8; `null` when it does not, `undefined`
 * when it does not say where it listens.
 */
export function loopbackUrlOf(node: NodeInfo): string | null | undefined {
  const plain = plainListeners(node);
  if (plain === null) return undefined;
  const port = plain.flatMap((listener) => EVERYWHERE.exec(listener)?.[1] ?? [])[0];
  return port === undefined ? null : `http://127.0.0.1:${port}`;
}

/** A listener on every address of this machine, with its port. */
const EVERYWHERE = /^(?:0\.0\.0\.0|\[::\](?=.*\bipv6only=off\b)):(\d+)/;

/** `null` when the node does not say where it listens. */
function plainListeners({ configuration, ...node }: NodeInfo): readonly string[] | null {
  const listeners = configuration?.['proxy_listen'];
  if (!Array.isArray(listeners)) return null;
  const plain = listeners.filter((entry) => typeof entry === 'string').filter(isPlainHttp);
  // The embedded gateway opens what its targets name, on the port of a listener on loopback.
  if (node['ballast'] === undefined) return plain;
  return plain.map((listener) => listener.replace(/^127\.\d+\.\d+\.\d+:/, '0.0.0.0:'));
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
  const port = /:(\d+)$/.exec(target)?.[1] ?? '';
  return address === target || EVERYWHERE.exec(listener)?.[1] === port;
}

/** Kong writes an empty list as `{}`. */
function trustsLoopback(networks: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(networks) ? networks : [];
  return list.some((network) => network === '0.0.0.0/0' || String(network).startsWith('127.'));
}
