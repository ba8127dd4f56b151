/** Full outage a year by kind of failure, for both designs, against what the objective allows. */

import type { Block } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { DesignName, ForecastEvent, ForecastEvidence } from '../evidence.ts';
import type { Page } from '../page.ts';
import { line, px, rect, svg, text, WIDTH } from './shapes.ts';

const LEFT = 220;
const RIGHT = WIDTH - 110;
const ROW = 26;
const TOP = 6;
/** Below this nothing is drawn: a logarithmic axis has no zero. */
const LEAST_S = 0.1;

export function partsChart(
  page: Page,
  { forecast, events }: { forecast: ForecastEvidence; events: readonly ForecastEvent[] },
): Block {
  const { words, format } = page;
  const seconds = (design: DesignName, event: ForecastEvent) =>
    (forecast.designs[design].events.find((one) => one.event === event)?.lossPerYearMs ?? 0) /
    1_000;
  const budget = forecast.yearBudgetMs / 1_000;
  const highest = Math.max(
    budget,
    ...events.flatMap((event) => [seconds('kong-alone', event), seconds('ballast', event)]),
  );
  const powers = Math.ceil(Math.log10(highest / LEAST_S));
  const place = (value: number) =>
    px(LEFT + (Math.max(0, Math.log10(value / LEAST_S)) / powers) * (RIGHT - LEFT));
  const bottom = TOP + events.length * ROW;
  const drawn = events.map((event, index) => {
    const y = TOP + index * ROW;
    const [alone, ballast] = [seconds('kong-alone', event), seconds('ballast', event)];
    const box = (value: number, height: number) => ({
      x: LEFT,
      y: y + (ROW - height) / 2,
      width: value <= 0 ? 0 : place(value) - LEFT,
      height,
    });
    const short = (value: number) => format.number(value, value < 100 ? 1 : 0);
    const label = `${short(alone)} → ${short(ballast)} s`;
    const end = Math.max(place(Math.max(alone, LEAST_S)), place(Math.max(ballast, LEAST_S)));
    return [
      text('label end', { x: LEFT - 8, y: y + 17 }, words.events[event]),
      rect('room', box(alone, 18), `${words.design['kong-alone']}: ${format.number(alone, 1)} s`),
      rect('ballast', box(ballast, 10), `${words.design.ballast}: ${short(ballast)} s`),
      text('strong', { x: end + 6, y: y + 17 }, label),
    ];
  });
  const ticks = Array.from({ length: powers + 1 }, (_, power) => LEAST_S * 10 ** power);
  const axis = ticks.map((tick) => [
    line('grid', `M${place(tick)} ${TOP}V${bottom}`),
    text('middle', { x: place(tick), y: bottom + 15 }, `${format.number(tick, 1)} s`),
  ]);
  const limit = line('limit', `M${place(budget)} ${TOP}V${bottom}`);
  const title = words.availability.chart({ service: forecast.service });
  return {
    kind: 'chart',
    svg: svg(title, bottom + 22, axis, drawn, limit),
    caption: words.availability.chart({ service: encodeName(forecast.service) }),
  };
}
