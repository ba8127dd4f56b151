/**
 * A node for the replay: the real entity store and Admin API, the real balancer model for health,
 * and a clock and targets that do what the recording's events say. Nothing sleeps.
 */

import type { FastifyInstance } from 'fastify';

import type { ProbeResult, UpstreamModel } from '../../../src/balancer/contract.ts';
import { createUpstreamModel } from '../../../src/balancer/upstream-model.ts';
import { createConfigState } from '../../../src/gateway/admin/config-state.ts';
import { createAdminServer } from '../../../src/gateway/admin/server.ts';
import { createEntityStore } from '../../../src/gateway/entities/store.ts';
import type { EntityStore } from '../../../src/gateway/entities/store.ts';
import type { EntityChange } from '../../../src/gateway/entities/types.ts';
import type { GatewayRuntime } from '../../../src/gateway/runtime-port.ts';
import { seededRandom } from '../../../src/lib/random.ts';

/** Between two exchanges; enough that no two entities have the same time. */
const EXCHANGE_MS = 10;
const RESOLUTION = { addresses: { localhost: ['127.0.0.1'], LOCALHOST: ['127.0.0.1'] } };

export interface World {
  readonly server: FastifyInstance;
  readonly store: EntityStore;
  /** The id of the next new entity: list order follows ids, so they are the recorded ones. */
  useId(id: string | null): void;
  /** Time passes for one exchange. */
  tick(): void;
  happen(event: string): void;
}

export function createWorld(database: 'memory' | 'off'): World {
  let nowMs = 1_795_000_000_000;
  let nextId: string | null = null;
  const random = seededRandom(1);
  const uuid = (): string => {
    const id = nextId ?? randomUuid(random);
    nextId = null;
    return id;
  };
  const store = createEntityStore({ database, nowMs: () => nowMs, uuid });
  const targets = new Map<string, ProbeResult>();
  const models = new Map<string, UpstreamModel>();
  store.onChange((change) => {
    follow(change, { store, models, nowMs, random });
  });
  const advance = (durationMs: number): void => {
    const untilMs = nowMs + durationMs;
    for (;;) {
      const next = nextProbe(models, untilMs);
      if (next === null) break;
      nowMs = Math.max(nowMs, next);
      probe(models, targets, nowMs);
    }
    nowMs = untilMs;
  };
  const server = createAdminServer({
    store,
    runtime: modelRuntime(models),
    node: {
      nodeId: randomUuid(random),
      hostname: 'gateway-node',
      proxyListen: ['127.0.0.1:8000'],
      adminListen: ['127.0.0.1:8001'],
      pid: 1,
      workers: 2,
    },
    config: createConfigState({ store, nowMs: () => nowMs, uuid }),
    onError: (error) => {
      throw error;
    },
  });
  return {
    server,
    store,
    useId: (id) => {
      nextId = id;
    },
    tick: () => {
      advance(EXCHANGE_MS);
    },
    happen: (event) => {
      const waited = /^waited (\d+) ms/.exec(event)?.[1];
      if (waited !== undefined) advance(Number(waited));
      else changeTargets(targets, event);
    },
  };
}

function modelRuntime(models: ReadonlyMap<string, UpstreamModel>): GatewayRuntime {
  return {
    targetHealth: (upstream) => models.get(upstream)?.targetHealth() ?? null,
    balancerHealth: (upstream) => models.get(upstream)?.balancerHealth() ?? null,
    setHealth: ({ upstream, target, healthy, ipPort }) =>
      models.get(upstream)?.setHealth(target, healthy, ipPort) ?? 'unknown-target',
    metricsText: () => '',
    connections: () => ({
      accepted: 0,
      handled: 0,
      active: 0,
      reading: 0,
      writing: 0,
      waiting: 0,
      totalRequests: 0,
    }),
    timers: () => ({ running: 0, pending: 0 }),
  };
}

function follow(
  change: EntityChange,
  {
    store,
    models,
    nowMs,
    random,
  }: {
    readonly store: EntityStore;
    readonly models: Map<string, UpstreamModel>;
    readonly nowMs: number;
    readonly random: () => number;
  },
): void {
  const names =
    change.kind === 'everything'
      ? [...new Set([...models.keys(), ...store.upstreamNames()])]
      : change.kind === 'upstreams' || change.kind === 'targets'
        ? [change.upstream]
        : [];
  for (const name of names) {
    const settings = store.settingsOf(name);
    const model = models.get(name);
    const definition = { targets: store.targetsOf(name), resolution: RESOLUTION, nowMs };
    if (settings === null) models.delete(name);
    else if (model !== undefined) model.rebuild({ settings, ...definition });
    else models.set(name, createUpstreamModel({ settings, ...definition, workers: 1, random }));
  }
}

function nextProbe(models: ReadonlyMap<string, UpstreamModel>, untilMs: number): number | null {
  const times = [...models.values()].flatMap((model) => model.nextProbeMs() ?? []);
  const next = Math.min(...times);
  return next <= untilMs ? next : null;
}

function probe(
  models: ReadonlyMap<string, UpstreamModel>,
  targets: ReadonlyMap<string, ProbeResult>,
  nowMs: number,
): void {
  for (const model of models.values()) {
    for (const { address } of model.dueProbes(nowMs)) {
      const result = targets.get(`${address.ip}:${address.port}`);
      model.reportProbe(address, result ?? { kind: 'status', status: 200 });
    }
  }
}

function changeTargets(targets: Map<string, ProbeResult>, event: string): void {
  if (event === 'all targets well again') {
    targets.clear();
    return;
  }
  const failing = /^(127\.0\.0\.1:\d+) (?:now )?answers 500/.exec(event)?.[1];
  if (failing !== undefined) {
    targets.set(failing, { kind: 'status', status: 500 });
    return;
  }
  const refusing = /^(127\.0\.0\.1:\d+) refuses connections/.exec(event)?.[1];
  if (refusing === undefined) throw new Error(`the replay does not know the event: ${event}`);
  targets.set(refusing, { kind: 'tcp-failure' });
}

function randomUuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
