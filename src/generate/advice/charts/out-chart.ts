/** Until a failure is out of the rotation, by kind: bars of seconds. */

import type { Block } from '../document/blocks.ts';
import type { ServiceFacts } from '../facts.ts';
import { movedOf } from '../figures/times.ts';
import type { Page } from '../page.ts';
import type { FailureKind } from '../failures.ts';
import { ADVICE_TUNING } from '../tuning.ts';
import { line, rect, scaleTo, svg, text, WIDTH } from './shapes.ts';

const LEFT = 345;
const ROW = 24;
const TOP = 8;

interface Bar {
  readonly kind: FailureKind;
  readonly name: string;
  readonly ms: number;
  readonly who: 'generated' | 'ballast';
}

export function outChart(page: Page): Block {
  const { words, format } = page;
  const bars = barsOf(page);
  const x = scaleTo(Math.max(...bars.map(({ ms }) => ms)) / 1_000, { from: LEFT, to: WIDTH - 60 });
  const bottom = TOP + bars.length * ROW;
  const drawn = bars.map(({ name, ms, who }, index) => {
    const y = TOP + index * ROW;
    const end = x.place(ms / 1_000);
    const label = `${who === 'ballast' ? '≈' : '≤'} ${format.duration(ms)}`;
    return [
      text('label end', { x: LEFT - 8, y: y + 16 }, name),
      rect(who, { x: LEFT, y: y + 4, width: end - LEFT, height: ROW - 8 }, `${name}: ${label}`),
      text('strong', { x: end + 6, y: y + 16 }, label),
    ];
  });
  const axis = x.ticks.map((tick) => [
    line('grid', `M${x.place(tick)} ${TOP}V${bottom}`),
    text('middle', { x: x.place(tick), y: bottom + 15 }, format.number(tick, 1)),
  ]);
  const note = text('end', { x: LEFT - 8, y: bottom + 15 }, words.failover.axisSeconds);
  return {
    kind: 'chart',
    svg: svg(words.failover.chartOut, bottom + 22, axis, drawn, note),
    caption: words.failover.chartOut,
  };
}

/** Of the slowest service each. */
function barsOf({ facts, words, format }: Page): readonly Bar[] {
  const slowest = (pick: (entry: ServiceFacts) => number) => Math.max(...facts.services.map(pick));
  const { failure } = words.checks;
  const { targetGrayRatio, regionGrayRatio } = ADVICE_TUNING;
  return [
    {
      kind: 'region-refuses',
      name: failure['region-refuses'],
      ms: slowest(({ worst }) => worst.refusedMs),
      who: 'generated',
    },
    {
      kind: 'region-hangs',
      name: failure['region-hangs'],
      ms: slowest(({ worst }) => worst.hangingMs),
      who: 'generated',
    },
    {
      kind: 'region-errors',
      name: failure['region-errors'],
      ms: slowest(({ worst }) => worst.statusMs),
      who: 'generated',
    },
    {
      kind: 'target-gray',
      name: failure['target-gray'](format.percent(targetGrayRatio)),
      ms: slowest((entry) => movedOf(entry, 'target-gray')),
      who: 'ballast',
    },
    {
      kind: 'region-gray',
      name: failure['region-gray'](format.percent(regionGrayRatio)),
      ms: slowest((entry) => movedOf(entry, 'region-gray')),
      who: 'ballast',
    },
  ];
}
