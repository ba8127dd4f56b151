/** Requests lost in each fault, four bars each, on a square-root scale. */

import type { Block } from '../document/blocks.ts';
import { COMPARED, type ComparisonEvidence } from '../evidence.ts';
import type { Page } from '../page.ts';
import { line, px, rect, svg, text, WIDTH } from './shapes.ts';

const LEFT = 220;
const RIGHT = WIDTH - 60;
const BAR = 9;
const ROW = COMPARED.length * BAR + 14;
const TOP = 30;

export function lostChart(page: Page, { faults }: ComparisonEvidence): Block {
  const { words, format } = page;
  const highest = Math.max(
    1,
    ...faults.flatMap(({ cells }) => COMPARED.map((one) => cells[one].lost)),
  );
  const place = (value: number) => px(LEFT + Math.sqrt(value / highest) * (RIGHT - LEFT));
  const bottom = TOP + faults.length * ROW;
  const drawn = faults.map(({ fault, cells }, index) => {
    const y = TOP + index * ROW;
    const bars = COMPARED.map((one, position) => {
      const { lost } = cells[one];
      const top = y + position * BAR;
      const box = { x: LEFT, y: top, width: place(lost) - LEFT, height: BAR - 2 };
      const label = `${words.comparison.contestant[one]}: ${format.number(lost)}`;
      return [
        rect(one, box, label),
        text('small', { x: place(lost) + 4, y: top + BAR - 2 }, format.number(lost)),
      ];
    });
    return [text('label end', { x: LEFT - 8, y: y + ROW / 2 - 2 }, words.events[fault]), bars];
  });
  const key = COMPARED.map((one, index) => {
    const x = 20 + index * 172;
    return [
      rect(one, { x, y: 6, width: 16, height: BAR }, words.comparison.contestant[one]),
      text('label', { x: x + 22, y: 15 }, words.comparison.contestant[one]),
    ];
  });
  const title = words.comparison.chart;
  const axis = line('axis', `M${LEFT} ${TOP - 4}V${bottom}`);
  return { kind: 'chart', svg: svg(title, bottom + 6, key, drawn, axis), caption: title };
}
