/**
 * A Kong with probes, traffic and a controller that ticks, all of them as small as a drill can see, in
 * virtual time. What a test breaks is public.
 */

import { createHash } from 'node:crypto';
import { parseDrill } from '../../../src/drill/file/parse-drill.ts';
import type { DrillGateway, DrillPlugin } from '../../../src/drill/ports.ts';
import type { DrillerPorts, DrillOptions } from '../../../src/drill/running.ts';
import type { Digest } from '../../../src/decide/digest.ts';
import type { Drill } from '../../../src/model/drill.ts';
import type { KeptStore } from '../../../src/model/history.ts';
import { isActive, OVERRIDES_SETTING, readOverrides } from '../../../src/model/override.ts';
import type { StatusSnapshot } from '../../../src/model/status.ts';
import type { Strategy } from '../../../src/model/strategy.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import { type FixtureOptions, strategyFixture } from '../../support/strategy-fixture.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export interface FakeWorld {
  readonly clock: FakeClock;
  readonly store: KeptStore;
  readonly strategy: Strategy;
  readonly ports: DrillerPorts;
  /** Targets that Kong holds for unhealthy. */
  readonly marked: Set<string>;
  readonly plugins: Map<string, DrillPlugin>;
  /** Commands and URLs that were called, oldest first. */
  readonly calls: string[];
  /** What a test breaks. */
  readonly faults: {
    adminDown: boolean;
    /** Part of the requests that fails. */
    failedRatio: number;
    controllerStopped: boolean;
    /** No lever moves anything. */
    isDeaf: boolean;
    /** Undo calls that fail before one works. */
    callsToFail: number;
    changeSnapshot: (snapshot: StatusSnapshot) => StatusSnapshot;
  };
  options(drill: Drill, signal?: AbortSignal): DrillOptions;
  /** Begins ticks and probes; ends with the signal. */
  start(signal: AbortSignal): void;
}

const RPS = 100;
const PROBE_MS = 1_000;

