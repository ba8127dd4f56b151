/** One measure of all contestants: the mean as a dot, its 95 % confidence interval as a bar. */

import { cell } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import type { Measure } from '../measures.ts';
import type { Cell } from '../summary.ts';
import { px } from './frame.ts';
import { rootScale } from './scales.ts';

const WIDTH = 360;
/** The name above its interval. */
const ROW = 34;
const LEFT = 14;
const RIGHT = 340;
/** Labels of this axis stand beside each other. */
const TICK_GAP = 48;

export function intervalChart(measure: Measure, cells: readonly Cell[]): Markup {
  const { label, unit } = measure;
  const tops = cells.map(({ value }) => (value.mean ?? 0) + (value.halfWidth ?? 0));
  const highest = Math.max(...tops);
  const x = rootScale(highest === 0 ? 1 : highest, { from: LEFT, to: RIGHT }, TICK_GAP);
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
    cells.map((one, index) => row(one, { y: index * ROW + 26, place: x.place, measure })),
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
  const label = element('text', { class: 'label', x: LEFT, y: y - 10 }, contestant);
  if (mean === null) {
    return [label, element('text', { class: 'tick none', x: LEFT, y: y + 5 }, measure.none)];
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
