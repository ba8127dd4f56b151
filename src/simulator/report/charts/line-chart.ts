/** Lines over time; where nothing is known a line has a gap. */

import { element, type Markup } from '../../../lib/markup.ts';
import { frame, type Plot, px } from './frame.ts';

export interface Line {
  readonly label: string;
  /** Colour and dash. */
  readonly className: string;
  readonly points: readonly Point[];
}

/** Seconds since the warm-up, and the value. */
export type Point = readonly [second: number, value: number | null];

export function lineChart(title: string, plot: Plot, lines: readonly Line[]): Markup {
  const drawn = lines.map(({ label, className, points }) => {
    const attributes = { class: `line ${className}`, d: pathOf(points, plot) };
    return element('path', attributes, element('title', {}, label));
  });
  return frame(title, plot, drawn);
}

function pathOf(points: readonly Point[], { x, y }: Plot): string {
  let path = '';
  let isDown = false;
  for (const [second, value] of points) {
    if (value === null) {
      isDown = false;
      continue;
    }
    path += `${isDown ? 'L' : 'M'}${px(x.place(second))} ${px(y.place(value))}`;
    // A single point between gaps is a dot: the line's ends are round.
    if (!isDown) path += 'h0';
    isDown = true;
  }
  return path;
}
