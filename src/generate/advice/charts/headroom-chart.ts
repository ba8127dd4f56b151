/** What fits when a region is lost, against the load: one bar for each service and region. */

import type { Block } from '../document/blocks.ts';
import type { Page } from '../page.ts';
import { line, rect, scaleTo, svg, text, WIDTH } from './shapes.ts';

const LEFT = 230;
const ROW = 26;
const TOP = 6;
/** More bars are a table. */
const BARS_MAX = 24;

interface Bar {
  readonly name: string;
  readonly fitsRps: number;
  readonly leftRps: number;
  readonly loadRps: number;
}

export function headroomChart(page: Page): readonly Block[] {
  const bars = barsOf(page).slice(0, BARS_MAX);
  if (bars.length === 0) return [];
  const { words, format } = page;
  const highest = Math.max(...bars.flatMap(({ leftRps, loadRps }) => [leftRps, loadRps]));
  const x = scaleTo(highest, { from: LEFT, to: WIDTH - 70, count: 5 });
  const bottom = TOP + bars.length * ROW;
  const drawn = bars.map(({ name, fitsRps, leftRps, loadRps }, index) => {
    const y = TOP + index * ROW;
    const box = (rps: number) => ({ x: LEFT, y: y + 5, width: x.place(rps) - LEFT, height: 15 });
    const at = x.place(loadRps);
    return [
      text('label end', { x: LEFT - 8, y: y + 17 }, name),
      rect(fitsRps < loadRps ? 'short' : 'bar', box(fitsRps), `${format.number(fitsRps)}/s`),
      rect('room', box(leftRps), `${format.number(leftRps)}/s`),
      line('limit', `M${at} ${y + 1}V${y + ROW - 2}`),
      text(
        'strong',
        { x: Math.max(x.place(leftRps), at) + 6, y: y + 17 },
        `${format.number(fitsRps)}/s`,
      ),
    ];
  });
  const axis = x.ticks.map((tick) => [
    line('grid', `M${x.place(tick)} ${TOP}V${bottom}`),
    text('middle', { x: x.place(tick), y: bottom + 15 }, `${format.number(tick)}/s`),
  ]);
  const title = words.capacity.chart;
  return [{ kind: 'chart', svg: svg(title, bottom + 22, axis, drawn), caption: title }];
}

function barsOf({ facts, words }: Page): readonly Bar[] {
  return facts.services.flatMap(({ service, capacity, peakRps }) =>
    capacity.flatMap(({ region, survivableRps, remainingRps }) =>
      survivableRps === null || remainingRps === null
        ? []
        : [
            {
              name: words.capacity.without({ service: service.name, region }),
              fitsRps: survivableRps,
              leftRps: remainingRps,
              loadRps: peakRps,
            },
          ],
    ),
  );
}
