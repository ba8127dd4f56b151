/** What the report's charts share: an SVG with a title, text, and a linear scale. */

import { element, type Child, type Markup } from '../../../lib/markup.ts';

export const WIDTH = 720;

export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
  readonly highest: number;
}

/** From 0 to at least `highest`, over some four ticks. */
export function scaleTo(
  highest: number,
  { from, to, count = 4 }: { readonly from: number; readonly to: number; readonly count?: number },
): Scale {
  const step = niceStep(Math.max(highest, 1e-9) / count);
  const top = Math.ceil(highest / step - 1e-9) * step || step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const place = (value: number) => px(from + (Math.min(value, top) / top) * (to - from));
  return { place, ticks, highest: top };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return Number((factor * power).toPrecision(3));
}

export function svg(title: string, height: number, ...inside: readonly Child[]): Markup {
  const attributes = { class: 'chart', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img' };
  return element('svg', attributes, element('title', {}, title), inside);
}

export function text(
  className: string,
  { x, y }: { readonly x: number; readonly y: number },
  words: string,
): Markup {
  return element('text', { class: className, x: px(x), y: px(y) }, words);
}

export function line(className: string, d: string): Markup {
  return element('path', { class: className, d });
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rect(className: string, box: Box, label: string): Markup {
  const place = {
    x: px(box.x),
    y: px(box.y),
    width: px(Math.max(0, box.width)),
    height: px(box.height),
  };
  return element('rect', { class: className, ...place }, element('title', {}, label));
}

/** Tenths of a unit are finer than any screen shows. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
