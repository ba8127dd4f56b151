/**
 * The load over a day, relative to its mean: one sine, highest in the afternoon. Needed for two
 * things only: a second of outage at noon costs more requests than one at night, and a receiver may
 * have room at night and none at noon. Integrals are exact.
 */

export const DAY_MS = 86_400_000;

export interface Demand {
  /** Swing around the mean of 1, in 0–1. */
  readonly swingRatio: number;
}

/** ∫ load dt, in ms of mean load. */
export function loadBetween(demand: Demand, fromMs: number, untilMs: number): number {
  const swing = demand.swingRatio * sineBetween(fromMs, untilMs);
  return untilMs - fromMs + swing;
}

/** ∫ max(0, load − limit) dt, in ms of mean load; the limit is relative to the mean. */
export function excessBetween(
  demand: Demand,
  limit: number,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): number {
  return excessUntil(demand, limit, untilMs) - excessUntil(demand, limit, fromMs);
}

/** Mean of max(0, load − limit) over a day. */
export function meanExcess(demand: Demand, limit: number): number {
  return excessUntil(demand, limit, DAY_MS) / DAY_MS;
}

function excessUntil({ swingRatio }: Demand, limit: number, atMs: number): number {
  if (limit >= 1 + swingRatio) return 0;
  if (limit <= 1 - swingRatio) {
    return (1 - limit) * atMs + swingRatio * sineBetween(0, atMs);
  }
  // Above the limit between the angles a and π − a.
  const angle = Math.asin((limit - 1) / swingRatio);
  const days = Math.floor(atMs / DAY_MS);
  const partMs = atMs - days * DAY_MS;
  const arc = { swingRatio, limit, angle };
  return days * excessOfArc(arc, 0, DAY_MS) + excessOfArc(arc, 0, partMs);
}

/** Over [fromMs, untilMs] within one day; the arc above the limit may begin before midnight. */
function excessOfArc(
  { swingRatio, limit, angle }: { swingRatio: number; limit: number; angle: number },
  fromMs: number,
  untilMs: number,
): number {
  const toMs = (radians: number) => (radians / (2 * Math.PI)) * DAY_MS;
  const startMs = toMs(angle);
  const endMs = toMs(Math.PI - angle);
  const arcs = [
    [startMs, endMs],
    [startMs + DAY_MS, endMs + DAY_MS],
  ];
  let total = 0;
  for (const [start = 0, end = 0] of arcs) {
    const a = Math.max(fromMs, start);
    const b = Math.min(untilMs, end);
    if (b > a) total += (1 - limit) * (b - a) + swingRatio * sineBetween(a, b);
  }
  return total;
}

/** ∫ sin(2π t / day) dt. */
function sineBetween(fromMs: number, untilMs: number): number {
  const turn = (2 * Math.PI) / DAY_MS;
  return (Math.cos(turn * fromMs) - Math.cos(turn * untilMs)) / turn;
}
