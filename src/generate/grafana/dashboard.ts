/** A dashboard as it is thought of: sections of panels, each with its queries. */

export interface Dashboard {
  /** Also its file name, and part of its address in Grafana. */
  readonly name: DashboardName;
  readonly title: string;
  readonly description: string;
  /** Beside the data source and the strategy, which every dashboard has. */
  readonly variables: readonly Variable[];
  readonly sections: readonly Section[];
}

export type DashboardName = 'overview' | 'service' | 'region' | 'ballast';

export interface Variable {
  readonly name: 'service' | 'region';
  /** Several values at once, all at first. */
  readonly isMany: boolean;
}

export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly title: string;
  /** What it shows and how to read it. */
  readonly description: string;
  readonly kind: 'stat' | 'timeseries' | 'state-timeline';
  /** Of 24 columns. */
  readonly width: number;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Colour from a value on; the first has no value and is the colour below all others. */
  readonly thresholds?: readonly Threshold[];
  /** Names and colours of values. */
  readonly values?: Readonly<Record<number, { readonly text: string; readonly color: Color }>>;
  /** Least and greatest of the axis. */
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly isStacked?: boolean;
}

export interface Query {
  /** PromQL with Grafana's `$service`, `$region`, `$strategy` and `$__rate_interval`. */
  readonly expr: string;
  readonly legend: string;
}

export interface Threshold {
  readonly from?: number;
  readonly color: Color;
}

export type Color = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'purple' | 'text';

/** Grafana's ids of units. */
export type Unit =
  | 'percentunit'
  | 'reqps'
  | 's'
  | 'ms'
  | 'none'
  | 'short'
  | 'ops'
  | 'bytes'
  | 'dateTimeAsIso'
  | 'bool';
