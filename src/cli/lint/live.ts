/**
 * Asks a running Kong for all that lint looks at: its configuration, which becomes a Kong document like
 * a file, and the state of each node, which becomes a `live` one. Only reads.
 */

import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import { listOf } from '../../lint/inputs/live.ts';
import type { LiveFacts, LiveNode, LivePlugin, LiveUpstream } from '../../lint/inputs/live.ts';
import { createAdminClient, detectGateway, KongError, type AdminClient } from '../../kong/index.ts';
import type { KongUpstreamView } from '../../model/kong.ts';
import type { Strategy } from '../../model/strategy.ts';
import { CliFailure } from '../failure.ts';
import { kongDocumentOf, type KongLists } from './kong-document.ts';
import { wantedStateOf } from './wanted-state.ts';

export interface LiveRequest {
  /** Admin API of each node of one cluster; at least one. */
  readonly urls: readonly string[];
  /** Says what should be; `null` when only Kong itself is judged. */
  readonly strategy: Strategy | null;
  readonly signal: AbortSignal;
  readonly token?: () => string | null;
  /** Of one call. */
  readonly timeoutMs?: number;
}

/** Calls at the same time. */
const CONCURRENCY = 6;
const TIMEOUT_MS = 5_000;

/** The first document is the live one. Fails when no node answers. */
export async function readLive(request: LiveRequest): Promise<readonly AnyDocument[]> {
  const clients = request.urls.map((url) => ({ url, client: clientOf(url, request) }));
  try {
    const asked = await Promise.all(clients.map((one) => askNode(one, request.signal)));
    const answered = asked.filter((one) => 'node' in one);
    const unreachable = asked.filter((one) => 'reason' in one);
    const [first] = answered;
    if (first === undefined) throw nobodyAnswers(unreachable);
    const lists = await readLists(first.client, request.signal);
    const facts: LiveFacts = {
      nodes: answered.map(({ node }) => node),
      unreachable: unreachable.map(({ url, reason }) => ({ url, reason })),
      upstreams: await readUpstreams(answered, lists, request.signal),
      plugins: lists.plugins.map(pluginOf),
      wanted: request.strategy === null ? null : wantedStateOf(request.strategy, request.urls),
    };
    const file = first.url;
    const nowhere = () => null;
    return [
      { file, kind: 'live', data: facts, locate: nowhere },
      { file, kind: 'kong', data: kongDocumentOf(lists), locate: nowhere },
    ];
  } catch (error) {
    if (!(error instanceof KongError)) throw error;
    throw new CliFailure(error.message, { exitCode: 1, fix: error.hint, cause: error });
  } finally {
    await Promise.all(clients.map(({ client }) => client.close()));
  }
}

function clientOf(url: string, { token, timeoutMs }: LiveRequest): AdminClient {
  return createAdminClient({
    baseUrls: [url],
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    ...(token === undefined ? {} : { token }),
  });
}

interface Answered {
  readonly url: string;
  readonly client: AdminClient;
  readonly node: LiveNode;
}

async function askNode(
  { url, client }: { readonly url: string; readonly client: AdminClient },
  signal: AbortSignal,
): Promise<Answered | { readonly url: string; readonly reason: string }> {
  try {
    const [facts, info, status] = await Promise.all([
      detectGateway(client, { signal }),
      client.readNode({ signal }),
      client.readStatus({ signal }),
    ]);
    const { version, edition, role, database, plugins } = facts;
    const databaseReachable = database === 'off' ? null : (status.database?.reachable ?? null);
    const configuration = info.configuration ?? {};
    const node = { url, version, edition, role, database, databaseReachable };
    return { url, client, node: { ...node, plugins, configuration } };
  } catch (error) {
    // An answer that refuses (a wrong token) is the user's to mend, whatever the other nodes say.
    if (!(error instanceof KongError) || error.status !== null) throw error;
    if (error.code === 'KONG_ABORTED') throw error;
    return { url, reason: error.reason };
  }
}

function nobodyAnswers(unreachable: readonly { url: string; reason: string }[]): CliFailure {
  const told = unreachable.map(({ url, reason }) => `${url}: ${reason}`).join('; ');
  return new CliFailure(`no Kong answers at ${told}`, {
    exitCode: 1,
    fix: 'Name the Admin API, such as http://127.0.0.1:8001, and check that it is reachable.',
  });
}

async function readLists(client: AdminClient, signal: AbortSignal): Promise<KongLists> {
  const [services, routes, plugins, upstreams] = await Promise.all([
    client.services.list({ signal }),
    client.routes.list({ signal }),
    client.plugins.list({ signal }),
    client.upstreams.list({ signal }),
  ]);
  const targets = await eachOf(upstreams, async ({ name }) => {
    const list = await orNone(client.targets(name).list({ signal }));
    return [name, list ?? []] as const;
  });
  return { services, routes, plugins, upstreams, targets: new Map(targets) };
}

async function readUpstreams(
  nodes: readonly Answered[],
  { upstreams, targets }: KongLists,
  signal: AbortSignal,
): Promise<readonly LiveUpstream[]> {
  return eachOf(upstreams, async (upstream) => {
    const name = String(upstream['name']);
    const views = await Promise.all(
      nodes.map(({ client }) => orNone(client.readHealth(name, { signal }))),
    );
    const weights = (targets.get(name) ?? []).map((target) => [target['target'], target['weight']]);
    return {
      name,
      hashOn: typeof upstream['hash_on'] === 'string' ? upstream['hash_on'] : 'none',
      tags: listOf(upstream['tags']),
      weights: Object.fromEntries(weights) as Record<string, number>,
      views: views.filter((view): view is KongUpstreamView => view !== null),
    };
  });
}

function pluginOf(plugin: KongLists['plugins'][number]): LivePlugin {
  const { name, enabled, config, service, route, consumer } = plugin;
  return {
    name: String(name),
    isEnabled: enabled !== false,
    isGlobal: [service, route, consumer].every((owner) => owner === null || owner === undefined),
    config: typeof config === 'object' && config !== null ? { ...config } : {},
  };
}

/** What was deleted meanwhile, or one node no longer tells, is left out. */
async function orNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof KongError) || error.code === 'KONG_ABORTED') throw error;
    if (error.status !== null && error.code !== 'KONG_NOT_FOUND') throw error;
    return null;
  }
}

/** In the order of the items, a few at a time. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += CONCURRENCY) {
    results.push(...(await Promise.all(items.slice(start, start + CONCURRENCY).map(work))));
  }
  return results;
}
