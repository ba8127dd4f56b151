/**
 * `/upstreams/{upstreams}/health`: the answering node's view (facts 22–24). While the node has no
 * balancer for the upstream, entries have neither `health` nor `data`.
 */

import type { AddressHealth, TargetHealthView } from '../../balancer/contract.ts';
import { splitTarget } from '../entities/host-address.ts';
import { UNEXPECTED } from '../entities/kong-errors.ts';
import type { Entity } from '../entities/types.ts';
import { withParent } from './collections.ts';
import { answer, param, refuse } from './endpoint.ts';
import type { AdminContext, AdminRequest, Answer, Endpoint } from './endpoint.ts';
import { listAnswer, pageByPosition } from './paging.ts';

export const HEALTH_ENDPOINT: Endpoint = {
  path: '/upstreams/{upstreams}/health',
  methods: { GET: readHealth },
};

function readHealth(request: AdminRequest, context: AdminContext): Answer {
  return withParent('upstreams', request, context, (upstream) => {
    const views = new Map(
      (context.runtime.targetHealth(String(upstream['name'])) ?? []).map(
        (view) => [view.target, view] as const,
      ),
    );
    const isWhole = request.query.get('balancer_health') === '1';
    return isWhole
      ? upstreamHealth(upstream, views, context)
      : targetsHealth({ request, upstream, views, context });
  });
}

type Views = ReadonlyMap<string, TargetHealthView>;

function targetsHealth({
  request,
  upstream,
  views,
  context,
}: {
  readonly request: AdminRequest;
  readonly upstream: Entity;
  readonly views: Views;
  readonly context: AdminContext;
}): Answer {
  const entries = context.store.targetsNewestFirst(upstream.id).map((target) => {
    const view = views.get(String(target['target']));
    if (view === undefined) return target;
    return {
      ...target,
      health: view.health,
      data: { ...hostView(view), addresses: orEmptyTable(view.addresses.map(addressView)) },
    };
  });
  const page = pageByPosition(entries, request.query);
  if (page === 'bad-offset') return refuse(UNEXPECTED);
  if (!page.ok) return refuse(page.error);
  const list = listAnswer(page.value, `/upstreams/${param(request, 'upstreams')}/health`);
  return answer(200, { ...list, node_id: context.node.nodeId });
}

function upstreamHealth(
  upstream: Entity,
  views: Views,
  { store, runtime, node }: AdminContext,
): Answer {
  const whole = runtime.balancerHealth(String(upstream['name']));
  const hosts = store
    .targetsNewestFirst(upstream.id)
    .toReversed()
    .flatMap((target) => {
      const view = views.get(String(target['target']));
      return view === undefined ? [] : [hostWithAddresses(view)];
    });
  if (whole === null || hosts.length === 0)
    return answer(200, { next: null, node_id: node.nodeId });
  const data = {
    id: upstream.id,
    health: whole.health,
    balancer_health: whole.healthy ? 'HEALTHY' : 'UNHEALTHY',
    details: { healthy: whole.healthy, weight: whole.weight, hosts },
  };
  return answer(200, { data, next: null, node_id: node.nodeId });
}

function hostWithAddresses(view: TargetHealthView): Record<string, unknown> {
  const addresses = view.addresses.map(({ ip, port, weight, health }) => ({
    ip,
    port,
    weight,
    healthy: health !== 'UNHEALTHY',
  }));
  return { ...hostView(view), addresses: orEmptyTable(addresses) };
}

function hostView(view: TargetHealthView): Record<string, unknown> {
  const { host, port } = splitTarget(view.target);
  const { total, available, unavailable } = view.weight;
  return {
    host,
    port,
    dns: dnsOf(view),
    nodeWeight: view.nodeWeight,
    weight: { total, available, unavailable },
  };
}

function addressView({ ip, port, weight, health }: AddressHealth): AddressHealth {
  return { ip, port, weight, health };
}

/** Kong says the record type, or what its resolver said. */
function dnsOf({ health, addresses }: TargetHealthView): string {
  if (health === 'DNS_ERROR') return 'dns server error: 3 name error';
  return addresses.some(({ ip }) => ip.includes(':')) ? 'AAAA' : 'A';
}

/** Kong's encoder writes an empty Lua table as an object. */
function orEmptyTable(list: readonly unknown[]): unknown {
  return list.length === 0 ? {} : list;
}
