/**
 * Ballast's own probes in virtual time: every target of the strategy on its own jittered interval
 * (as `src/telemetry/prober.ts`), from where Ballast runs.
 */

import type { Random } from '../../lib/random.ts';
import type { ProbeReading } from '../../model/observation.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { World } from '../world/contract.ts';
import type { ObserverState } from './observer-state.ts';
import { EPOCH_MS } from './virtual-time.ts';

export interface VirtualProber {
  /** The last probe of a target; `null` before the first. */
  readingOf(upstream: string, target: string): ProbeReading | null;
  stop(): void;
}

export interface VirtualProberOptions {
  readonly world: World;
  readonly services: readonly ServiceStrategy[];
  /** Region that Ballast runs in. */
  readonly region: string;
  readonly observer: () => ObserverState;
  readonly random: Random;
}

/** What /health itself takes. */
const ANSWER_MS = 1;

export function createVirtualProber(options: VirtualProberOptions): VirtualProber {
  const { world, services, random } = options;
  const readings = new Map<string, ProbeReading>();
  let isStopped = false;

  const watch = (service: ServiceStrategy, server: string) => {
    if (isStopped) return;
    const { upstream, health } = service;
    const key = `${upstream} ${server}`;
    const { reason, latencyMs } = probe(options, service, server);
    world.schedule(world.nowMs + latencyMs, () => {
      readings.set(key, nextReading(readings.get(key), { reason, latencyMs, atMs: world.nowMs }));
    });
    // ± 10 %, so that probes never come in volleys.
    const nextMs = Math.max(latencyMs, health.intervalMs * (0.9 + 0.2 * random()));
    world.schedule(world.nowMs + nextMs, () => watch(service, server));
  };
  for (const service of services) {
    for (const { target } of service.targets) {
      const startMs = world.nowMs + service.health.intervalMs * random();
      world.schedule(startMs, () => watch(service, target));
    }
  }
  return {
    readingOf: (upstream, target) => readings.get(`${upstream} ${target}`) ?? null,
    stop: () => {
      isStopped = true;
    },
  };
}

interface ProbeOutcome {
  /** As production says it; `null` when the target is well. */
  readonly reason: string | null;
  readonly latencyMs: number;
}

function probe(
  { world, region, observer }: VirtualProberOptions,
  { health }: ServiceStrategy,
  server: string,
): ProbeOutcome {
  if (observer().blindTo.has(server)) return { reason: 'timeout', latencyMs: health.timeoutMs };
  const at = world.spec.servers.find(({ name }) => name === server)?.region ?? region;
  const roundTripMs = world.spec.oneWayMs(region, at) + world.spec.oneWayMs(at, region);
  switch (world.healthAnswer(server)) {
    case 'ok':
      return { reason: null, latencyMs: roundTripMs + ANSWER_MS };
    case 'status-500':
      return { reason: 'status 500', latencyMs: roundTripMs + ANSWER_MS };
    case 'refused':
      return { reason: 'refused', latencyMs: roundTripMs };
    case 'no-answer':
      return { reason: 'timeout', latencyMs: health.timeoutMs };
  }
}

function nextReading(
  before: ProbeReading | undefined,
  { reason, latencyMs, atMs }: ProbeOutcome & { readonly atMs: number },
): ProbeReading {
  const ok = reason === null;
  return {
    atMs: EPOCH_MS + atMs,
    ok,
    reason,
    latencyMs,
    failuresInRow: ok ? 0 : (before?.failuresInRow ?? 0) + 1,
    successesInRow: ok ? (before?.successesInRow ?? 0) + 1 : 0,
  };
}
