/** The way back of a region: share of its normal traffic over the minutes after the repair. */

import type { Block } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import type { Page } from '../page.ts';
import { line, rect, scaleTo, svg, text, WIDTH } from './shapes.ts';

const LEFT = 50;
const RIGHT = WIDTH - 20;
const TOP = 10;
const BOTTOM = 170;
const MINUTE_MS = 60_000;

export function backChart(page: Page, { service, returnMs, returnSteps }: ServiceFacts): Block {
  const { words, format } = page;
  const { holdMs } = service.failback;
  const x = scaleTo((returnMs * 1.08) / MINUTE_MS, { from: LEFT, to: RIGHT, count: 8 });
  const y = (share: number) => BOTTOM - share * (BOTTOM - TOP);
  const at = (ms: number) => x.place(ms / MINUTE_MS);
  const title = words.failover.chartBack({ service: service.name });
  let path = `M${LEFT} ${BOTTOM}H${at(holdMs)}`;
  for (const { share, atMs, lastsMs } of returnSteps) {
    path += `V${y(share)}H${lastsMs === 0 ? RIGHT : at(atMs + lastsMs)}`;
  }
  const labels = returnSteps.map(({ share, atMs }) =>
    text('strong end', { x: at(atMs) - 4, y: y(share) + 4 }, format.percent(share)),
  );
  const hold = { x: LEFT, y: BOTTOM - 16, width: at(holdMs) - LEFT, height: 16 };
  return {
    kind: 'chart',
    caption: words.failover.chartBack({ service: encodeName(service.name) }),
    svg: svg(
      title,
      BOTTOM + 36,
      x.ticks.map((tick) => [
        line('grid', `M${x.place(tick)} ${TOP}V${BOTTOM}`),
        text('middle', { x: x.place(tick), y: BOTTOM + 15 }, format.number(tick, 1)),
      ]),
      [0.5, 1].map((share) => text('end', { x: LEFT - 6, y: y(share) + 4 }, format.percent(share))),
      rect('room', hold, words.failover.holdLabel),
      text('label middle', { x: (LEFT + at(holdMs)) / 2, y: BOTTOM - 4 }, words.failover.holdLabel),
      line('curve', path),
      labels,
      line('axis', `M${LEFT} ${BOTTOM}H${RIGHT}`),
      text('middle', { x: (LEFT + RIGHT) / 2, y: BOTTOM + 31 }, words.failover.axisMinutes),
    ),
  };
}
