/** The verdicts as text and as JSON. */

import type { Bar } from './bar.ts';
import type { Finding, MeasuredBar } from './measured.ts';

/** Lines to print: a heading for each row of the issue, its bars below it. */
export function tableOf(measured: readonly MeasuredBar[], seeds: readonly number[]): string[] {
  let row = '';
  return measured.flatMap((one) => {
    const heading = one.bar.row === row ? [] : ['', one.bar.row];
    row = one.bar.row;
    return [...heading, ...linesOf(one, seeds)];
  });
}

function linesOf(
  { bar, values, mean, worst, isMet }: MeasuredBar,
  seeds: readonly number[],
): string[] {
  if (mean === null || worst === null) return [`  not measured ${bar.name}: ${bar.what}`];
  const missed = bar.bestKnown === undefined ? 'MISSED' : 'missed, see below';
  const verdict = values.length < seeds.length ? 'partly' : isMet ? 'met' : missed;
  const sign = bar.is === 'at most' ? '≤' : '≥';
  const count = values.length < seeds.length ? ` (${values.length} of ${seeds.length} seeds)` : '';
  const line =
    `  ${verdict.padEnd(7)} ${bar.name.padEnd(32)} mean ${show(mean, bar)}, ` +
    `worst ${show(worst.value, bar)} (seed ${worst.seed}), bar ${sign} ${show(bar.bound, bar)}: ` +
    bar.what +
    count;
  if (isMet || bar.bestKnown === undefined) return [line];
  return [line, `          best known: ${bar.bestKnown}`];
}

function show(value: number, { unit }: Bar): string {
  const text = Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '∞';
  return unit === '' || unit === '×' || unit === '%' ? `${text}${unit}` : `${text} ${unit}`;
}

/** Infinite numbers are `null`, as JSON has none. */
export function jsonOf(
  measured: readonly MeasuredBar[],
  rest: { readonly seeds: readonly number[]; readonly findings: readonly Finding[] },
): string {
  const bars = measured.map(({ bar, values, mean, worst, isMet }) => {
    const { name, row, what, is, bound, unit, bestKnown = null } = bar;
    return { name, row, what, is, bound, unit, mean, worst, isMet, values, bestKnown };
  });
  return JSON.stringify({ ...rest, bars }, null, 2);
}
