/**
 * The port `KongAdmin` over real Admin APIs: health is read from every node at once, since each has
 * its own view (facts 34, 39); weights are written once, through the first node that takes them.
 *
 * Loss of sight of one node is not loss of the gateway: what the others say is returned (G4).
 */

import type { WeightChange } from '../model/control.ts';
import type { KongUpstreamView } from '../model/kong.ts';
import type { KongAdmin, Logger } from '../model/ports.ts';
import type { AdminClient } from './client.ts';
import { KongError } from './errors.ts';

export interface KongAdminPortOptions {
  /** One client per node, at least one. */
  readonly nodes: readonly AdminClient[];
  /** Told when a node cannot be read while others can. */
  readonly logger?: Logger;
}

export function createKongAdminPort({ nodes, logger }: KongAdminPortOptions): KongAdmin {
  return {
    readHealth: (upstream, signal) => readHealth({ nodes, logger }, upstream, signal),
    readWeights: (upstream, signal) =>
      onFirstAnswering(nodes, async (node) => {
        const targets = await node.targets(upstream).list({ signal });
        return Object.fromEntries(targets.map(({ target, weight }) => [target, weight]));
      }),
    setWeight: (change, signal) =>
      onFirstAnswering(nodes, (node) => setWeight(node, change, signal)),
  };
}

/** Throws only when no node answered: then the first node's error. */
async function readHealth(
  { nodes, logger }: { nodes: readonly AdminClient[]; logger: Logger | undefined },
  upstream: string,
  signal: AbortSignal,
): Promise<readonly KongUpstreamView[]> {
  const results = await Promise.allSettled(
    nodes.map((node) => node.readHealth(upstream, { signal })),
  );
  const views = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results.filter((result) => result.status === 'rejected');
  const firstFailure = failures[0];
  if (views.length === 0 && firstFailure !== undefined) throw firstFailure.reason;
  for (const { reason } of failures) {
    logger?.warn({ upstream, error: String(reason) }, 'a Kong node did not tell its health');
  }
  return uniqueByNode(views);
}

/** Two URLs may lead to the same node, through a load balancer for instance. */
function uniqueByNode(views: readonly KongUpstreamView[]): readonly KongUpstreamView[] {
  return [...new Map(views.map((view) => [view.nodeId, view])).values()];
}

async function setWeight(
  node: AdminClient,
  { upstream, target, to }: WeightChange,
  signal: AbortSignal,
): Promise<void> {
  const written = await node.targets(upstream).patch(target, { weight: to }, { signal });
  if (written.weight === to) return;
  throw new KongError({
    code: 'KONG_BAD_ANSWER',
    method: 'PATCH',
    path: `/upstreams/${upstream}/targets/${target}`,
    origin: '',
    message: `asked for weight ${to}, Kong took ${written.weight}`,
  });
}

/** The next node is asked only when one gave no answer at all; a refusal is an answer. */
async function onFirstAnswering<T>(
  nodes: readonly AdminClient[],
  work: (node: AdminClient) => Promise<T>,
): Promise<T> {
  let failure: unknown = new TypeError('a Kong gateway needs at least one node');
  for (const node of nodes) {
    try {
      return await work(node);
    } catch (error) {
      if (!(error instanceof KongError) || error.status !== null) throw error;
      if (error.code === 'KONG_ABORTED') throw error;
      failure = error;
    }
  }
  throw failure;
}
