/**
 * What the report is given beside the strategy: the forecast, the simulated comparison, and the
 * lines of the strategy file. Plain data, made by `src/cli/advise` from the simulator, so that
 * writing the report stays pure.
 */

export const DESIGN_NAMES = ['kong-alone', 'ballast'] as const;
export type DesignName = (typeof DESIGN_NAMES)[number];

export const COMPARED = ['kong-default', 'folklore', 'generated', 'ballast'] as const;
export type Compared = (typeof COMPARED)[number];

export const SIMULATED_FAULTS = [
  'region-refuses',
  'region-hangs',
  'region-errors',
  'region-partial',
  'region-slow',
  'target-refuses',
  'target-hangs',
  'target-errors',
  'target-partial',
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

/** Kinds of failures that the forecast counts with, as `scope-kind`. */
export const FORECAST_EVENTS = [
  'target-refuses',
  'target-hangs',
  'target-errors',
  'target-partial',
  'region-refuses',
  'region-hangs',
  'region-errors',
  'region-partial',
  'gateway',
  'commonCause',
  'falseFailover',
  'coincidence',
] as const;
export type ForecastEvent = (typeof FORECAST_EVENTS)[number];

export interface Evidence {
  /** Empty when there is none. */
  readonly forecasts: readonly ForecastEvidence[];
  readonly assumptions: readonly AssumptionEvidence[];
  readonly comparison: ComparisonEvidence | null;
  /** Line (from 1) of a place in the strategy file, such as `services.a.targets`. */
  readonly lineOf: (path: string) => number | null;
  /** Name of the strategy file as it was given. */
  readonly file: string;
}

export interface ForecastEvidence {
  readonly service: string;
  readonly rps: number;
  readonly isRpsGiven: boolean;
  /** Full outage that the objective leaves in a year. */
  readonly yearBudgetMs: number;
  readonly isMeasured: boolean;
  readonly years: number;
  readonly seed: number;
  readonly designs: Readonly<Record<DesignName, DesignEvidence>>;
  readonly levers: readonly { readonly lever: string; readonly savedMs: number }[];
}

export interface DesignEvidence {
  /** Full-outage equivalents. */
  readonly totalMs: number;
  readonly availabilityRatio: number;
  /** Part of the error budget used on average. */
  readonly budgetRatio: number;
  /** Part of the objective’s windows that stay within the budget. */
  readonly windowsMetRatio: number;
  readonly p95Ms: number;
  readonly events: readonly EventEvidence[];
}

export interface EventEvidence {
  readonly event: ForecastEvent;
  readonly perYear: number;
  readonly lossPerYearMs: number;
}

export interface AssumptionEvidence {
  readonly key: string;
  readonly value: number;
  readonly unit: 'ms' | 'ratio' | 'factor';
  readonly source: string;
  /** From the user’s file instead of the defaults. */
  readonly isGiven: boolean;
}

export interface ComparisonEvidence {
  readonly seeds: readonly number[];
  /** How long each fault was watched. */
  readonly watchedMs: number;
  /** Part of the real load that was simulated; 1 = all of it. */
  readonly scale: number;
  /** Services that were simulated. */
  readonly services: readonly string[];
  readonly faults: readonly FaultEvidence[];
}

export interface FaultEvidence {
  readonly fault: SimulatedFault;
  readonly sent: number;
  readonly cells: Readonly<Record<Compared, CellEvidence>>;
}

/** Mean over the seeds. */
export interface CellEvidence {
  readonly lost: number;
  /** Of the lost: refused on purpose. */
  readonly shed: number;
  readonly badSeconds: number;
  /** Of the service in which it is highest; `null` when nothing was answered. */
  readonly p99Ms: number | null;
}

/** Without simulation or forecast. */
export const NO_EVIDENCE: Evidence = {
  forecasts: [],
  assumptions: [],
  comparison: null,
  lineOf: () => null,
  file: 'ballast.yaml',
};
