/** One measure of all contestants: the mean as a dot, its 95 % confidence interval as a bar. */

import { cell } from '../format.ts';
import { element, type Markup } from '../markup.ts';
import type { Measure } from '../measures.ts';
import type { Cell } from '../summary.ts';
import { px } from './frame.ts';
import { rootScale } from './scales.ts';

const WIDTH = 480;
const ROW = 26;
const LABEL = 190;
const RIGHT = 462;
/** Labels of this axis stand beside each other. */
const TICK_GAP = 48;

export function intervalChart(measure: Measure, cells: readonly Cell[]): Markup {
  const { label, unit } = measure;
  const tops = cells.map(({ value }) => (value.mean ?? 0) + (value.halfWidth ?? 0));
  const highest = Math.max(...tops);
  const x = rootScale(highest === 0 ? 1 : highest, { from: LABEL, to: RIGHT }, TICK_GAP);
  const bottom = cells.length * ROW + 8;
  const words = cells.map(({ contestant, value }) => `${contestant} ${cell(value, measure)}`);
  return element(
    'svg',
    { class: 'chart', viewBox: `0 0 ${WIDTH} ${bottom + 22}`, role: 'img' },
    element('title', {}, `${label}: ${words.join('; ')}`),
    x.ticks.map((tick) => {
      const at = px(x.place(tick));
      const place = { class: 'tick x', x: at, y: bottom + 15 };
      return [
        element('path', { class: 'grid', d: `M${at} 4V${bottom}` }),
        element('text', place, `${tick}${unit === '' ? '' : ` ${unit}`}`),
      ];
    }),
    cells.map((one, index) => row(one, { y: index * ROW + 18, place: x.place, measure })),
  );
}

function row(
  { contestant, value }: Cell,
  options: {
    readonly y: number;
    readonly place: (value: number) => number;
    readonly measure: Measure;
  },
): readonly Markup[] {
  const { y, place, measure } = options;
  const { mean, halfWidth } = value;
  const label = element('text', { class: 'label', x: LABEL - 10, y: y + 4 }, contestant);
  if (mean === null) {
    return [label, element('text', { class: 'tick none', x: LABEL + 6, y: y + 4 }, measure.none)];
  }
  const half = halfWidth ?? 0;
  const [from, to] = [place(Math.max(0, mean - half)), place(mean + half)];
  const drawn = element(
    'g',
    { class: `interval k-${contestant}` },
    element('path', { d: `M${px(from)} ${y}H${px(to)}` }),
    element('circle', { cx: px(place(mean)), cy: y, r: 5 }),
    element('title', {}, `${contestant}: ${cell(value, measure)}`),
  );
  return [label, drawn];
}
