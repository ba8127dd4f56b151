/** Numbers, intervals and times as tables and charts show them. */

import type { Language } from '../../lib/locale.ts';
import { simulateWords, type SimulateWords } from '../words/simulate-words.ts';
import type { Estimate } from './estimate.ts';
import type { Measure } from './measures.ts';

/** Three significant digits: `1230`, `12.3`, `0.0123`. */
export function number(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  if (size >= 100) return String(Math.round(rounded));
  // Below a thousandth one digit says all there is to know.
  if (size < 0.001) return size < 1e-6 ? '0' : String(Number(rounded.toPrecision(1)));
  return String(Number(rounded.toFixed(4)));
}

function numberIn(value: number, language: Language): string {
  return language === 'nl' ? number(value).replace('.', ',') : number(value);
}

/** `1.23 ± 0.04 %`, `12 ms`, `never`, `4.2 s (never in 3 of 10)`. */
export function cell(
  value: Estimate,
  { unit, none: sign }: Measure,
  { tell, language }: SimulateWords = simulateWords('en'),
): string {
  const { mean, halfWidth, count, unknown } = value;
  const none = sign === 'never' ? tell('never') : sign;
  if (mean === null) return unknown === 0 ? tell('not-run') : none;
  const number = (amount: number) => numberIn(amount, language);
  const interval = halfWidth === null || number(halfWidth) === '0' ? '' : ` ± ${number(halfWidth)}`;
  const text = `${number(mean)}${interval}${unit === '' ? '' : ` ${unit}`}`;
  if (unknown === 0) return text;
  return `${text} (${tell('unknown-in', { none, unknown, count: count + unknown })})`;
}

/** `+1.2 ± 0.3`; a difference whose interval holds 0 is none that can be told. */
export function difference(value: Estimate): string {
  const { mean, halfWidth } = value;
  if (mean === null) return '';
  const sign = mean > 0 ? '+' : mean < 0 ? '−' : '±';
  const interval = halfWidth === null || number(halfWidth) === '0' ? '' : ` ± ${number(halfWidth)}`;
  return `${sign}${number(Math.abs(mean))}${interval}`;
}

/** Whether the interval leaves 0 out: 'less' or 'more' than the reference, or 'same'. */
export function verdict(value: Estimate | null): 'less' | 'more' | 'same' {
  if (value === null || value.mean === null || value.halfWidth === null) return 'same';
  if (value.mean - value.halfWidth > 0) return 'more';
  return value.mean + value.halfWidth < 0 ? 'less' : 'same';
}

/** Seconds since the warm-up → `1:05`, `−0:10`, `1:02:00`. */
export function clock(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const rest =
    hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return `${seconds < 0 ? '−' : ''}${rest}`;
}
