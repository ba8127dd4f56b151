/**
 * One running node: the proxy, the balancer models, the probes, the plugins, logs and metrics, all
 * following the entity store. Implements what the Admin API asks of a node.
 *
 * Changes of services, routes and plugins take effect at once, where Kong takes up to
 * `worker_state_update_frequency` (a departure); changes of upstreams and targets do in both.
 */

import type { Clock } from '../../model/ports.ts';
import type { EntityStore } from '../entities/store.ts';
import type { EntityChange, KongService } from '../entities/types.ts';
import type { Workspace } from '../logs/log-entry.ts';
import { createLogSinks, type LogSinks } from '../logs/log-sinks.ts';
import { renderMetrics } from '../metrics/exposition.ts';
import { createRequestMetrics } from '../metrics/request-metrics.ts';
import { type Behaviours, createPluginPlans, type PluginPlan } from '../plugins/plugin-plan.ts';
import { createConnectionPool } from '../proxy/connection-pool.ts';
import type { ExchangeRecord } from '../proxy/exchange-record.ts';
import type { FoundPeers, RoutingConfig } from '../proxy/exchange-world.ts';
import { hashInput } from '../proxy/hash-input.ts';
import { balancedPeers, directPeers } from '../proxy/peer-source.ts';
import { createProxyServer, type ListenAddress, type ProxyServer } from '../proxy/proxy-server.ts';
import { createRouter } from '../proxy/router.ts';
import { createTrustedSenders } from '../proxy/trusted-senders.ts';
import type { ConnectionCounts, GatewayRuntime, HealthMark, TimerCounts } from '../runtime-port.ts';
import { createHostResolver, type HostResolver } from './host-resolver.ts';
import { createProbeRunner, type ProbeRunner } from './probe-runner.ts';
import { createUpstreamModels, type UpstreamModels } from './upstream-models.ts';

export interface GatewayNodeOptions {
  readonly store: EntityStore;
  readonly nodeId: string;
  readonly version: string;
  readonly workspace: Workspace;
  /** Balancers per upstream; each client connection belongs to one. */
  readonly workers: number;
  /** Senders whose word on the client's address is taken; default nobody. */
  readonly trustedIps?: readonly string[];
  readonly random: () => number;
  readonly clock: Clock;
}

export interface GatewayNode extends GatewayRuntime {
  listen(address: ListenAddress): ReturnType<ProxyServer['listen']>;
  close(): Promise<void>;
}

export function createGatewayNode(options: GatewayNodeOptions): GatewayNode {
  return new Node(options);
}

const NO_TIMERS: TimerCounts = { running: 0, pending: 0 };

class Node implements GatewayNode {
  readonly #options: GatewayNodeOptions;
  readonly #resolver: HostResolver;
  readonly #pool = createConnectionPool();
  readonly #metrics = createRequestMetrics();
  readonly #behaviours: Behaviours = new Map();
  readonly #sinks: LogSinks;
  readonly #probes: ProbeRunner;
  readonly #models: UpstreamModels;
  readonly #proxy: ProxyServer;
  readonly #unsubscribe: () => void;
  #routing: RoutingConfig;

  constructor(options: GatewayNodeOptions) {
    const { store, clock, workspace, workers } = options;
    const nowMs = () => clock.nowMs();
    this.#options = options;
    this.#resolver = createHostResolver(nowMs);
    this.#sinks = createLogSinks({ clock, workspace });
    this.#models = createUpstreamModels({
      ...options,
      resolver: this.#resolver,
      nowMs,
      onRebuilt: () => this.#probes?.wake(),
    });
    this.#probes = createProbeRunner(() => this.#models.all(), nowMs);
    this.#probes.wake();
    this.#routing = readRouting(store, this.#behaviours);
    this.#unsubscribe = store.onChange((change) => this.#apply(change));
    this.#proxy = createProxyServer({
      workers,
      trusted: createTrustedSenders(options.trustedIps ?? []),
      world: {
        pool: this.#pool,
        nowMs,
        peersOf: (service, record) => this.#peersOf(service, record),
        config: () => this.#routing,
        onFinished: (record, plan) => this.#account(record, plan),
      },
    });
  }

  listen(address: ListenAddress): ReturnType<ProxyServer['listen']> {
    return this.#proxy.listen(address);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#probes.close();
    this.#models.close();
    await this.#proxy.close();
    await Promise.all([this.#sinks.close(), this.#pool.close()]);
  }

  targetHealth(upstream: string): ReturnType<GatewayRuntime['targetHealth']> {
    return this.#models.get(upstream)?.targetHealth() ?? null;
  }

  balancerHealth(upstream: string): ReturnType<GatewayRuntime['balancerHealth']> {
    return this.#models.get(upstream)?.balancerHealth() ?? null;
  }

  setHealth({
    upstream,
    target,
    healthy,
    ipPort,
  }: HealthMark): ReturnType<GatewayRuntime['setHealth']> {
    return this.#models.get(upstream)?.setHealth(target, healthy, ipPort) ?? 'unknown-target';
  }

  connections(): ConnectionCounts {
    return this.#proxy.connections();
  }

  timers(): TimerCounts {
    return NO_TIMERS;
  }

  metricsText(): string {
    const { nodeId, version, workspace } = this.#options;
    return renderMetrics({
      nodeId,
      version,
      workspace: workspace.name,
      connections: this.connections(),
      timers: this.timers(),
      workers: [{ pid: process.pid, heapBytes: process.memoryUsage().heapUsed }],
      series: this.#metrics.series(),
      health: this.#metrics.showsHealth ? healthOf(this.#models) : null,
    });
  }

  #apply(change: EntityChange): void {
    const { store } = this.#options;
    this.#models.apply(change);
    if (change.kind === 'upstreams' || change.kind === 'targets') return;
    this.#routing = readRouting(store, this.#behaviours);
    this.#sinks.retain(store.plugins().filter((plugin) => plugin.enabled));
  }

  #peersOf(service: KongService, record: ExchangeRecord): FoundPeers {
    const model = this.#models.get(service.host);
    if (model !== null) {
      const { value, setCookie } = hashInput(model.settings, record);
      return { peers: balancedPeers(model, model.begin(record.worker, value)), setCookie };
    }
    const { host, port } = service;
    const known = this.#resolver.known(host);
    if (known !== null) return { peers: directPeers(host, port, known), setCookie: null };
    const peers = this.#resolver.resolve(host).then((found) => directPeers(host, port, found));
    return { peers, setCookie: null };
  }

  #account(record: ExchangeRecord, plan: PluginPlan): void {
    for (const plugin of plan.log) {
      if (plugin.name === 'prometheus') this.#metrics.count(record, plugin);
    }
    this.#sinks.write(plan.log, record);
  }
}

function readRouting(store: EntityStore, behaviours: Behaviours): RoutingConfig {
  return {
    router: createRouter({ services: store.services(), routes: store.routes() }),
    plans: createPluginPlans(store.plugins(), behaviours),
  };
}

function healthOf(models: UpstreamModels) {
  return [...models.all()]
    .map(([upstream, model]) => ({ upstream, targets: model.targetHealth() }))
    .toSorted((a, b) => (a.upstream < b.upstream ? -1 : 1));
}
