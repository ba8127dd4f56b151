/** Figures that follow from the answers, so that what is written is consistent in itself. */

import {
  formatDuration,
  formatRatio,
  parseDurationMs,
  parseRatePerSecond,
} from '../../../lib/quantities.ts';
import { WEIGHT_TOTAL } from '../../../model/weight-grid.ts';
import type { InitPlacement, InitService } from '../answers.ts';

/** Requests per second of all hosts of a region; `null` when not known. */
export function capacityOf({ hosts, capacity }: InitPlacement): number | null {
  const each = capacity === null ? null : parseRatePerSecond(capacity);
  return each === null ? null : each * hosts.length;
}

export function rate(rps: number): string {
  return `${Number(rps.toPrecision(6))}rps`;
}

const USUAL_SHARE = 0.01;

/**
 * 1 %, or what the weights can say for that many hosts: each has at least 1 of 10,000. The smallest
 * there is where the standby should have nothing.
 */
export function standbyShare({ placements, approval }: InitService): string {
  const hosts = Math.max(...placements.map((placement) => placement.hosts.length));
  const smallest = hosts / WEIGHT_TOTAL;
  return formatRatio(approval === 'manual' ? smallest : Math.max(USUAL_SHARE, smallest));
}

export interface FailbackFigures {
  readonly steps: string;
  readonly minRequests: number;
}

const USUAL_REQUESTS = 600;
/** Above ten minutes at the first step the parser warns; half of that leaves room for less load. */
const FIRST_STEP_SECONDS = 300;
const STEPS = ['1%, 5%, 10%, 25%, 50%, 100%', '5%, 10%, 25%, 50%, 100%', '10%, 25%, 50%, 100%'];
const FEW_STEPS = '10%, 50%, 100%';

/** Whether there are more hosts than the usual share can be told apart for. */
export function needsLargerShare({ placements }: InitService): boolean {
  return placements.some(({ hosts }) => hosts.length / WEIGHT_TOTAL > USUAL_SHARE);
}

/** Fewer requests at the usual steps, where the steps cannot be stated. */
export function usualStepsOf(service: InitService): FailbackFigures {
  const [steps = FEW_STEPS] = STEPS;
  const seen = fitting(steps, fullRpsOf(service));
  return { steps, minRequests: Math.max(1, Math.min(USUAL_REQUESTS, seen)) };
}

/** The usual steps, or larger ones and fewer requests where a service has few. */
export function failbackOf(service: InitService): FailbackFigures {
  const smallest = fullRpsOf(service);
  const candidates = service.sessions === null ? STEPS : [FEW_STEPS];
  for (const steps of candidates) {
    if (fitting(steps, smallest) >= USUAL_REQUESTS) return { steps, minRequests: USUAL_REQUESTS };
  }
  const steps = candidates.at(-1) ?? FEW_STEPS;
  return { steps, minRequests: Math.max(1, fitting(steps, smallest)) };
}

/** The expected peak, or the smallest region at full load; endless when neither is known. */
function fullRpsOf({ placements, load }: InitService): number {
  const expected = load === null ? null : parseRatePerSecond(load);
  const known = placements.map(capacityOf).filter((capacity) => capacity !== null);
  return Math.min(...known, ...(expected === null ? [] : [expected]));
}

/** Requests that the first step sees in time. */
function fitting(steps: string, capacityRps: number): number {
  const first = Number.parseFloat(steps) / 100;
  return Math.floor(capacityRps * first * FIRST_STEP_SECONDS);
}

export function isUsual({ minRequests }: FailbackFigures): boolean {
  return minRequests === USUAL_REQUESTS;
}

const USUAL_CONNECT_MS = 500;

/** A connect time-out that fits in a short deadline; `null` leaves the usual one. */
export function connectTimeout(deadline: string): string | null {
  const deadlineMs = parseDurationMs(deadline) ?? Number.POSITIVE_INFINITY;
  if (deadlineMs > USUAL_CONNECT_MS) return null;
  return formatDuration(Math.max(1, Math.floor(deadlineMs / 4)));
}
