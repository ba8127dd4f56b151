/** One series at the moment of a scrape. Name and labels are checked against the catalogue by type. */

import type { METRICS, MetricName } from '../../model/metric-catalogue.ts';

export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof METRICS)[Name]['labels'][number], string>
>;

type NamesOf<Type extends string> = {
  [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never;
}[MetricName];

export type HistogramName = NamesOf<'histogram'>;
export type ValueName = NamesOf<'counter' | 'gauge'>;

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly name: MetricName;
  readonly labels: Labels;
  readonly value: number | Distribution;
}

/** Counts by bucket, not yet added up; the last one is what lies above every edge. */
export interface Distribution {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
}

export function sample<Name extends ValueName>(
  name: Name,
  labels: LabelsOf<Name>,
  value: number,
): Sample {
  return { name, labels, value };
}

export function distribution<Name extends HistogramName>(
  name: Name,
  labels: LabelsOf<Name>,
  value: Distribution,
): Sample {
  return { name, labels, value };
}

/** `null` and `undefined` mean that there is no such series now. */
export function optionalSample<Name extends ValueName>(
  name: Name,
  labels: LabelsOf<Name>,
  value: number | null | undefined,
): readonly Sample[] {
  return value === null || value === undefined ? [] : [{ name, labels, value }];
}
