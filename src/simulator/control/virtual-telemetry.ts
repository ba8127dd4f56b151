/** The telemetry port in virtual time: logs, own probes, Kong's health, utilisation. */

import type { Random } from '../../lib/random.ts';
import type { NodeReading, Observation, TargetReading } from '../../model/observation.ts';
import type { Telemetry } from '../../model/ports.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { Places } from '../contestants/places.ts';
import type { KongCluster, TelemetryLink } from '../contract.ts';
import type { World } from '../world/contract.ts';
import type { AdminState } from './admin-state.ts';
import type { KongDatabase } from './kong-database.ts';
import { createLogFeed, type ServiceNews } from './log-feed.ts';
import type { ObserverState } from './observer-state.ts';
import { createUtilisationFeed } from './utilisation-feed.ts';
import { viewsOf } from './virtual-kong.ts';
import { createVirtualProber } from './virtual-prober.ts';
import { EPOCH_MS } from './virtual-time.ts';

export interface VirtualTelemetry extends Telemetry {
  stop(): void;
}

export interface VirtualTelemetryOptions {
  readonly world: World;
  readonly services: readonly ServiceStrategy[];
  readonly databases: readonly KongDatabase[];
  /** Of each gateway, in the order of the databases. */
  readonly places: readonly Places[];
  readonly kong: KongCluster;
  readonly link: TelemetryLink;
  /** Region that Ballast runs in. */
  readonly region: string;
  readonly observer: () => ObserverState;
  readonly admin: () => AdminState;
  readonly random: Random;
}

export function createVirtualTelemetry(options: VirtualTelemetryOptions): VirtualTelemetry {
  const { services } = options;
  const logs = createLogFeed(options);
  const prober = createVirtualProber(options);
  const health = createHealthPoll(options);
  const utilisation = createUtilisationFeed(options);
  const readTarget = (
    { upstream }: ServiceStrategy,
    { target, news }: { target: string; news: ServiceNews },
  ): TargetReading => {
    const busy = utilisation.readingOf(target);
    return {
      target,
      ...news.targetOf(target),
      ...(busy === null ? {} : { utilisation: busy }),
      probe: prober.readingOf(upstream, target),
      nodes: health.readingsOf(target),
    };
  };
  return {
    read: (): Observation => ({
      logsAtMs: onEpoch(logs.arrivedAtMs),
      upstreams: services.map((service) => {
        const news = logs.take(service);
        return {
          upstream: service.upstream,
          requests: news.requests,
          logsAtMs: onEpoch(news.arrivedAtMs),
          targets: service.targets.map(({ target }) => readTarget(service, { target, news })),
        };
      }),
    }),
    stop() {
      for (const part of [logs, prober, health, utilisation]) part.stop();
    },
  };
}

interface HealthPoll {
  readingsOf(target: string): readonly NodeReading[];
  stop(): void;
}

/** As production's poller. */
const POLL_MS = 1_000;

function createHealthPoll(options: VirtualTelemetryOptions): HealthPoll {
  const { world, databases, places, kong, admin } = options;
  const readings = new Map<string, Map<string, NodeReading>>();
  let isStopped = false;

  const record = (database: KongDatabase, own: Places | undefined) => {
    const gateway = database.gateway.name;
    for (const [upstream, { homeTargets }] of own ?? []) {
      // An outer upstream leads to the gateway itself and says nothing of targets.
      if (homeTargets.length === 0) continue;
      for (const view of viewsOf({ world, database, upstream })) {
        for (const { target, health, nodeWeight } of view.targets) {
          if (!homeTargets.includes(target)) continue;
          const { nodeId } = view;
          const nodes = readings.get(target) ?? new Map<string, NodeReading>();
          readings.set(target, nodes);
          const atMs = EPOCH_MS + world.nowMs;
          nodes.set(nodeId, { gateway, nodeId, atMs, health, nodeWeight });
        }
      }
    }
  };
  const poll = () => {
    if (isStopped) return;
    const { isDown, callMs } = admin();
    if (!isDown) {
      world.schedule(world.nowMs + (callMs ?? kong.adminMs), () => {
        if (isStopped) return;
        for (const [index, database] of databases.entries()) record(database, places[index]);
      });
    }
    world.schedule(world.nowMs + POLL_MS, poll);
  };
  world.schedule(world.nowMs, poll);
  return {
    readingsOf: (target) => [...(readings.get(target)?.values() ?? [])],
    stop: () => {
      isStopped = true;
    },
  };
}

function onEpoch(atMs: number | null): number | null {
  return atMs === null ? null : EPOCH_MS + atMs;
}
