/**
 * The whole configuration of a Kong by its Admin API: every service, route, upstream, target and
 * plugin, in the order in which they were made. Works with and without a database.
 *
 * Lists of targets are asked for a few at a time: there is one per upstream.
 */

import type { ActualConfiguration, ActualEntity } from '../model/actual-configuration.ts';
import type { CallOptions } from './call.ts';
import type { AdminClient } from './client.ts';
import { KongError } from './errors.ts';

/** Admin calls at the same time. */
const CONCURRENCY = 4;

export async function readConfiguration(
  client: AdminClient,
  options: CallOptions = {},
): Promise<ActualConfiguration> {
  const [services, routes, upstreams, plugins] = await Promise.all([
    client.services.list(options),
    client.routes.list(options),
    client.upstreams.list(options),
    client.plugins.list(options),
  ]);
  const sorted = upstreams.toSorted(byAge);
  const lists: ActualEntity[][] = Array.from({ length: sorted.length }, () => []);
  await inParallel(sorted, async ({ id, name }, index) => {
    lists[index] = await targetsOf(client, { id, name, options });
  });
  return {
    services: services.toSorted(byAge),
    routes: routes.toSorted(byAge),
    upstreams: sorted,
    plugins: plugins.toSorted(byAge),
    targets: lists.flat(),
  };
}

/** Runs the work for each item, a few at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
  concurrency = CONCURRENCY,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item === undefined) continue;
      try {
        await work(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, worker);
  const results = await Promise.allSettled(workers);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** An upstream that was deleted meanwhile has none. */
async function targetsOf(
  client: AdminClient,
  {
    id,
    name,
    options,
  }: { readonly id: string; readonly name: string; readonly options: CallOptions },
): Promise<ActualEntity[]> {
  try {
    const targets = await client.targets(id).list(options);
    return targets.toSorted(byAge).map((target) => ({ ...target, upstream: { id, name } }));
  } catch (error) {
    if (error instanceof KongError && error.code === 'KONG_NOT_FOUND') return [];
    throw error;
  }
}

/** Kong lists targets newest first and other entities in no order worth the name. */
function byAge(left: ActualEntity, right: ActualEntity): number {
  const age = Number(left['created_at'] ?? 0) - Number(right['created_at'] ?? 0);
  if (age !== 0) return age;
  const [a, b] = [nameOf(left), nameOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf({ id, ...fields }: ActualEntity): string {
  const name = fields['name'] ?? fields['target'];
  return typeof name === 'string' ? name : id;
}
