/**
 * The forecast's model of one service in one design, as numbers only: places that fail, plans of
 * what happens then, who serves whom with which regions gone, and room. The formula and the
 * Monte-Carlo read the same model; they differ in how they add up.
 */

import type { Demand } from './demand.ts';
import type { Cause, Part } from './parts.ts';
import type { Duration, FaultKind } from './phase-times.ts';

export interface ForecastModel {
  readonly regions: readonly ModelRegion[];
  readonly gateways: readonly ModelGateway[];
  readonly demand: Demand;
  /** What one region cannot serve goes to those with room, by Ballast; else it stays. */
  readonly isPooled: boolean;
  /** Requests lost for each one too many. */
  readonly overflowFactor: number;
  readonly sources: readonly FaultSource[];
}

export interface ModelRegion {
  readonly name: string;
  readonly targets: number;
  /** Load that it takes, relative to the mean load of the service; `null` when not known. */
  readonly room: number | null;
}

export interface ModelGateway {
  readonly name: string;
  /** Of the service's traffic. */
  readonly weight: number;
  /** Share of its traffic by region index, for each set of regions that serve (bit = region). */
  readonly shares: readonly (readonly number[])[];
}

export type Scope =
  | { readonly kind: 'target'; readonly region: number }
  | { readonly kind: 'region'; readonly region: number }
  | { readonly kind: 'gateway'; readonly gateway: number }
  | { readonly kind: 'everything' };

/** Something that fails at a constant rate (Poisson), independent of the others. */
export interface FaultSource {
  readonly cause: Cause;
  readonly scope: Scope;
  readonly perYear: number;
  /** Mean of an exponential time to repair; 0 when nothing is broken. */
  readonly repairMs: number;
  /** What happens; the probabilities add up to 1. */
  readonly plans: readonly FaultPlan[];
}

export interface FaultPlan {
  /** `null` where a cause has one kind only. */
  readonly kind: FaultKind | null;
  readonly probability: number;
  /** One after the other until repair. */
  readonly stages: readonly Stage[];
  /** After the stages its traffic goes elsewhere, until repair and `returnMs` more. */
  readonly isMoved: boolean;
  readonly returnMs: number;
  /** Part of its requests that fail while it is in the rotation. */
  readonly failingRatio: number;
  /** Full-outage equivalents of the place itself: at the start, and at a return. */
  readonly startLossMs: number;
  readonly returnLossMs: number;
}

export interface Stage {
  readonly part: Part;
  /** Part of the place's requests that fail. */
  readonly ratio: number;
  /** `Infinity` = until repair. */
  readonly duration: Duration;
}

export const YEAR_MS = 365.25 * 86_400_000;

/** Share of the traffic that a region has in peace; 0 for anything else. */
export function shareOf(model: ForecastModel, { scope }: Pick<FaultSource, 'scope'>): number {
  if (scope.kind !== 'region') return 0;
  const all = 2 ** model.regions.length - 1;
  return model.gateways.reduce((sum, { weight, shares }) => {
    return sum + weight * (shares[all]?.[scope.region] ?? 0);
  }, 0);
}
