/** Areas stacked over time: who serves how much, who has which share. */

import { element, type Markup } from '../../../lib/markup.ts';
import { frame, type Plot, px } from './frame.ts';

export interface Layer {
  readonly label: string;
  readonly className: string;
  /** One for each of the chart's seconds. */
  readonly values: readonly number[];
}

export interface AreaData {
  readonly seconds: readonly number[];
  readonly layers: readonly Layer[];
  /** Each value holds until the next one. */
  readonly steps: boolean;
}

export function areaChart(title: string, plot: Plot, data: AreaData): Markup {
  const { seconds, layers } = data;
  let below: readonly number[] = seconds.map(() => 0);
  const drawn = layers.map(({ label, className, values }) => {
    const base = below;
    const above = base.map((value, index) => value + (values[index] ?? 0));
    below = above;
    const outline = pathOf({ ...data, below: base, above }, plot);
    const attributes = { class: `area ${className}`, d: outline };
    return element('path', attributes, element('title', {}, label));
  });
  return frame(title, plot, drawn);
}

function pathOf(
  layer: AreaData & { readonly below: readonly number[]; readonly above: readonly number[] },
  { x, y }: Plot,
): string {
  const { seconds, below, above, steps } = layer;
  const along = (values: readonly number[]) =>
    seconds.flatMap((second, index) => {
      const here = [second, values[index] ?? 0] as const;
      const next = seconds[index + 1];
      return steps && next !== undefined ? [here, [next, here[1]] as const] : [here];
    });
  const points = [...along(above), ...along(below).toReversed()];
  const places = points.map(([second, value]) => `${px(x.place(second))} ${px(y.place(value))}`);
  return places.length === 0 ? '' : `M${places.join('L')}Z`;
}
