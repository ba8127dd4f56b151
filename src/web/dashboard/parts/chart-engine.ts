/**
 * The part of ECharts that draws lines, loaded when a chart is first shown. On a canvas, with the
 * tooltip in it too: SVG and HTML tooltips would need inline styles, which the page's policy forbids.
 */

import { LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

type Option = ComposeOption<
  LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

export interface Line {
  readonly name: string;
  /** Name of a custom property: `--region-0`. */
  readonly colour: string;
  readonly points: readonly (readonly [atMs: number, value: number | null])[];
}

export function createChart(element: HTMLElement): EChartsType {
  return init(element, null, { renderer: 'canvas' });
}

export interface Drawing {
  readonly lines: readonly Line[];
  readonly unit: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Highest value there can be; `null` = as the lines need. */
  readonly limit: number | null;
  /** Times are since a beginning, not of a day. */
  readonly isElapsed: boolean;
}

export function draw(chart: EChartsType, drawing: Drawing): void {
  chart.setOption(optionOf(drawing), { replaceMerge: ['series'] });
}

const ELAPSED = { type: 'value' as const };

function optionOf({ lines, unit, sinceMs, untilMs, isElapsed, limit }: Drawing): Option {
  const axis = {
    axisLine: { lineStyle: { color: colourOf('--line') } },
    axisLabel: { color: colourOf('--minor'), hideOverlap: true },
    splitLine: { lineStyle: { color: colourOf('--line') } },
  };
  return {
    animation: false,
    grid: { left: 48, right: 14, top: lines.length > 1 ? 30 : 12, bottom: 24 },
    legend: {
      show: lines.length > 1,
      top: 0,
      left: 40,
      itemHeight: 8,
      textStyle: { color: colourOf('--text') },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: colourOf('--panel'),
      borderColor: colourOf('--line'),
      textStyle: { color: colourOf('--text'), fontSize: 12 },
      valueFormatter: (value) => (typeof value === 'number' ? `${value} ${unit}` : '–'),
    },
    xAxis: {
      ...axis,
      ...(isElapsed ? ELAPSED : { type: 'time' as const }),
      min: sinceMs,
      max: untilMs,
      splitLine: { show: false },
      axisLabel: {
        ...axis.axisLabel,
        ...(isElapsed ? { formatter: (ms: number) => `${Math.round(ms / 1_000)} s` } : {}),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: limit === null ? 3 : 2,
      ...axis,
      ...(limit === null ? {} : { max: limit }),
    },
    series: lines.map(({ name, colour, points }) => ({
      type: 'line' as const,
      name,
      showSymbol: points.length === 1,
      color: colourOf(colour),
      lineStyle: { width: 1.8 },
      data: points.map(([atMs, value]) => [atMs, value === null ? null : rounded(value)]),
    })),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Computed as a colour, since a custom property may be an expression (`light-dark()`). */
function colourOf(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
