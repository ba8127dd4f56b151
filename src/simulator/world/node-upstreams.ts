/**
 * Every upstream on every node with its own balancer model, and where its targets lead. One model
 * per node and upstream, with the node's workers inside, as in the embedded gateway.
 */

import type { Address, UpstreamModel, UpstreamModelOptions } from '../../balancer/contract.ts';
import { assert } from '../../lib/assert.ts';
import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import { randomStream } from '../engine/streams.ts';
import type { GatewaySpec, ModelPlace, UpstreamSpec } from './contract.ts';
import { indexOfService, type ServicePlace } from './service-places.ts';
import type { Tallies } from './tallies.ts';

/** Nothing, nobody. */
export const NONE = -1;

/** Where a target leads, and where its tries are counted. */
export interface TargetPlace {
  readonly tally: number;
  /** `NONE` unless it is a server. */
  readonly server: number;
  /** Index over all gateways; `NONE` unless it leads to another service of the gateway. */
  readonly service: number;
  readonly isShed: boolean;
}

export interface NodePlace {
  readonly region: string;
  readonly workers: number;
  readonly upstreams: ReadonlyMap<string, NodeUpstream>;
  /** That of each service, by index over all gateways; `null` where there is none. */
  readonly ofServices: readonly (NodeUpstream | null)[];
}

/** What the nodes of one gateway share of an upstream. */
interface GatewayUpstream {
  readonly spec: UpstreamSpec;
  readonly places: readonly TargetPlace[];
  /** Index among the places; a new target gets the next. */
  readonly tagOf: (target: string) => number;
}

export class NodeUpstream {
  readonly index: number;
  readonly node: number;
  readonly model: UpstreamModel;
  /** By tag. */
  readonly #places: readonly TargetPlace[];

  constructor(options: {
    index: number;
    node: number;
    model: UpstreamModel;
    places: readonly TargetPlace[];
  }) {
    this.index = options.index;
    this.node = options.node;
    this.model = options.model;
    this.#places = options.places;
  }

  placeOf(address: Address): TargetPlace {
    const place = this.#places[address.tag ?? NONE];
    assert(place, 'every target has a tag');
    return place;
  }

  rebuild(change: {
    readonly settings?: KongUpstreamSettings;
    readonly targets?: readonly KongTargetSettings[];
    readonly nowMs: number;
  }): void {
    this.model.rebuild(withResolution(change));
  }
}

export interface NodeUpstreamsOptions {
  readonly seed: number;
  readonly gateways: readonly GatewaySpec[];
  readonly services: readonly ServicePlace[];
  readonly createModel: (options: UpstreamModelOptions) => UpstreamModel;
  readonly servers: { indexOf(name: string): number };
  readonly tallies: Tallies;
}

export interface NodeUpstreams {
  /** Over all gateways, in their order. */
  readonly nodes: readonly NodePlace[];
  readonly all: readonly NodeUpstream[];
  at(place: ModelPlace): NodeUpstream;
}

export function createNodeUpstreams(options: NodeUpstreamsOptions): NodeUpstreams {
  const nodes: NodePlace[] = [];
  const all: NodeUpstream[] = [];
  const firstNode = new Map<string, number>();
  for (const gateway of options.gateways) {
    firstNode.set(gateway.name, nodes.length);
    const shared = gateway.upstreams.map((upstream) => share(upstream, { gateway, options }));
    for (let number = 0; number < gateway.nodes; number += 1) {
      const node = nodes.length;
      const upstreams = new Map<string, NodeUpstream>();
      for (const one of shared) {
        const { workers } = gateway;
        const model = createNodeModel(one, { node, workers, options });
        const upstream = new NodeUpstream({ index: all.length, node, model, places: one.places });
        all.push(upstream);
        upstreams.set(one.spec.settings.name, upstream);
      }
      const ofServices = options.services.map((service) => {
        return service.gateway === gateway.name ? (upstreams.get(service.upstream) ?? null) : null;
      });
      nodes.push({ region: gateway.region, workers: gateway.workers, upstreams, ofServices });
    }
  }
  const at = ({ gateway, node, upstream }: ModelPlace) => {
    const found = nodes[(firstNode.get(gateway) ?? NaN) + node]?.upstreams.get(upstream);
    assert(found, `no upstream ${upstream} on node ${node} of ${gateway}`);
    return found;
  };
  return { nodes, all, at };
}

function createNodeModel(
  { spec: { settings, targets }, tagOf }: GatewayUpstream,
  where: { node: number; workers: number; options: NodeUpstreamsOptions },
): UpstreamModel {
  const { node, workers, options } = where;
  const purpose = `balancer ${settings.name}`;
  const random = randomStream({ seed: options.seed, purpose, number: node });
  const definition = withResolution({ settings, targets, nowMs: 0 });
  return options.createModel({ ...definition, workers, random, tagOf });
}

/** Every name is one address, itself: what DNS does is not part of this world. */
function withResolution<Change extends { readonly targets?: readonly KongTargetSettings[] }>(
  change: Change,
) {
  if (change.targets === undefined) return change;
  const hosts = change.targets.map(({ target }) => target.slice(0, target.lastIndexOf(':')));
  return {
    ...change,
    resolution: { addresses: Object.fromEntries(hosts.map((host) => [host, [host]])) },
  };
}

function share(
  spec: UpstreamSpec,
  { gateway: { name }, options }: { gateway: GatewaySpec; options: NodeUpstreamsOptions },
): GatewayUpstream {
  const { servers, services, tallies } = options;
  const places: TargetPlace[] = [];
  const tags = new Map<string, number>();
  const tagOf = (target: string) => {
    const known = tags.get(target);
    if (known !== undefined) return known;
    const to = spec.resolve(target);
    const isService = to.kind === 'service';
    const count = places.push({
      tally: tallies.addTarget({ gateway: name, upstream: spec.settings.name, target }),
      server: to.kind === 'server' ? servers.indexOf(to.server) : NONE,
      service: isService ? indexOfService(services, { gateway: name, service: to.service }) : NONE,
      isShed: to.kind === 'shed',
    });
    tags.set(target, count - 1);
    return count - 1;
  };
  return { spec, places, tagOf };
}
