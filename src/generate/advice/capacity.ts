/** Capacity now and with one region gone, from what the strategy states. */

import type { ServiceStrategy } from '../../model/strategy.ts';
import { ADVICE_TUNING } from './tuning.ts';

/** Above this part of its stated capacity a region is not filled (G3). */
export const CEILING_RATIO = ADVICE_TUNING.ceilingRatio;

export interface CapacityRow {
  /** The region that is lost. */
  readonly region: string;
  readonly targets: number;
  /** Of this region; `null` when any of its targets states none. */
  readonly capacityRps: number | null;
  /** What the other regions can serve together; `null` when not known. */
  readonly remainingRps: number | null;
  /** Load up to which its loss is survived without shedding. */
  readonly survivableRps: number | null;
  readonly verdict: 'fits' | 'short' | 'short-at-peak' | 'unknown' | 'nothing-left';
}

export function capacityRows(service: ServiceStrategy): readonly CapacityRow[] {
  const regions = [...new Set(service.targets.map((target) => target.region))];
  const peakRps = service.load?.peakRps ?? null;
  return regions.map((region) => {
    const own = service.targets.filter((target) => target.region === region);
    const others = service.targets.filter((target) => target.region !== region);
    const isolated = service.failover.mode === 'isolate' || others.length === 0;
    const capacityRps = capacityOf(own);
    const remainingRps = isolated ? 0 : capacityOf(others);
    const survivableRps = remainingRps === null ? null : Math.floor(remainingRps * CEILING_RATIO);
    return {
      region,
      targets: own.length,
      capacityRps,
      remainingRps,
      survivableRps,
      verdict: verdictOf({ isolated, capacityRps, survivableRps, peakRps }),
    };
  });
}

/**
 * It fits when the others take, within the ceiling, the stated peak; without one, all that this region
 * may be given.
 */
function verdictOf(row: {
  isolated: boolean;
  capacityRps: number | null;
  survivableRps: number | null;
  peakRps: number | null;
}): CapacityRow['verdict'] {
  if (row.isolated) return 'nothing-left';
  if (row.peakRps !== null && row.survivableRps !== null) {
    return row.survivableRps >= row.peakRps ? 'fits' : 'short-at-peak';
  }
  if (row.capacityRps === null || row.survivableRps === null) return 'unknown';
  return row.survivableRps >= Math.floor(row.capacityRps * CEILING_RATIO) ? 'fits' : 'short';
}

function capacityOf(targets: readonly { readonly capacityRps: number | null }[]): number | null {
  let total = 0;
  for (const { capacityRps } of targets) {
    if (capacityRps === null) return null;
    total += capacityRps;
  }
  return total;
}
