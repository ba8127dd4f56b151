/**
 * The world of requests: clients, Kong gateways, servers and the network between them, in virtual
 * time. It knows nothing of Ballast: whoever steers (a controller, a fault, a person) changes
 * weights, health marks, servers and rates through `World`, and reads tallies.
 *
 * A request: a source sends it to a worker of a node of its gateway; there `src/balancer` picks a
 * target; the try travels to the server, waits, is served, travels back. Kong's retries, time-outs,
 * statuses, passive and active checks are as recorded on 3.9.3 (facts 28, 67, 91, 92; kong-facts A10, B4).
 *
 * Common random numbers: when requests are sent, to which worker, with which key, how much work they
 * are and whether their answer fails is drawn per source, before anything that a contestant can
 * influence; so runs with equal seeds differ by what was decided and nothing else.
 */

import type { UpstreamModel } from '../../balancer/contract.ts';
import type { Histogram } from '../../lib/histogram.ts';
import type { KongTargetSettings, KongUpstreamSettings } from '../../model/kong.ts';
import type { OutcomeCounts } from '../../model/observation.ts';
import type { ClientBehaviour, Distribution, Traffic } from '../contract.ts';
import type { Engine } from '../engine/contract.ts';

export interface WorldSpec {
  readonly seed: number;
  readonly gateways: readonly GatewaySpec[];
  readonly servers: readonly ServerSpec[];
  readonly sources: readonly SourceSpec[];
  /** One way between two regions, or within one. */
  readonly oneWayMs: (from: string, to: string) => number;
  /** One way from a gateway to itself over loopback; 0.1 when left out. */
  readonly hopMs?: number;
  readonly client: ClientBehaviour;
}

/** One Kong cluster and what is configured in it. */
export interface GatewaySpec {
  readonly name: string;
  readonly region: string;
  readonly nodes: number;
  /** Of each node. */
  readonly workers: number;
  readonly services: readonly ServiceSpec[];
  readonly upstreams: readonly UpstreamSpec[];
}

/** A Kong service with the route that leads to it. */
export interface ServiceSpec {
  readonly name: string;
  readonly upstream: string;
  /** Kong's: further tries after the first. */
  readonly retries: number;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** Answers that count as overload, not as errors. */
  readonly overloadStatuses: readonly number[];
  /** A client that leaves earlier than this counts for nothing (`aborted`), later as failed. */
  readonly deadlineMs: number;
}

export interface UpstreamSpec {
  readonly settings: KongUpstreamSettings;
  readonly targets: readonly KongTargetSettings[];
  /** Where a target leads; asked once for each target that the upstream ever has. */
  readonly resolve: (target: string) => Place;
}

export type Place =
  | { readonly kind: 'server'; readonly server: string }
  /** Kong's own proxy: a route on a loopback address that leads to another service of the gateway. */
  | { readonly kind: 'service'; readonly service: string }
  /** Kong's own proxy: 503 with Retry-After at once; healthy. */
  | { readonly kind: 'shed' };

export interface ServerSpec {
  /** Unique, such as its `host:port`. */
  readonly name: string;
  readonly region: string;
  /** True capacity is `workers × size`. */
  readonly workers: number;
  readonly size: number;
  /** Waiting places (scaled with `size`); a request that finds none is answered 503 at once. */
  readonly queue: number;
  readonly errorRatio: number;
  /** A failing answer takes this part of the normal time. */
  readonly errorTimeRatio: number;
}

/** What faults change of a server; the rest is as specified. */
export interface ServerState {
  /**
   * `refuse`: connections are refused, those that stand are reset. `black-hole`: accepts and never
   * answers (read time-out). `unreachable`: packets are dropped (connect time-out).
   */
  readonly reachability: 'up' | 'refuse' | 'black-hole' | 'unreachable';
  readonly slowFactor: number;
  /** On top of the server's own. */
  readonly errorRatio: number;
  /** Capacity that is left, as a part (> 0). */
  readonly capacityRatio: number;
  /**
   * Slower by `factor`, decaying with `tauMs` from the first request after this was set; warm at
   * once after `forMs`, when that is given.
   */
  readonly cold: {
    readonly factor: number;
    readonly tauMs: number;
    readonly forMs?: number;
  } | null;
  /** What /health says. */
  readonly health: 'truth' | 'up' | 'down';
}

