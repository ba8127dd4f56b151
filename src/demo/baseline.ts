/**
 * Whether the traffic is clean while nothing is broken. Three gateways, their targets and the client
 * share one machine; when that is too slow for the rate, everything is lost before anything is
 * broken, and the figures say something about the machine and nothing about Kong. Pure.
 */

import type { Topology } from './topology.ts';

/** One contestant while nothing was broken. */
export interface Unbroken {
  readonly name: string;
  readonly sent: number;
  readonly failed: number;
  /** From the intended send time; `null` when nothing was answered. */
  readonly p50Ms: number | null;
}

export interface Baseline {
  readonly clean: boolean;
  /** For people: what was seen and what to do; `null` when it is clean. */
  readonly warning: string | null;
}

export const CLEAN: Baseline = { clean: true, warning: null };

/** Fewer requests say nothing yet. */
const LEAST_REQUESTS = 20;
const LOST_RATIO = 0.01;
/** One lost request of the first few is no share worth a warning. */
const LEAST_LOST = 3;
/** The median of what the slowest service takes by itself, times this, is far above it. */
const SLOW_FACTOR = 5;
/** What even slow machines bear. */
const LOW_RATE = 20;

export function baselineOf(
  sides: readonly Unbroken[],
  { ratePerSecond, topology }: { readonly ratePerSecond: number; readonly topology: Topology },
): Baseline {
  const slowestMs = Math.max(...topology.services.map(({ medianMs }) => medianMs));
  const seen = sides.flatMap((side) => problemOf(side, slowestMs) ?? []);
  if (seen.length === 0) return CLEAN;
  const warning =
    `This machine is too slow for ${ratePerSecond} requests per second to each gateway: with nothing ` +
    `broken, ${seen.join('; ')}. The figures tell about the machine, not about Kong. ` +
    `Try: ballast demo ${adviceFor(ratePerSecond)}`;
  return { clean: false, warning };
}

function problemOf({ name, sent, failed, p50Ms }: Unbroken, slowestMs: number): string | null {
  if (sent < LEAST_REQUESTS) return null;
  if (failed >= LEAST_LOST && failed > LOST_RATIO * sent) {
    return `${name} lost ${failed} of ${sent} requests`;
  }
  if (p50Ms === null || p50Ms <= SLOW_FACTOR * slowestMs) return null;
  return `${name} took ${Math.round(p50Ms)} ms (median) where its targets take ${slowestMs} ms at most`;
}

/** At a rate that is low already, there is only less to run. */
function adviceFor(ratePerSecond: number): string {
  return ratePerSecond > LOW_RATE
    ? `--rate ${LOW_RATE}`
    : `--rate ${Math.max(1, Math.floor(ratePerSecond / 2))} --contestants folklore,ballast`;
}
