/** Share of failing requests and p99 of all contestants over the last three minutes. */
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import type { LineSeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'preact/hooks';
import { history, state, type HistoryPoint } from './live-state.ts';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<
  LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

export function Charts() {
  return (
    <section class="charts" aria-label="Charts">
      <Chart title="failing requests, %" valueOf={(point) => point.errorPercent} unit=" %" />
      <Chart title="p99 of the last 5 s, ms" valueOf={(point) => point.p99Ms} unit=" ms" />
    </section>
  );
}

interface ChartProps {
  title: string;
  unit: string;
  valueOf: (point: HistoryPoint) => Readonly<Record<string, number | null>>;
}

function Chart({ title, unit, valueOf }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const points = history.value;
  const names = state.value?.contestants.map((each) => each.name) ?? [];

  useEffect(() => {
    if (holder.current === null) return undefined;
    const chart = init(holder.current, null, { renderer: 'svg' });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(holder.current);
    holder.current.dataset['ready'] = 'true';
    charts.set(holder.current, chart);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, []);

  useEffect(() => {
    const chart = holder.current === null ? undefined : charts.get(holder.current);
    chart?.setOption(optionOf({ names, points, unit, valueOf }));
  }, [points]);

  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="chart" ref={holder} role="img" aria-label={`${title}, last three minutes`} />
    </figure>
  );
}

const charts = new WeakMap<HTMLElement, ReturnType<typeof init>>();

function optionOf({
  names,
  points,
  unit,
  valueOf,
}: {
  names: readonly string[];
  points: readonly HistoryPoint[];
  unit: string;
  valueOf: ChartProps['valueOf'];
}): Option {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    axisLine: { lineStyle: { color: colour('--line') } },
    axisLabel: { color: colour('--minor'), hideOverlap: true },
    splitLine: { lineStyle: { color: colour('--line') } },
  };
  return {
    animation: false,
    grid: { left: 52, right: 12, top: 28, bottom: 24 },
    legend: { textStyle: { color: colour('--text') }, top: 0 },
    tooltip: { trigger: 'axis', valueFormatter: (value) => `${String(value)}${unit}` },
    xAxis: { type: 'time', ...axis, splitLine: { show: false } },
    yAxis: { type: 'value', min: 0, ...axis },
    series: names.map((name) => ({
      type: 'line' as const,
      name,
      showSymbol: false,
      color: colour(`--${name}`),
      data: points.map((point) => [point.atMs, roundTo2(valueOf(point)[name] ?? null)]),
    })),
  };
}

function roundTo2(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
