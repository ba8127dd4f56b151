/** What every chart over time shares: size, axes, the times of faults, marks of decisions. */

import { clock, number } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import type { Range, Scale } from './scales.ts';

export interface Band {
  /** Seconds since the warm-up. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Mark {
  readonly at: number;
  /** Number in the list of decisions. */
  readonly name: string;
  readonly label: string;
  readonly tone: Tone;
}

export type Tone = 'bad' | 'good' | 'plain';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Plot {
  readonly size: Size;
  readonly x: Scale;
  readonly y: Scale;
  readonly unit: string;
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
}

export const WIDE: Size = { width: 1_000, height: 210 };
export const NARROW: Size = { width: 360, height: 150 };

const MARGIN = { left: 44, right: 20, top: 16, bottom: 22 };

export function across({ width }: Size): Range {
  return { from: MARGIN.left, to: width - MARGIN.right };
}

/** SVG counts downwards. */
export function upwards({ height }: Size): Range {
  return { from: height - MARGIN.bottom, to: MARGIN.top };
}

/** The chart with `inside` drawn in it, under a title that screen readers say. */
export function frame(title: string, plot: Plot, inside: readonly Markup[]): Markup {
  const { size, x, bands, marks } = plot;
  const { from: left, to: right } = across(size);
  const { from: bottom } = upwards(size);
  return element(
    'svg',
    { class: 'chart', viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' },
    element('title', {}, title),
    bands.map((band) => drawBand(band, plot)),
    drawScale(plot),
    drawTimes(plot),
    inside,
    gathered(marks, x).map((mark) => drawMark(mark, plot)),
    element('path', { class: 'axis', d: `M${left} ${bottom}H${right}` }),
  );
}

function drawBand({ from, to, label }: Band, { size, x }: Plot): Markup {
  const { from: bottom, to: top } = upwards(size);
  const [start, end] = [x.place(from), x.place(to)];
  const width = px(Math.max(2, end - start));
  const place = { x: px(start), y: top, width, height: bottom - top };
  return element('rect', { class: 'fault', ...place }, element('title', {}, label));
}

function drawScale({ size, y, unit }: Plot): readonly Markup[] {
  const { from: left, to: right } = across(size);
  return y.ticks.flatMap((tick) => {
    const at = y.place(tick);
    return [
      element('path', { class: 'grid', d: `M${left} ${px(at)}H${right}` }),
      element('text', { class: 'tick y', x: left - 6, y: px(at + 4) }, `${number(tick)}${unit}`),
    ];
  });
}

function drawTimes({ size, x }: Plot): readonly Markup[] {
  const { from: bottom } = upwards(size);
  return x.ticks.flatMap((tick) => {
    const at = px(x.place(tick));
    return [
      element('path', { class: 'tickmark', d: `M${at} ${bottom}v4` }),
      element('text', { class: 'tick x', x: at, y: bottom + 17 }, clock(tick)),
    ];
  });
}

function drawMark({ at, name, label, tone }: Mark, { size }: Plot): Markup {
  const { from: bottom, to: top } = upwards(size);
  return element(
    'g',
    { class: `mark ${tone}` },
    element('path', { d: `M${px(at)} ${top}V${bottom}` }),
    element('text', { x: px(at), y: top - 4 }, name),
    element('title', {}, label),
  );
}

/** Marks nearer than this share one line and one name. */
const NEAR = 38;

/** In units of the chart, with the names of what is at one place put together: `3–5`. */
function gathered(marks: readonly Mark[], x: Scale): readonly Mark[] {
  const groups: Mark[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    const start = last?.[0];
    if (start !== undefined && x.place(mark.at) - x.place(start.at) < NEAR) last?.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const name = group.length === 1 ? first.name : `${first.name}–${last.name}`;
    const label = group.map((one) => `${one.name}. ${one.label}`).join('\n');
    return [{ at: x.place(first.at), name, label, tone: loudest(group) }];
  });
}

function loudest(group: readonly Mark[]): Tone {
  const tones: readonly Tone[] = ['bad', 'good', 'plain'];
  return tones.find((tone) => group.some((mark) => mark.tone === tone)) ?? 'plain';
}

/** Tenths of a unit are finer than any screen shows. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
