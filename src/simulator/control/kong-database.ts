/**
 * Weights in the database of one Kong cluster and their way to its nodes: a write changes the
 * database at once, the node that took it a moment later, the others when they poll (facts 39, 87).
 * Everyone who writes comes through here – the controllers and somebody else.
 *
 * Invariant: nodes get the states in the order in which they were written; writes that reach a node
 * at the same moment make one rebuild each, as in Kong.
 */

import type { Weights } from '../../model/control.ts';
import type { KongCluster } from '../contract.ts';
import type { GatewaySpec, World } from '../world/contract.ts';

export interface DatabaseWrite {
  readonly atMs: number;
  readonly gateway: string;
  readonly upstream: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
  /** Of the whole upstream, after the write. */
  readonly weights: Weights;
  /** Which controller; `foreign` for somebody else. */
  readonly writer: string;
}

export interface KongDatabase {
  readonly gateway: GatewaySpec;
  weightsOf(upstream: string): Weights | null;
  /** `false` when there is no such target. */
  write(change: { upstream: string; target: string; to: number; writer: string }): boolean;
  /** Somebody pushes the configuration of the start again: writes what differs. */
  pushBaseline(writer: string): void;
}

export interface KongDatabaseOptions {
  readonly world: World;
  readonly gateway: GatewaySpec;
  readonly kong: KongCluster;
  readonly onWrite: (write: DatabaseWrite) => void;
  /** The weights of an upstream have changed at the first node. */
  readonly onEffect: (upstream: string, weights: Weights) => void;
}

export function createKongDatabase(options: KongDatabaseOptions): KongDatabase {
  const { world, gateway, kong, onWrite, onEffect } = options;
  const baseline = new Map(
    gateway.upstreams.map(({ settings, targets }) => [
      settings.name,
      Object.fromEntries(targets.map(({ target, weight }) => [target, weight])),
    ]),
  );
  const database = new Map<string, Weights>(baseline);

  const spread = (upstream: string, weights: Weights) => {
    const targets = Object.entries(weights).map(([target, weight]) => ({ target, weight }));
    for (let node = 0; node < gateway.nodes; node += 1) {
      const delayMs = node === 0 ? kong.ownDelayMs : kong.otherDelayMs;
      world.schedule(world.nowMs + delayMs, () => {
        world.rebuild({ gateway: gateway.name, node, upstream }, { targets });
        if (node === 0) onEffect(upstream, weights);
      });
    }
  };
  const write: KongDatabase['write'] = ({ upstream, target, to, writer }) => {
    const before = database.get(upstream);
    const from = before?.[target];
    if (before === undefined || from === undefined) return false;
    const weights = { ...before, [target]: to };
    database.set(upstream, weights);
    onWrite({
      atMs: world.nowMs,
      gateway: gateway.name,
      upstream,
      target,
      from,
      to,
      weights,
      writer,
    });
    spread(upstream, weights);
    return true;
  };
  return {
    gateway,
    weightsOf: (upstream) => database.get(upstream) ?? null,
    write,
    pushBaseline(writer) {
      for (const [upstream, weights] of baseline) {
        for (const [target, to] of Object.entries(weights)) {
          if (database.get(upstream)?.[target] !== to) write({ upstream, target, to, writer });
        }
      }
    },
  };
}
