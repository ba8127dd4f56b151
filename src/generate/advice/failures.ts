/**
 * What each kind of failure costs a service, with Kong alone and with Ballast: how long until traffic
 * has moved, and how much of the error budget that uses.
 *
 * Kong's part is arithmetic over what `generate` writes (worst-case.ts). Ballast's part is how many
 * requests its sequential tests need, at the given rate, plus the way of the evidence: log batch
 * 0.1 s, tick 1 s, write 0.05 s. Numbers are estimates of the order, not promises.
 */

import { holdsStandby } from '../../model/promotion.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { PASSIVE_HTTP_FAILURES, PASSIVE_TCP_FAILURES } from '../healthchecks.ts';
import { timingsOf } from '../timings.ts';
import { worstCaseOf } from '../worst-case.ts';
import { ADVICE_TUNING } from './tuning.ts';

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
const PERSON_MS = ADVICE_TUNING.personMs;
/** The partial faults that the page counts with. */
const TARGET_GRAY_RATIO = ADVICE_TUNING.targetGrayRatio;
const REGION_GRAY_RATIO = ADVICE_TUNING.regionGrayRatio;

/** @param rps requests per second of the whole service that the estimate counts with. */
export function failureCosts(service: ServiceStrategy, rps: number): readonly FailureCost[] {
  const first = service.targets[0]?.region;
  const local = service.targets.filter((target) => target.region === first).length;
  const load = { rps, local: Math.max(1, local) };
  const lost = [refuses(service, load), hangs(service, load), errors(service, load)];
  return [
    ...(holdsStandby(service) ? lost.map(({ kind }) => personMoves(kind)) : lost),
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

/** Nothing takes over before a person has promoted it and said so. */
function personMoves(kind: FailureKind): FailureCost {
  const cost = { movedMs: null, budgetMs: PERSON_MS };
  return { kind, alone: cost, withBallast: cost };
}

/** Kong's passive check ejects, its active check re-admits a second later, and so on. */
function targetGray({ rps, local }: Load): FailureCost {
  const targetRps = rps / local;
  const { targetThresholdAt10, targetThresholdPerDecade, targetSlackMs } = ADVICE_TUNING;
  const decades = Math.log10(Math.max(1, targetRps) / 10);
  const threshold = targetThresholdAt10 + targetThresholdPerDecade * decades;
  const tries = threshold / evidencePerTry(TARGET_GRAY_RATIO);
  return ballastMoves('target-gray', {
    movedMs: (tries / targetRps) * 1_000 + targetSlackMs,
    failingRatio: TARGET_GRAY_RATIO / local,
  });
}

function regionGray({ rps }: Load): FailureCost {
  const { regionTriesMin, regionThreshold, regionTriesFactor } = ADVICE_TUNING;
  const mean = Math.max(regionTriesMin, regionThreshold / evidencePerTry(REGION_GRAY_RATIO));
  // Its targets have to agree, and at the ratio that the test is built for chance takes its time.
  const tries = mean * regionTriesFactor;
  return ballastMoves('region-gray', {
    movedMs: (tries / rps) * 1_000,
    failingRatio: REGION_GRAY_RATIO,
  });
}

function ballastMoves(
  kind: FailureKind,
  { movedMs, failingRatio }: { movedMs: number; failingRatio: number },
): FailureCost {
  const { logDelayMs, tickMs, writeMs } = ADVICE_TUNING;
  const totalMs = movedMs + logDelayMs + tickMs + writeMs;
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
  const { badRatio, goodRatio } = ADVICE_TUNING;
  const failure = Math.log(badRatio / goodRatio);
  const success = Math.log((1 - badRatio) / (1 - goodRatio));
  return failingRatio * failure + (1 - failingRatio) * success;
}
