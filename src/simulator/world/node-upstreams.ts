/**
 * Every upstream on every node with its own balancer model, and where its targets lead. One model
 * per node and upstream, with the node's workers inside, as in the embedded gateway.
 */

import type { Address, UpstreamModel, UpstreamModelOptions } from '../../balancer/contract.ts';
import { assert } from '../../lib/assert.ts';
import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import { randomStream } from '../engine/streams.ts';
import type { GatewaySpec, ModelPlace, UpstreamSpec } from './contract.ts';
import type { Servers } from './servers.ts';
import type { Tallies } from './tallies.ts';
import { NONE } from './tries.ts';

/** Where a target leads, and where its tries are counted. */
export interface TargetPlace {
  readonly tally: number;
  /** `NONE` unless it is a server. */
  readonly server: number;
  /** Index over all gateways; `NONE` unless it leads to another service of the gateway. */
  readonly service: number;
  readonly isShed: boolean;
}

export interface ServicePlace {
  readonly name: string;
  readonly gateway: number;
  readonly upstream: string;
  readonly tally: number;
  readonly retries: number;
  readonly connectLane: number;
  readonly readLane: number;
  readonly readTimeoutMs: number;
  readonly deadlineMs: number;
  readonly overloadStatuses: readonly number[];
}

export interface NodePlace {
  /** Index over all gateways. */
  readonly index: number;
  readonly gateway: number;
  readonly region: string;
  readonly workers: number;
  readonly upstreams: ReadonlyMap<string, NodeUpstream>;
}

/** What the upstreams of one gateway share. */
interface GatewayUpstream {
  readonly spec: UpstreamSpec;
  readonly gateway: string;
  readonly places: Map<string, TargetPlace>;
  readonly placeOf: (target: string) => TargetPlace;
}

export class NodeUpstream {
  readonly index: number;
  readonly node: number;
  readonly model: UpstreamModel;
  readonly #shared: GatewayUpstream;
  /** By object, which is quicker than by name; addresses are made anew by a rebuild. */
  readonly #places = new Map<Address, TargetPlace>();

  constructor(options: {
    index: number;
    node: number;
    model: UpstreamModel;
    shared: GatewayUpstream;
  }) {
    this.index = options.index;
    this.node = options.node;
    this.model = options.model;
    this.#shared = options.shared;
  }

  placeOf(address: Address): TargetPlace {
    const known = this.#places.get(address);
    if (known !== undefined) return known;
    const place = this.#shared.placeOf(address.target);
    this.#places.set(address, place);
    return place;
  }

  rebuild(change: {
    readonly settings?: KongUpstreamSettings;
    readonly targets?: readonly KongTargetSettings[];
    readonly nowMs: number;
  }): void {
    this.#places.clear();
    this.model.rebuild(withResolution(change));
  }
}

export interface NodeUpstreamsOptions {
  readonly seed: number;
  readonly gateways: readonly GatewaySpec[];
  readonly createModel: (options: UpstreamModelOptions) => UpstreamModel;
  readonly servers: Servers;
  readonly tallies: Tallies;
  /** Index of a service over all gateways. */
  readonly serviceIndex: (gateway: string, service: string) => number;
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
  for (const [gateway, spec] of options.gateways.entries()) {
    firstNode.set(spec.name, nodes.length);
    const shared = spec.upstreams.map((upstream) => share(spec.name, upstream, options));
    for (let number = 0; number < spec.nodes; number += 1) {
      const index = nodes.length;
      const upstreams = new Map<string, NodeUpstream>();
      for (const one of shared) {
        const model = createNodeModel(one.spec, { node: index, workers: spec.workers, options });
        const upstream = new NodeUpstream({ index: all.length, node: index, model, shared: one });
        all.push(upstream);
        upstreams.set(one.spec.settings.name, upstream);
      }
      nodes.push({ index, gateway, region: spec.region, workers: spec.workers, upstreams });
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
  { settings, targets }: UpstreamSpec,
  where: { node: number; workers: number; options: NodeUpstreamsOptions },
): UpstreamModel {
  const { node, workers, options } = where;
  const random = randomStream({
    seed: options.seed,
    purpose: `balancer ${settings.name}`,
    number: node,
  });
  return options.createModel({
    ...withResolution({ settings, targets, nowMs: 0 }),
    workers,
    random,
  });
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
  gateway: string,
  spec: UpstreamSpec,
  { servers, tallies, serviceIndex }: NodeUpstreamsOptions,
): GatewayUpstream {
  const places = new Map<string, TargetPlace>();
  const placeOf = (target: string): TargetPlace => {
    const known = places.get(target);
    if (known !== undefined) return known;
    const tally = tallies.addTarget({ gateway, upstream: spec.settings.name, target });
    const to = spec.resolve(target);
    const place = {
      tally,
      server: to.kind === 'server' ? servers.indexOf(to.server) : NONE,
      service: to.kind === 'service' ? serviceIndex(gateway, to.service) : NONE,
      isShed: to.kind === 'shed',
    };
    places.set(target, place);
    return place;
  };
  for (const { target } of spec.targets) placeOf(target);
  return { spec, gateway, places, placeOf };
}
