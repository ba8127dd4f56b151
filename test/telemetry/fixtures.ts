/** Recorded logs of a real Kong 3.9.3, and what the telemetry tests share. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Clock, KongAdmin, Logger } from '../../src/model/ports.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../src/model/strategy.ts';

const FOLDER = new URL('../fixtures/kong/telemetry/', import.meta.url);

interface LogRecording {
  readonly http_log: readonly { readonly body_raw: string }[];
  readonly tcp_log?: readonly string[];
  readonly udp_log?: readonly string[];
}

export function logNames(): string[] {
  return readdirSync(FOLDER).filter((name) => /^logs-.*\.json$/.test(name));
}

export function readLogs(name: string): LogRecording {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as LogRecording;
}

/** The entries of all deliveries, in order. */
export function httpEntries(name: string): unknown[] {
  return readLogs(name).http_log.flatMap(({ body_raw }) => JSON.parse(body_raw) as unknown);
}

export function makeService(
  upstream: string,
  targets: readonly string[],
  changes: Partial<ServiceStrategy> = {},
): ServiceStrategy {
  return {
    name: upstream,
    upstream,
    objective: { availabilityRatio: 0.999, windowMs: 1, latency: [] },
    routes: [],
    path: null,
    protocol: 'http',
    algorithm: { kind: 'round-robin' },
    health: {
      path: '/health',
      expect: { statuses: [200], body: null, json: {} },
      intervalMs: 1_000,
      timeoutMs: 500,
      overloadStatuses: [429, 503],
    },
    targets: targets.map((target) => ({
      target,
      host: target.replace(/:\d+$/, ''),
      port: Number(/\d+$/.exec(target)?.[0]),
      region: 'a',
      capacityRps: null,
    })),
    failover: {
      mode: 'active-passive',
      standbyShareRatio: 0.01,
      whenCapacityIsShort: 'shed',
      approval: 'auto',
      before: null,
      after: null,
    },
    failback: {
      blocked: [],
      approval: 'auto',
      holdMs: 1,
      holdMaxMs: 1,
      steps: [1],
      minDwellMs: 1,
      minRequests: 1,
    },
    adapt: { errors: true, latency: true, load: true },
    client: { deadlineMs: 5_000 },
    protect: {
      rateLimit: null,
      circuitBreaker: true,
      retries: 1,
      timeoutMs: 2_000,
      connectTimeoutMs: 500,
    },
    ...changes,
  };
}

export function makeStrategy(
  services: readonly ServiceStrategy[],
  logs: Partial<Strategy['telemetry']['logs']> = {},
): Strategy {
  return {
    name: 'test',
    mode: 'observe',
    layout: 'flat',
    regions: [{ name: 'a', priority: 0, rttMs: {} }],
    gateways: [makeGateway('kong'), makeGateway('kong-eu')],
    telemetry: {
      logs: { listen: '127.0.0.1:0', url: '', tokenFile: null, allow: [], ...logs },
      prometheus: null,
      expiryMs: 180_000,
    },
    services,
    notify: [],
  };
}

export function makeGateway(name: string, changes: Partial<Gateway> = {}): Gateway {
  return {
    name,
    region: 'a',
    adminUrls: [],
    proxyUrl: null,
    loopbackUrl: null,
    tokenFile: null,
    tokenEnv: null,
    workspace: null,
    tls: { caFile: null, certFile: null, keyFile: null },
    ...changes,
  };
}

export const silentLogger: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Time that moves only when told; sleepers wake in the order of their times. */
export function createFakeClock(
  startMs = 1_000_000,
): Clock & { advance(ms: number): Promise<void> } {
  let nowMs = startMs;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  return {
    nowMs: () => nowMs,
    sleep(durationMs, signal) {
      return new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = { atMs: nowMs + durationMs, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => resolve(), { once: true });
        return undefined;
      });
    },
    timeoutSignal: () => new AbortController().signal,
    async advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        await settle();
        const [next] = [...sleepers].toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > endMs) break;
        sleepers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
      nowMs = endMs;
      await settle();
    },
  };
}

/** Lets promises that are due run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function makeAdmin(changes: Partial<KongAdmin> = {}): KongAdmin {
  return {
    readHealth: () => Promise.resolve([]),
    readWeights: () => Promise.resolve({}),
    setWeight: () => Promise.resolve(),
    ...changes,
  };
}
