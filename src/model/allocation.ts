/**
 * What the control law wants of one service at one gateway, before it is put into weights: which
 * part of the traffic each region serves, what is shed, and how much of its region's share each
 * target takes. A layout (flat, two-level) turns it into the weights of one or more upstreams.
 */

import type { RegionShares } from './region-shares.ts';

export interface Allocation {
  /** Parts of the traffic, adding up to 1 with `shedShare`; regions absent are last resorts. */
  readonly regionShares: RegionShares;
  /** Part that is refused on purpose because it fits nowhere (0–1). */
  readonly shedShare: number;
  /** By target: 0 = out, 1 = its full part of its region's share. */
  readonly targetFactors: Readonly<Record<string, number>>;
}