export const SERVER_WELL: ServerState = {
  reachability: 'up',
  slowFactor: 1,
  errorRatio: 0,
  capacityRatio: 1,
  cold: null,
  health: 'truth',
};

/** A stream of requests from outside to one service of one gateway. */
export interface SourceSpec {
  readonly gateway: string;
  readonly service: string;
  /** Mean rate before the shape is applied. */
  readonly ratePerSecond: number;
  readonly shape: Traffic['shape'];
  readonly keys: number;
  /** Work of a request, as the time it takes one worker of a server that is well. */
  readonly serviceTime: Distribution;
}

/** Cumulative over one reader's span: what Kong's log entries say of one target. */
export interface TargetTally {
  readonly gateway: string;
  readonly upstream: string;
  readonly target: string;
  readonly outcomes: OutcomeCounts;
  /** Of answered tries. */
  readonly latency: Histogram;
  /** Time spent at the target, answered or not. */
  readonly busyMs: number;
}

/** The same of whole requests of a service, as the gateway answered them. */
export interface ServiceTally {
  readonly gateway: string;
  readonly service: string;
  readonly total: number;
  readonly failed: number;
  /** Of the failed: answered by a shed target. */
  readonly shed: number;
}

/**
 * Hands out what was counted since it was read last, or made; each reader has its own place.
 */
export interface TallyReader {
  read(): { readonly targets: readonly TargetTally[]; readonly services: readonly ServiceTally[] };
}

/** One second of intended send times, at the client, once the fate of all its requests is known. */
export interface SecondTally {
  /** Since the start of the world. */
  readonly second: number;
  readonly sent: number;
  /** No complete good answer within the deadline. */
  readonly failed: number;
  /** Of the failed: the last answer came from a shed target. */
  readonly shed: number;
  /** Of the good ones, from the intended send time. */
  readonly latency: Histogram;
  /** Good answers, by server; in the order of `WorldSpec.servers`. */
  readonly servedByServer: Readonly<Int32Array>;
}

/** What a probe from outside Kong would find at a server's /health now, travel time apart. */
export type HealthAnswer = 'ok' | 'status-500' | 'refused' | 'no-answer';

export interface World extends Engine {
  readonly spec: WorldSpec;
  /**
   * Called for each second, in order, when all its requests are settled (the client's deadline
   * after its end, at the latest). At most one; must not keep what it is given.
   */
  onSecond(listener: (second: SecondTally) => void): void;
  createTallyReader(): TallyReader;

  /** The balancer of an upstream on one node: health, marks. Not for weights. */
  model(where: ModelPlace): UpstreamModel;
  /** A write takes effect on one node: rebuilds its balancers, restarts its probe clock. */
  rebuild(
    where: ModelPlace,
    change: {
      readonly settings?: KongUpstreamSettings;
      readonly targets?: readonly KongTargetSettings[];
    },
  ): void;

  setServer(server: string, change: Partial<ServerState>): void;
  serverState(server: string): ServerState;
  healthAnswer(server: string): HealthAnswer;
  /** Time that workers were busy so far, in worker-milliseconds, and workers there are now. */
  serverLoad(server: string): { readonly busyMs: number; readonly workers: number };

  /** From now on; multiplies the rate of every source, or of those of one service. */
  setRateFactor(factor: number, service?: string): void;
  /** Requests at a gateway now. */
  readonly inFlight: number;
}

export interface ModelPlace {
  readonly gateway: string;
  /** 0 … nodes − 1. */
  readonly node: number;
  readonly upstream: string;
}
