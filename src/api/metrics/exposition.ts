/**
 * Samples → the text that Prometheus scrapes, written by `prom-client`. Families come in the order of
 * the catalogue, series in the order in which they were collected, so the same state gives the same
 * text, and what no longer exists is no longer exported.
 *
 * Each family is handed over as finished values, as prom-client takes them from the workers of a
 * cluster: its own counters and gauges would remember every series, and its histograms have one set of
 * edges for all (decision 24).
 */

import { setImmediate as turn } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';
import { METRICS, type MetricName } from '../../model/metric-catalogue.ts';
import { type Distribution, type Labels, type Sample, sample } from './sample.ts';

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Of one metric; a histogram counts as one. Those beyond are left out and counted. */
export const SERIES_MAX = 20_000;

/** Series written at one go, some 20 ms of histograms: then the loop has its turn. */
const CHUNK = 500;

const LEFT_OUT = 'ballast_metrics_left_out_series';

interface Value {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Of the parts of a histogram. */
  readonly metricName?: string;
}

export async function renderExposition(samples: Iterable<Sample>, common: Labels): Promise<string> {
  const families = new Map<MetricName, Sample[]>();
  let leftOut = 0;
  for (const one of samples) {
    const family = families.get(one.name) ?? [];
    if (family.length === 0) families.set(one.name, family);
    if (family.length < SERIES_MAX) family.push(one);
    else leftOut += 1;
  }
  if (families.has(LEFT_OUT)) families.set(LEFT_OUT, [sample(LEFT_OUT, {}, leftOut)]);
  let text = '';
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const family = families.get(name);
    if (family === undefined) continue;
    const shared = name.startsWith('process_') ? {} : common;
    for (let from = 0; from < family.length; from += CHUNK) {
      const part = await renderFamily(name, family.slice(from, from + CHUNK), shared);
      text += from === 0 ? part : part.replace(HEAD, '');
      await turn();
    }
  }
  return text;
}

/** HELP and TYPE stand once above a family. */
const HEAD = /^# HELP .*\n# TYPE .*\n/;

async function renderFamily(
  name: MetricName,
  family: readonly Sample[],
  common: Labels,
): Promise<string> {
  const { type, help } = METRICS[name];
  const values = family.flatMap(({ labels, value }) => {
    const all = { ...common, ...labels };
    return typeof value === 'number' ? [{ labels: all, value }] : partsOf(name, all, value);
  });
  const metric = { name, help, type, values, aggregator: 'first' };
  return await AggregatorRegistry.aggregate([[metric]]).metrics();
}

/** Buckets add up; the last one holds everything. */
function partsOf(name: MetricName, labels: Labels, { edges, counts, sum }: Distribution): Value[] {
  let below = 0;
  const bucket = (le: string | number, count: number) => {
    below += count;
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below };
  };
  return [
    ...edges.map((edge, index) => bucket(edge, counts[index] ?? 0)),
    bucket('+Inf', counts[edges.length] ?? 0),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
