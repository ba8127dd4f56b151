/**
 * Samples → the text that Prometheus scrapes (exposition format 0.0.4). Families come in the order of
 * the catalogue, series in the order in which they were collected, so the same state gives the same
 * bytes.
 *
 * Written here and not by a library: the series are made anew from state at each scrape, so that
 * what no longer exists is no longer exported, and a registry that remembers would be in the way.
 */

import { METRICS, type MetricName } from '../../model/metric-catalogue.ts';
import type { Distribution, Labels, Sample } from './sample.ts';

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function renderExposition(samples: Iterable<Sample>, common: Labels): string {
  const families = new Map<MetricName, Sample[]>();
  for (const sample of samples) {
    const family = families.get(sample.name);
    if (family === undefined) families.set(sample.name, [sample]);
    else family.push(sample);
  }
  const commonText = labelText(common);
  const lines: string[] = [];
  for (const [name, { type, help }] of Object.entries(METRICS)) {
    const family = families.get(name as MetricName);
    if (family === undefined) continue;
    lines.push(`# HELP ${name} ${escapedHelp(help)}`, `# TYPE ${name} ${type}`);
    const prefix = name.startsWith('process_') ? '' : commonText;
    for (const { labels, value } of family) {
      const all = joined(prefix, labelText(labels));
      if (typeof value === 'number') lines.push(`${name}${braced(all)} ${numberText(value)}`);
      else pushHistogram(lines, { name, labels: all, value });
    }
  }
  return `${lines.join('\n')}\n`;
}

function pushHistogram(
  lines: string[],
  { name, labels, value }: { name: string; labels: string; value: Distribution },
): void {
  let below = 0;
  for (const [index, edge] of value.edges.entries()) {
    below += value.counts[index] ?? 0;
    lines.push(`${name}_bucket{${joined(labels, `le="${edge}"`)}} ${below}`);
  }
  const count = below + (value.counts[value.edges.length] ?? 0);
  lines.push(
    `${name}_bucket{${joined(labels, 'le="+Inf"')}} ${count}`,
    `${name}_sum${braced(labels)} ${numberText(value.sum)}`,
    `${name}_count${braced(labels)} ${count}`,
  );
}

function labelText(labels: Labels): string {
  let text = '';
  for (const name in labels) {
    if (text !== '') text += ',';
    text += `${name}="${escapedValue(labels[name] ?? '')}"`;
  }
  return text;
}

function joined(first: string, second: string): string {
  if (first === '') return second;
  return second === '' ? first : `${first},${second}`;
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}

const SPECIAL = /[\\"\n]/;

function escapedValue(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}

function escapedHelp(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
}
