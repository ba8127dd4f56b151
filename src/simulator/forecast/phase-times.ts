/**
 * How long each phase of a move takes, by kind of fault: from the arithmetic over what `generate`
 * writes (worst-case.ts, timings.ts) for Kong, from what the sequential tests need for Ballast.
 * Durations are uniform between `lowMs` and `highMs`; `highMs` is the worst case.
 */

import { ADVICE_TUNING } from '../../generate/advice/tuning.ts';
import { failureCosts } from '../../generate/advice/failures.ts';
import { CHECKS_TUNING } from '../../generate/tuning.ts';
import { timingsOf } from '../../generate/timings.ts';
import { worstCaseOf } from '../../generate/worst-case.ts';
import { holdsStandby } from '../../model/promotion.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';

/** Who moves traffic away from what fails. */
export const DESIGNS = ['kong-alone', 'ballast'] as const;
export type Design = (typeof DESIGNS)[number];

export const FAULT_KINDS = ['refuses', 'hangs', 'errors', 'partial'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Duration {
  readonly lowMs: number;
  readonly highMs: number;
}

export interface PhaseTimes {
  /** From the first failing request to the proof. */
  readonly detection: Duration;
  /** From the proof to its effect at the first node. */
  readonly action: Duration;
}

export interface PhaseQuestion {
  readonly service: ServiceStrategy;
  readonly design: Design;
  readonly scope: 'target' | 'region';
  readonly kind: FaultKind;
  /** Requests per second of the whole service. */
  readonly rps: number;
}

const AT_ONCE: Duration = { lowMs: 0, highMs: 0 };

/** `null`: nothing in this design moves traffic; a person has to. */
export function phaseTimes(question: PhaseQuestion): PhaseTimes | null {
  if (question.scope === 'region' && holdsStandby(question.service)) return null;
  if (question.kind !== 'partial') return { detection: hardDetection(question), action: AT_ONCE };
  if (question.design === 'kong-alone') return null;
  return partialTimes(question);
}

/** Kong is first: passive checks where traffic meets the fault, active ones at the latest. */
function hardDetection({ service, scope, kind, rps }: PhaseQuestion): Duration {
  const worst = worstCaseOf(service);
  const activeMs = kind === 'hangs' ? worst.hangingMs : worst.refusedMs;
  const active = { lowMs: Math.max(0, activeMs - service.health.intervalMs), highMs: activeMs };
  const passive = passiveDetection({ service, scope, kind, rps });
  if (passive === null || passive.highMs >= active.highMs) return active;
  return passive;
}

function passiveDetection({
  service,
  scope,
  kind,
  rps,
}: Omit<PhaseQuestion, 'design'>): Duration | null {
  if (!service.protect.circuitBreaker) return null;
  const { hangingUnderTrafficMs } = worstCaseOf(service);
  if (kind === 'hangs') {
    return hangingUnderTrafficMs === null
      ? null
      : { lowMs: hangingUnderTrafficMs, highMs: hangingUnderTrafficMs };
  }
  // A refused try is repeated elsewhere, so that a dead region's targets see more of them.
  const tries = kind === 'refuses' && scope === 'region' ? timingsOf(service).retries + 1 : 1;
  const needed =
    kind === 'refuses' ? CHECKS_TUNING.passiveTcpFailures : CHECKS_TUNING.passiveHttpFailures;
  const targetRps = (rps * tries) / localTargets(service);
  const meanMs = (needed / targetRps) * 1_000;
  return { lowMs: meanMs / 2, highMs: meanMs * 1.5 };
}

/** Ballast's tests: as many requests as they need, then log, tick and write. */
function partialTimes({ service, scope, rps }: PhaseQuestion): PhaseTimes {
  const { logDelayMs, tickMs, writeMs } = ADVICE_TUNING;
  const kind = scope === 'target' ? 'target-gray' : 'region-gray';
  const movedMs = failureCosts(service, rps).find((cost) => cost.kind === kind)?.withBallast
    .movedMs;
  const meanMs = (movedMs ?? 0) - logDelayMs - tickMs - writeMs;
  return {
    detection: { lowMs: meanMs / 2, highMs: meanMs * 1.5 },
    action: { lowMs: logDelayMs + writeMs, highMs: logDelayMs + tickMs + writeMs },
  };
}

export function localTargets(service: ServiceStrategy): number {
  const first = service.targets[0]?.region;
  return Math.max(1, service.targets.filter(({ region }) => region === first).length);
}

export function meanOf({ lowMs, highMs }: Duration): number {
  return (lowMs + highMs) / 2;
}
