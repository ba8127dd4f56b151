/**
 * Ballast's own probes: every target of the strategy, each on its own jittered interval, whatever
 * its weight – Kong does not probe a drained target (facts 93), so nobody else would notice that it
 * is well again.
 */

import type { Random } from '../lib/random.ts';
import type { ProbeReading } from '../model/observation.ts';
import type { Clock } from '../model/ports.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import type { TelemetryCounters } from './counters.ts';
import { probeTarget, type ProbeRequest, type ProbeResult } from './probe.ts';
import { createSlots } from './slots.ts';

export type ProbeTarget = (request: ProbeRequest, signal: AbortSignal) => Promise<ProbeResult>;

export interface ProberOptions {
  readonly services: readonly ServiceStrategy[];
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: TelemetryCounters;
  /** Probes under way at the same time. */
  readonly maxConcurrent?: number;
  readonly probe?: ProbeTarget;
}

export interface Prober {
  /** Probes until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** The last probe of a target; `null` before the first. */
  readingOf(upstream: string, target: string): ProbeReading | null;
}

export function createProber(options: ProberOptions): Prober {
  const readings = new Map<string, ProbeReading>();
  const slots = createSlots(options.maxConcurrent ?? 64);
  const probe = options.probe ?? probeTarget;
  const { clock, random, counters } = options;

  async function watch(service: ServiceStrategy, target: string, signal: AbortSignal) {
    const { health, protocol, upstream } = service;
    const key = keyOf(upstream, target);
    // Spread over one interval, so that probes never come in volleys.
    await clock.sleep(health.intervalMs * random(), signal);
    while (!signal.aborted) {
      const startedAtMs = clock.nowMs();
      const result = await slots.run(() => probe({ protocol, target, health }, signal));
      if (signal.aborted) return;
      readings.set(key, nextReading(readings.get(key), { ...result, atMs: clock.nowMs() }));
      counters.probes[result.reason === null ? 'ok' : 'failed'] += 1;
      const spentMs = clock.nowMs() - startedAtMs;
      await clock.sleep(Math.max(0, jittered(health.intervalMs, random()) - spentMs), signal);
    }
  }

  return {
    async run(signal) {
      await Promise.all(
        options.services.flatMap((service) =>
          service.targets.map(({ target }) => watch(service, target, signal)),
        ),
      );
    },
    readingOf: (upstream, target) => readings.get(keyOf(upstream, target)) ?? null,
  };
}

/** ± 10 %. */
function jittered(intervalMs: number, random: number): number {
  return intervalMs * (0.9 + 0.2 * random);
}

function keyOf(upstream: string, target: string): string {
  return `${upstream} ${target}`;
}

function nextReading(
  before: ProbeReading | undefined,
  { reason, latencyMs, atMs }: ProbeResult & { readonly atMs: number },
): ProbeReading {
  const ok = reason === null;
  return {
    atMs,
    ok,
    reason,
    latencyMs,
    failuresInRow: ok ? 0 : (before?.failuresInRow ?? 0) + 1,
    successesInRow: ok ? (before?.successesInRow ?? 0) + 1 : 0,
  };
}
