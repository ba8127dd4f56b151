/** The charts over time of one scenario: contestants against each other, then each by itself. */

import { areaChart, type Layer } from '../charts/area-chart.ts';
import { across, NARROW, type Plot, type Size, upwards, WIDE } from '../charts/frame.ts';
import { lineChart } from '../charts/line-chart.ts';
import { linearScale, logScale, rootScale, type Scale, timeScale } from '../charts/scales.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import type { ShownRun, Story } from './story.ts';

export function renderComparedLines(story: Story): readonly Markup[] {
  const y = upwards(WIDE);
  const values = story.shown.flatMap(({ series }) => series.bins);
  const failed = values.map(({ failedPercent }) => failedPercent ?? 0);
  const p99s = values.flatMap(({ p99Ms }) => p99Ms ?? []);
  const p99Range = { from: Math.min(...p99s, 100), to: Math.max(...p99s, 1) };
  const linesOf = (valueOf: (bin: (typeof values)[number]) => number | null) =>
    story.shown.map(({ run, series }) => ({
      label: run.contestant,
      className: `k-${run.contestant}`,
      points: series.bins.map((bin) => [bin.second, valueOf(bin)] as const),
    }));
  // Decisions are Ballast's alone, so that each number means one line of one list.
  const marks = story.shown.find(({ run }) => run.contestant === 'ballast')?.marks ?? [];
  const plot = (scale: Scale, unit: string) => ({ ...plotOf(story, WIDE, scale), unit, marks });
  const percents = rootScale(Math.max(...failed), y);
  const latencies = logScale(p99Range, y);
  return [
    figure(
      `Requests lost, % of each second${binWords(story)} (${percents.note ?? ''})`,
      lineChart(
        'Requests lost',
        plot(percents, ' %'),
        linesOf((bin) => bin.failedPercent),
      ),
    ),
    figure(
      `Latency p99 of each second${binWords(story)}, ms (${latencies.note ?? ''})`,
      lineChart(
        'Latency p99',
        plot(latencies, ''),
        linesOf((bin) => bin.p99Ms),
      ),
    ),
  ];
}

function binWords({ shown }: Story): string {
  const widest = Math.max(...shown.map(({ series }) => series.secondsPerBin));
  return widest > 1 ? `, the worst of every ${widest}` : '';
}

/** Who serves, how busy the regions are, and the weights. */
export function renderOwnLines(one: ShownRun, story: Story, highestRate: number): Markup {
  return element('div', { class: 'small' }, [
    renderServed(one, story, highestRate),
    renderUtilisation(one, story),
    renderWeights(one, story),
  ]);
}

function renderServed({ series, marks }: ShownRun, story: Story, highest: number): Markup {
  const { bins } = series;
  const layers: Layer[] = story.regions.map((region, index) => ({
    label: region,
    className: `r${index % REGION_COLOURS}`,
    values: bins.map(({ served }) => served[region] ?? 0),
  }));
  const lost = bins.map(({ failed, shed }) => Math.max(0, failed - shed));
  layers.push(
    { label: 'refused on purpose', className: 'shed', values: bins.map(({ shed }) => shed) },
    { label: 'lost', className: 'lost', values: lost },
  );
  const plot = { ...plotOf(story, NARROW, linearScale(highest, upwards(NARROW))), marks };
  const seconds = bins.map(({ second }) => second);
  return figure(
    'Requests/s by the region that served them',
    areaChart('Requests served by region', plot, { seconds, layers, steps: false }),
  );
}

function renderUtilisation({ series, marks }: ShownRun, story: Story): Markup {
  const { bins } = series;
  const y = linearScale(100, upwards(NARROW));
  const plot = { ...plotOf(story, NARROW, y), unit: ' %', marks };
  const lines = story.regions.map((region, index) => ({
    label: region,
    className: `r${index % REGION_COLOURS}`,
    points: bins.map(({ second, busyPercent }) => [second, busyPercent[region] ?? null] as const),
  }));
  return figure('Busy workers by region', lineChart('Utilisation by region', plot, lines));
}

/** Colours that the style sheet has for regions. */
const REGION_COLOURS = 6;

/** Of the upstream whose weights changed most; the first when none did. */
function renderWeights({ run, marks }: ShownRun, story: Story): Markup {
  const counts = new Map<string, number>();
  for (const { upstream } of run.weights) counts.set(upstream, (counts.get(upstream) ?? 0) + 1);
  const [upstream = ''] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const points = run.weights.filter((point) => point.upstream === upstream);
  const before = points.findLast(({ atMs }) => atMs / 1_000 <= story.from) ?? points[0];
  const inside = points.filter(({ atMs }) => atMs / 1_000 > story.from);
  const shown = [...(before === undefined ? [] : [before]), ...inside];
  const seconds = shown.map(({ atMs }) => Math.max(story.from, atMs / 1_000));
  const values = [...shown, ...shown.slice(-1)].map(({ weights }) => sharesOf(weights));
  const targets = Object.keys(shown.at(-1)?.weights ?? {});
  const layers = targets.map((target, index) => ({
    label: target,
    className: `r${regionIndex(target, story)} ${index % 2 === 0 ? '' : 'alternate'}`,
    values: values.map((shares) => shares[target] ?? 0),
  }));
  const plot = { ...plotOf(story, NARROW, linearScale(100, upwards(NARROW))), unit: ' %', marks };
  const data = { seconds: [...seconds, story.to], layers, steps: true };
  return figure(`Weights of ${upstream}, by target`, areaChart('Shares by weight', plot, data));
}

function sharesOf(weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(
    Object.entries(weights).map(([target, weight]) => [
      target,
      total === 0 ? 0 : (100 * weight) / total,
    ]),
  );
}

function regionIndex(target: string, { regionOf, regions }: Story): number {
  const index = regions.indexOf(regionOf(target) ?? '');
  return index < 0 ? REGION_COLOURS - 1 : index % REGION_COLOURS;
}

function plotOf(story: Story, size: Size, y: Scale): Plot {
  const x = timeScale(story, across(size), size.width / 80);
  return { size, x, y, unit: '', bands: story.bands, marks: [] };
}

function figure(caption: string, chart: Markup): Markup {
  return element('figure', {}, element('figcaption', {}, caption), chart);
}
