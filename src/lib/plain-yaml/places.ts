/** From a path in the data to lines and columns, by the offsets that the reader has noted. */

import type { Path } from '../path.ts';

/** Lines and columns count from 1; what spans lines is one character long. */
export interface TextSpan {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

interface Found {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** See `PlainReader`. */
  readonly places: ReadonlyMap<object, readonly number[]>;
  readonly index: Uint32Array;
}

/** Offsets at which lines begin. */
export function lineIndex(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

export function locateIn(document: Found, path: Path, at: 'key' | 'value'): TextSpan {
  const { places, index } = document;
  const whole: [number, number] = [document.start, document.end];
  let value = document.value;
  let key: [number, number] | null = null;
  let own = whole;
  for (const segment of path) {
    const next = child(places, value, segment);
    if (next === null) return spanOf(index, key ?? whole);
    ({ value, key, own } = next);
  }
  return spanOf(index, at === 'key' || value === null ? (key ?? own) : own);
}

function child(places: Found['places'], value: unknown, segment: string | number) {
  const offsets = typeof value === 'object' && value !== null ? places.get(value) : undefined;
  if (offsets === undefined) return null;
  const isList = Array.isArray(value);
  const number = isList ? Number(segment) : Object.keys(value as object).indexOf(String(segment));
  const size = isList ? 2 : 4;
  const first = number * size;
  if (!Number.isInteger(number) || number < 0 || first >= offsets.length) return null;
  const at = (shift: number) => offsets[first + shift] ?? 0;
  const inner: unknown = Reflect.get(value as object, segment);
  const key: [number, number] = [at(0), at(1)];
  return { value: inner, key, own: isList ? key : ([at(2), at(3)] as [number, number]) };
}

function spanOf(index: Uint32Array, [start, end]: readonly [number, number]): TextSpan {
  const line = lineOf(index, start);
  const from = index[line] ?? 0;
  const isOneLine = lineOf(index, end) === line;
  return {
    line: line + 1,
    column: start - from + 1,
    length: isOneLine ? Math.max(1, end - start) : 1,
  };
}

/** By halving; the last line that begins at or before the offset. */
function lineOf(index: Uint32Array, offset: number): number {
  let low = 0;
  let high = index.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
