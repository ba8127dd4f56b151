/**
 * The Admin API of one gateway as a controller sees it, in virtual time. A call takes its time; one
 * whose caller gave up may still be carried out, as with any HTTP API.
 */

import type { Random } from '../../lib/random.ts';
import type { KongUpstreamView } from '../../model/kong.ts';
import type { KongAdmin } from '../../model/ports.ts';
import type { KongCluster } from '../contract.ts';
import type { World } from '../world/contract.ts';
import type { AdminState } from './admin-state.ts';
import type { KongDatabase } from './kong-database.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface VirtualKongOptions {
  readonly time: VirtualTime;
  readonly world: World;
  readonly database: KongDatabase;
  readonly kong: KongCluster;
  readonly state: () => AdminState;
  readonly random: Random;
  /** Who calls. */
  readonly writer: string;
}

export function createVirtualKong(options: VirtualKongOptions): KongAdmin {
  const { world, database, random, writer } = options;
  return {
    readWeights: (upstream, signal) =>
      call(options, signal, () => {
        const weights = database.weightsOf(upstream);
        if (weights === null) throw new Error(`404 Not Found: no upstream ${upstream}`);
        return { ...weights };
      }),
    readHealth: (upstream, signal) =>
      call(options, signal, () => viewsOf({ world, database, upstream })),
    setWeight: ({ upstream, target, to }, signal) => {
      const fails = random() < options.state().failRatio;
      return call(options, signal, () => {
        if (fails) throw new Error('500 Internal Server Error');
        if (!database.write({ upstream, target, to, writer })) {
          throw new Error(`404 Not Found: no target ${target}`);
        }
      });
    },
  };
}

/** What each node says of an upstream's targets now. */
export function viewsOf(options: {
  readonly world: World;
  readonly database: KongDatabase;
  readonly upstream: string;
}): KongUpstreamView[] {
  const { world, database, upstream } = options;
  const { name: gateway, nodes } = database.gateway;
  const weights = database.weightsOf(upstream) ?? {};
  return Array.from({ length: nodes }, (_, node) => ({
    upstream,
    nodeId: `${gateway}-${node + 1}`,
    targets: world
      .model({ gateway, node, upstream })
      .targetHealth()
      .map(({ target, health, nodeWeight, addresses }) => ({
        target,
        weight: weights[target] ?? 0,
        nodeWeight,
        health,
        addresses,
      })),
  }));
}

/** Does the work when the call has taken its time; rejects when the caller's time is up before. */
function call<T>(options: VirtualKongOptions, signal: AbortSignal, work: () => T): Promise<T> {
  const { time, kong } = options;
  const { isDown, callMs } = options.state();
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(reasonOf(signal));
    if (signal.aborted) {
      time.touch();
      giveUp();
      return;
    }
    signal.addEventListener('abort', giveUp, { once: true });
    time.answer(callMs ?? kong.adminMs, () => {
      signal.removeEventListener('abort', giveUp);
      try {
        if (isDown) throw new Error('connection refused');
        resolve(work());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

function reasonOf(signal: AbortSignal): Error {
  const { reason }: { reason: unknown } = signal;
  return reason instanceof Error ? reason : new Error('aborted');
}
