/** The targets of the virtual world: their faults, what Kong and Ballast's probes see of them. */

import { emptyHistogram } from '../../src/lib/histogram.ts';
import type { Random } from '../../src/lib/random.ts';
import { baselineWeights } from '../../src/model/baseline-weights.ts';
import type { KongTargetHealth } from '../../src/model/kong.ts';
import {
  emptyOutcomes,
  type Observation,
  type OutcomeCounts,
  type ProbeReading,
} from '../../src/model/observation.ts';
import type { ServiceStrategy, Strategy } from '../../src/model/strategy.ts';

export interface Fault {
  /** Connections are refused. */
  readonly refuse?: boolean;
  /** Accepts and never answers. */
  readonly blackhole?: boolean;
  /** Part of the answers that are 500; /health stays 200. */
  readonly errorRatio?: number;
  readonly slowFactor?: number;
  /** Answers /health with 500. */
  readonly sick?: boolean;
}

export type Observer = 'sees' | 'blind' | 'lost';

export interface Simulated {
  readonly target: string;
  readonly region: string;
  fault: Fault;
  weight: number;
  outcomes: OutcomeCounts;
  latency: ReturnType<typeof emptyHistogram>;
  kongHealth: KongTargetHealth;
  passive: { tcp: number; timeouts: number; http: number };
  active: { failures: number; successes: number };
  probe: ProbeReading | null;
  nodeAtMs: number;
}

const PROBE_TIMEOUT_MS = 800;

export function simulatedTargets(service: ServiceStrategy, strategy: Strategy): Simulated[] {
  const weights = baselineWeights(service, strategy.gateways[0]?.region ?? '');
  return service.targets.map(({ target, region }) => ({
    target,
    region,
    fault: {},
    weight: weights[target] ?? 0,
    outcomes: emptyOutcomes(),
    latency: emptyHistogram(),
    kongHealth: 'HEALTHY',
    passive: { tcp: 0, timeouts: 0, http: 0 },
    active: { failures: 0, successes: 0 },
    probe: null,
    nodeAtMs: 0,
  }));
}

/** By weight among what Kong calls healthy. */
export function pickTarget(targets: readonly Simulated[], random: Random): Simulated | null {
  const able = targets.filter(({ kongHealth, weight }) => kongHealth === 'HEALTHY' && weight > 0);
  const total = able.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const target of able) {
    left -= target.weight;
    if (left < 0) return target;
  }
  return able.at(-1) ?? null;
}

/** Kong's passive checks: tcp 2, timeouts 2, http 5 in a row. */
export function passiveFailure(target: Simulated, kind: 'tcp' | 'timeouts' | 'http'): void {
  target.passive[kind] += 1;
  if (target.passive[kind] >= (kind === 'http' ? 5 : 2)) markUnhealthy(target);
}

function markUnhealthy(target: Simulated): void {
  target.kongHealth = 'UNHEALTHY';
  target.passive = { tcp: 0, timeouts: 0, http: 0 };
  target.active = { failures: 0, successes: 0 };
}

function answersHealth({ fault }: Simulated): boolean {
  return fault.refuse !== true && fault.blackhole !== true && fault.sick !== true;
}

/** Kong's active checks: each second, 2 of 2; none at weight 0. */
export function kongProbe(target: Simulated): void {
  if (target.weight === 0) return;
  const ok = answersHealth(target);
  const { failures, successes } = target.active;
  target.active = { failures: ok ? 0 : failures + 1, successes: ok ? successes + 1 : 0 };
  if (target.active.failures >= 2) markUnhealthy(target);
  if (target.active.successes >= 2) target.kongHealth = 'HEALTHY';
}

export function ownProbe(
  target: Simulated,
  { isBlind, nowMs }: { isBlind: boolean; nowMs: number },
) {
  const ok = answersHealth(target) && !isBlind;
  const { failuresInRow = 0, successesInRow = 0 } = target.probe ?? {};
  target.probe = {
    atMs: nowMs,
    ok,
    reason: ok ? null : 'refused',
    latencyMs: ok ? 5 : PROBE_TIMEOUT_MS,
    failuresInRow: ok ? 0 : failuresInRow + 1,
    successesInRow: ok ? successesInRow + 1 : 0,
  };
}

export function observe(options: {
  readonly service: ServiceStrategy;
  readonly targets: Simulated[];
  readonly requests: { readonly total: number; readonly failed: number };
  readonly logsAtMs: number | null;
  readonly observer: Observer;
}): Observation {
  const { service, targets, requests, logsAtMs, observer } = options;
  const isLost = observer === 'lost';
  const readings = targets.map((target) => {
    const { outcomes, latency } = target;
    target.outcomes = emptyOutcomes();
    target.latency = emptyHistogram();
    return {
      target: target.target,
      outcomes: isLost ? emptyOutcomes() : outcomes,
      latency: isLost ? emptyHistogram() : latency,
      inFlight: 0,
      probe: target.probe,
      nodes: [
        {
          gateway: 'kong-eu',
          nodeId: 'node-1',
          atMs: target.nodeAtMs,
          health: target.weight === 0 ? ('HEALTHCHECKS_OFF' as const) : target.kongHealth,
          nodeWeight: target.weight,
        },
      ],
    };
  });
  return {
    logsAtMs,
    upstreams: [
      {
        upstream: service.upstream,
        requests: isLost ? { total: 0, failed: 0 } : requests,
        logsAtMs,
        targets: readings,
      },
    ],
  };
}