export function createFakeWorld(options: FixtureOptions = { capacityRps: 100 }): FakeWorld {
  const clock = createFakeClock();
  const store = createMemoryStore({ tickLimit: 5_000 });
  const strategy = strategyFixture(options);
  const marked = new Set<string>();
  const plugins = new Map<string, DrillPlugin>();
  const calls: string[] = [];
  const faults: FakeWorld['faults'] = {
    adminDown: false,
    failedRatio: 0,
    controllerStopped: false,
    isDeaf: false,
    callsToFail: 0,
    changeSnapshot: (snapshot) => snapshot,
  };
  let ids = 0;
  const answer = <T>(value: () => T): Promise<T> =>
    faults.adminDown ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve(value());
  const gateway = gatewayOf({ strategy, marked, plugins, answer });
  const call = (what: string) => {
    calls.push(what);
    const ok = faults.callsToFail <= 0;
    faults.callsToFail -= 1;
    return Promise.resolve({ ok, detail: what, json: null, status: ok ? 200 : 500 });
  };
  const ports: DrillerPorts = {
    store,
    history: store.history,
    clock,
    gateways: [gateway],
    caller: { command: (run) => call(run), http: ({ method, url }) => call(`${method} ${url}`) },
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
  const world: FakeWorld = {
    clock,
    store,
    strategy,
    ports,
    marked,
    plugins,
    calls,
    faults,
    options: (drill, signal = new AbortController().signal) => ({
      drill,
      strategy,
      by: 'ada',
      via: 'cli',
      holder: 'driller',
      ballastVersion: '0.0.0',
      signal,
      onProgress: () => undefined,
    }),
    start(signal) {
      void (async () => {
        while (!signal.aborted) {
          await tick(world);
          await clock.sleep(PROBE_MS / 2, signal);
          // Kong's own probes: everything answers.
          marked.clear();
          await clock.sleep(PROBE_MS / 2, signal);
        }
      })();
    },
  };
  return world;
}

export function drillOf(text: string): Drill {
  const { drill, problems } = parseDrill(text);
  if (drill === null) throw new Error(JSON.stringify(problems));
  return drill;
}

function gatewayOf(kong: {
  readonly strategy: Strategy;
  readonly marked: Set<string>;
  readonly plugins: Map<string, DrillPlugin>;
  readonly answer: <T>(value: () => T) => Promise<T>;
}): DrillGateway {
  const { strategy, marked, plugins, answer } = kong;
  const targets = strategy.services[0]?.targets ?? [];
  return {
    name: strategy.gateways[0]?.name ?? '',
    adminUrl: 'http://127.0.0.1:8001',
    nodes: [
      {
        readHealth: (upstream) =>
          answer(() => ({
            upstream,
            nodeId: 'node-1',
            targets: targets.map(({ target }) => ({
              target,
              weight: 100,
              nodeWeight: 100,
              health: marked.has(target) ? ('UNHEALTHY' as const) : ('HEALTHY' as const),
              addresses: [],
            })),
          })),
        setHealth: ({ target, healthy }) =>
          answer(() => void (healthy ? marked.delete(target) : marked.add(target))),
        readUndoneAfterMs: () => answer(() => PROBE_MS),
        putPlugin: (plugin) => answer(() => void plugins.set(plugin.id, plugin)),
        deletePlugin: (id) => answer(() => void plugins.delete(id)),
        hasPlugin: (id) => answer(() => plugins.has(id)),
        hasDatabase: () => answer(() => true),
      },
    ],
  };
}

/** What a controller leaves behind each second. */
async function tick({ clock, store, strategy, marked, faults }: FakeWorld): Promise<void> {
  if (faults.controllerStopped) return;
  const nowMs = clock.nowMs();
  const overrides = readOverrides(await store.readSetting(OVERRIDES_SETTING));
  const inForce = overrides.filter((one) => isActive(one, nowMs));
  const [service] = strategy.services;
  if (service === undefined) return;
  const outRegions = inForce.flatMap(({ lever }) =>
    lever.kind === 'evacuate' && !faults.isDeaf ? [lever.region] : [],
  );
  const isOut = ({ target, region }: { target: string; region: string }) =>
    marked.has(target) || outRegions.includes(region);
  const [first] = strategy.regions;
  const preferred = service.targets.filter((one) => one.region === first?.name && !isOut(one));
  const serving = preferred.length > 0 ? preferred : service.targets.filter((one) => !isOut(one));
  const failed = Math.round(RPS * faults.failedRatio);
  const digest: Digest = {
    logsAtMs: nowMs,
    upstreams: [
      {
        upstream: service.upstream,
        requests: RPS,
        failed,
        targets: service.targets.map(({ target, region }) => {
          const share = serving.some((one) => one.target === target) ? RPS / serving.length : 0;
          return {
            target,
            tries: Math.round(share),
            failures: Math.round((share * failed) / RPS),
            connectFailures: 0,
            noAnswers: 0,
            overload: 0,
            latencyCount: Math.round(share),
            latencySumMs: share * 10,
            latency: { first: 14, counts: [Math.round(share)] },
            probe: { atMs: nowMs, failuresInRow: 0, successesInRow: 9 },
            nodes: [
              {
                gateway: strategy.gateways[0]?.name ?? '',
                nodeId: 'node-1',
                atMs: nowMs,
                health: marked.has(target) ? 'UNHEALTHY' : 'HEALTHY',
                nodeWeight: outRegions.includes(region) ? 0 : 100,
              },
            ],
          };
        }),
      },
    ],
  };
  const snapshot = faults.changeSnapshot(snapshotOf({ strategy, nowMs, outRegions }));
  await store.commit({ snapshot, tick: { atMs: nowMs, digest } });
}

function snapshotOf(options: {
  readonly strategy: Strategy;
  readonly nowMs: number;
  readonly outRegions: readonly string[];
}): StatusSnapshot {
  const { strategy, nowMs, outRegions } = options;
  const gateway = strategy.gateways[0]?.name ?? '';
  return {
    version: 1,
    atMs: nowMs,
    startedAtMs: nowMs - 60_000,
    tickMs: 1_000,
    strategy: strategy.name,
    mode: 'act',
    leader: { holder: 'controller', token: 1 },
    writes: 0,
    gateways: [{ gateway, region: strategy.regions[0]?.name ?? '', failure: null, foreign: [] }],
    upstreams: strategy.services.map((service) => ({
      service: service.name,
      upstream: service.upstream,
      demandRps: RPS,
      budget: { leftRatio: 0.9, burn: {} },
      failingRatio: 0,
      reason: '',
      regions: strategy.regions.map(({ name: region }, index) => {
        const peace = index === 0 ? 0.99 : 0.01;
        const isOut = outRegions.includes(region);
        const ratio = outRegions.length === 0 ? peace : Number(!isOut);
        return {
          region,
          phase: isOut ? ('evacuated' as const) : ('healthy' as const),
          sinceMs: 0,
          holdUntilMs: null,
          step: null,
          stepRatio: null,
          waitingFor: null,
          refused: null,
          shares: [{ gateway, desiredRatio: ratio, appliedRatio: ratio }],
          targets: service.targets
            .filter((one) => one.region === region)
            .map(({ target }) => ({
              target,
              rotation: 'in' as const,
              outUntilMs: null,
              probe: 'good' as const,
              kong: 'up' as const,
              triesPerSecond: 0,
              failingRatio: 0,
              meanLatencyMs: null,
              weights: [],
            })),
        };
      }),
    })),
    stale: [],
  };
}
