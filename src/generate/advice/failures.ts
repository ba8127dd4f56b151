/**
 * What each kind of failure costs a service, with Kong alone and with Ballast: how long until traffic
 * has moved, and how much of the error budget that uses.
 *
 * Kong's part is arithmetic over what `generate` writes (worst-case.ts). Ballast's part is how many
 * requests its sequential tests need, at the given rate, plus the way of the evidence: log batch
 * 0.1 s, tick 1 s, write 0.05 s. Numbers are estimates of the order, not promises.
 */

import type { ServiceStrategy } from '../../model/strategy.ts';
import { PASSIVE_HTTP_FAILURES, PASSIVE_TCP_FAILURES } from '../healthchecks.ts';
import { timingsOf } from '../timings.ts';
import { worstCaseOf } from '../worst-case.ts';

export type FailureKind =
  'region-refuses' | 'region-hangs' | 'region-errors' | 'target-gray' | 'region-gray' | 'slow';

export interface FailureCost {
  readonly kind: FailureKind;
  readonly alone: Cost;
  readonly withBallast: Cost;
}

export interface Cost {
  /** Until traffic has moved; `null` = it never moves by itself. */
  readonly movedMs: number | null;
  /** Full-outage equivalent; where nothing moves, until a person has acted. */
  readonly budgetMs: number;
}

/** How long until a person has noticed, understood and acted. */
export const PERSON_MS = 15 * 60_000;
/** The partial faults that the page counts with. */
export const TARGET_GRAY_RATIO = 0.3;
export const REGION_GRAY_RATIO = 0.05;

const TICK_MS = 1_000;
const LOG_DELAY_MS = 100;
const WRITE_MS = 50;
/** Sequential test (control-law 9 ii): error ratios it tells apart, at their floors. */
const GOOD_RATIO = 0.002;
const BAD_RATIO = 0.05;
/** Alarm threshold in nats of one target at 10 requests/s; it grows by 2.2 per tenfold rate. */
const TARGET_THRESHOLD_AT_10 = 9.6;
const TARGET_THRESHOLD_PER_DECADE = 2.2;
/** Of a region (control-law 9 iii: 15 to 20), and the least number of tries it is judged on. */
const REGION_THRESHOLD = 17;
const REGION_TRIES_MIN = 150;

/** @param rps requests per second of the whole service that the estimate counts with. */
export function failureCosts(service: ServiceStrategy, rps: number): readonly FailureCost[] {
  const first = service.targets[0]?.region;
  const local = service.targets.filter((target) => target.region === first).length;
  const load = { rps, local: Math.max(1, local) };
  return [
    refuses(service, load),
    hangs(service, load),
    errors(service, load),
    targetGray(load),
    regionGray(load),
    slow(),
  ];
}

interface Load {
  readonly rps: number;
  /** Targets in the first region. */
  readonly local: number;
}

function refuses(service: ServiceStrategy, { rps, local }: Load): FailureCost {
  const worst = worstCaseOf(service);
  const tries = timingsOf(service).retries + 1;
  const passiveMs = (PASSIVE_TCP_FAILURES * local * 1_000) / (rps * tries);
  const lostMs = service.protect.circuitBreaker
    ? Math.min(passiveMs, worst.refusedMs)
    : worst.refusedMs;
  return kongMoves('region-refuses', { movedMs: worst.refusedMs, lostMs });
}

function hangs(service: ServiceStrategy, _load: Load): FailureCost {
  const worst = worstCaseOf(service);
  const lostMs = Math.min(worst.hangingUnderTrafficMs ?? Infinity, worst.hangingMs);
  return kongMoves('region-hangs', { movedMs: worst.hangingMs, lostMs });
}

function errors(service: ServiceStrategy, { rps, local }: Load): FailureCost {
  const worst = worstCaseOf(service);
  const passiveMs = (PASSIVE_HTTP_FAILURES * local * 1_000) / rps;
  const lostMs = service.protect.circuitBreaker
    ? Math.min(passiveMs, worst.statusMs)
    : worst.statusMs;
  return kongMoves('region-errors', { movedMs: worst.statusMs, lostMs });
}

/** Kong is first; Ballast confirms it with durable weights and guards the return. */
function kongMoves(
  kind: FailureKind,
  { movedMs, lostMs }: { movedMs: number; lostMs: number },
): FailureCost {
  const cost = { movedMs, budgetMs: lostMs };
  return { kind, alone: cost, withBallast: cost };
}

/** Kong's passive check ejects, its active check re-admits a second later, and so on. */
function targetGray({ rps, local }: Load): FailureCost {
  const targetRps = rps / local;
  const threshold =
    TARGET_THRESHOLD_AT_10 + TARGET_THRESHOLD_PER_DECADE * Math.log10(Math.max(1, targetRps) / 10);
  const tries = threshold / evidencePerTry(TARGET_GRAY_RATIO);
  return ballastMoves('target-gray', {
    movedMs: (tries / targetRps) * 1_000,
    failingRatio: TARGET_GRAY_RATIO / local,
  });
}

function regionGray({ rps }: Load): FailureCost {
  const tries = Math.max(REGION_TRIES_MIN, REGION_THRESHOLD / evidencePerTry(REGION_GRAY_RATIO));
  return ballastMoves('region-gray', {
    movedMs: (tries / rps) * 1_000,
    failingRatio: REGION_GRAY_RATIO,
  });
}

function ballastMoves(
  kind: FailureKind,
  { movedMs, failingRatio }: { movedMs: number; failingRatio: number },
): FailureCost {
  const totalMs = movedMs + LOG_DELAY_MS + TICK_MS + WRITE_MS;
  return {
    kind,
    alone: { movedMs: null, budgetMs: PERSON_MS * failingRatio },
    withBallast: { movedMs: totalMs, budgetMs: totalMs * failingRatio },
  };
}

/** Slow is not failing until it times out: it spends the latency objective, not this budget. */
function slow(): FailureCost {
  const cost = { movedMs: null, budgetMs: 0 };
  return { kind: 'slow', alone: cost, withBallast: cost };
}

/** Mean log-likelihood per try, in nats, that the target is bad when this ratio fails. */
function evidencePerTry(failingRatio: number): number {
  const failure = Math.log(BAD_RATIO / GOOD_RATIO);
  const success = Math.log((1 - BAD_RATIO) / (1 - GOOD_RATIO));
  return failingRatio * failure + (1 - failingRatio) * success;
}
