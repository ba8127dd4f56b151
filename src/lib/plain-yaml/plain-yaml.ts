/**
 * A quick reader for the plain part of YAML: what `ballast generate`, decK and most people write.
 * Block maps and lists, brackets (so JSON too), texts of one line, comments. Twenty times as fast as a reader of all
 * of YAML, which matters for the half a million lines of a thousand services.
 *
 * Invariant: for whatever is read here, the `yaml` package has no error and no warning and gives the
 * same data and the same places; whatever is not certain (anchors, tags, block texts, doubled keys, tabs,
 * odd numbers, every mistake) is `null`, and for that package to read or explain.
 */

import type { Path } from '../path.ts';
import { flowMap, flowValue, quotedText } from './flow.ts';
import { NOT_PLAIN, refuse, type PlainReader } from './reader.ts';
import { lineIndex, locateIn, type TextSpan } from './places.ts';
import { plainScalar } from './scalar.ts';

export interface PlainYaml {
  readonly value: Readonly<Record<string, unknown>>;
  /** Where a path is; for one that is not there its nearest named ancestor. */
  readonly locate: (path: Path, at: 'key' | 'value') => TextSpan;
}

/** `null` = not certain to be plain. */
export function readPlainYaml(text: string): PlainYaml | null {
  if (ODD_CHARACTER.test(text)) return null;
  const reader: PlainReader = { text, at: 0, column: 0, depth: 0, end: 0, places: new Map() };
  try {
    toContent(reader, 0);
    const start = reader.at;
    if (reader.column !== 0) return null;
    const value = text[start] === '{' ? readBrackets(reader) : readMap(reader, 0);
    if (!isAtEnd(reader)) return null;
    const { places, end } = reader;
    let index: Uint32Array | null = null;
    const locate: PlainYaml['locate'] = (path, at) => {
      index ??= lineIndex(text);
      return locateIn({ value, start, end, places, index }, path, at);
    };
    return { value, locate };
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}

/** The whole text as one map in brackets. */
function readBrackets(reader: PlainReader): Readonly<Record<string, unknown>> {
  const value = flowMap(reader, -1);
  finishLine(reader);
  return value;
}

/** Tabs, other line ends, marks of byte order: legal or not, they mean more than they show. */
const ODD_CHARACTER = /[^\n\x20-\x7E\u00A1-\u024F\u2010-\u2027]/;

/** Column of the end of the text. */
const NO_MORE = -1;

function isAtEnd({ column }: PlainReader): boolean {
  return column === NO_MORE;
}

/** Levels of nesting; the schemas have about ten. */
const MAX_DEPTH = 40;

/** To the first character of the next line, from `offset` on, that is neither empty nor a comment. */
function toContent(reader: PlainReader, offset: number): void {
  const { text } = reader;
  let lineStart = offset;
  while (lineStart < text.length) {
    let at = lineStart;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const first = text.charCodeAt(at);
    if (first === HASH) {
      const lineEnd = text.indexOf('\n', at);
      lineStart = lineEnd === -1 ? text.length : lineEnd + 1;
    } else if (first === NEWLINE) {
      lineStart = at + 1;
    } else if (at >= text.length) {
      break;
    } else {
      reader.at = at;
      reader.column = at - lineStart;
      return;
    }
  }
  reader.at = text.length;
  reader.column = NO_MORE;
}

const SPACE = 0x20;
const HASH = 0x23;
const NEWLINE = 0x0a;
const DASH = 0x2d;

/** Past spaces and a comment behind a value, to the next line with content. */
function finishLine(reader: PlainReader): void {
  const { text } = reader;
  reader.end = reader.at;
  let at = reader.at;
  while (text.charCodeAt(at) === SPACE) at += 1;
  if (at < text.length && text.charCodeAt(at) !== NEWLINE) {
    if (text.charCodeAt(at) !== HASH || at === reader.at) refuse();
    const lineEnd = text.indexOf('\n', at);
    at = lineEnd === -1 ? text.length : lineEnd;
  }
  toContent(reader, at + 1);
}

function isItem({ text, at }: PlainReader): boolean {
  if (text.charCodeAt(at) !== DASH) return false;
  const next = text.charCodeAt(at + 1);
  return next === SPACE || next === NEWLINE || at + 1 === text.length;
}

/** Letters first: no number, no mark of YAML, and nothing that JavaScript would put in another order. */
const KEY =
  /(?:[A-Za-z_/][\w./@-]{0,200}|"[A-Za-z_/][\w ./@-]{0,200}"|'[A-Za-z_/][\w ./@-]{0,200}'):(?=[ \n]|$)/y;
const KEY_WITH_MEANING = /^(?:null|true|false|__proto__)$/i;

/** The text that names an entry here, quotes and all; `null` when there is none. */
function keyAt({ text, at }: PlainReader): string | null {
  KEY.lastIndex = at;
  return KEY.exec(text)?.[0].slice(0, -1) ?? null;
}

function readMap(reader: PlainReader, column: number): Readonly<Record<string, unknown>> {
  const map: Record<string, unknown> = {};
  const places: number[] = [];
  reader.places.set(map, places);
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) refuse();
  while (reader.column === column) {
    const written = keyAt(reader) ?? refuse();
    const key = /^["']/.test(written) ? written.slice(1, -1) : written;
    if (KEY_WITH_MEANING.test(key) || Object.hasOwn(map, key)) refuse();
    const start = reader.at;
    reader.at += written.length + 1;
    const mark = places.push(start, start + written.length, 0, 0) - 2;
    map[key] = readEntry(reader, column, { places, mark, isList: false });
  }
  reader.depth -= 1;
  // In a line between the levels, or one that goes on with the text above.
  if (reader.column > column) refuse();
  return map;
}

function readList(reader: PlainReader, column: number): readonly unknown[] {
  const list: unknown[] = [];
  const places: number[] = [];
  reader.places.set(list, places);
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) refuse();
  while (reader.column === column && isItem(reader)) {
    reader.at += 1;
    const mark = places.push(0, 0) - 2;
    list.push(readEntry(reader, column, { places, mark, isList: true }));
  }
  reader.depth -= 1;
  if (reader.column > column) refuse();
  return list;
}

interface Slot {
  readonly places: number[];
  /** Where in `places` start and end of the value belong. */
  readonly mark: number;
  readonly isList: boolean;
}

/** What stands behind `key:` or `-`, in this line or below. */
function readEntry(reader: PlainReader, column: number, slot: Slot): unknown {
  const { text } = reader;
  const after = reader.at;
  while (text.charCodeAt(reader.at) === SPACE) reader.at += 1;
  const first = text.charCodeAt(reader.at);
  const isBelow = reader.at >= text.length || first === NEWLINE;
  if (isBelow || (first === HASH && reader.at > after)) {
    reader.at = after;
    finishLine(reader);
    return readBelow(reader, column, slot);
  }
  const start = reader.at;
  slot.places[slot.mark] = start;
  if (slot.isList) {
    if (isItem(reader)) refuse();
    if (keyAt(reader) !== null) {
      reader.column = column + (start - after) + 1;
      const map = readMap(reader, reader.column);
      slot.places[slot.mark + 1] = reader.end;
      return map;
    }
  }
  const value = valueInLine(reader, column);
  slot.places[slot.mark + 1] = reader.at;
  finishLine(reader);
  if (reader.column > column) refuse();
  return value;
}

/** The collection in the lines below; without one it is nothing. */
function readBelow(reader: PlainReader, column: number, slot: Slot): unknown {
  const { places, mark, isList } = slot;
  const isBeside = !isList && reader.column === column && isItem(reader);
  if (reader.column <= column && !isBeside) return isList ? refuse() : null;
  places[mark] = reader.at;
  const value = isItem(reader) ? readList(reader, reader.column) : readMap(reader, reader.column);
  places[mark + 1] = reader.end;
  return value;
}

function valueInLine(reader: PlainReader, column: number): unknown {
  const { text, at } = reader;
  switch (text.charAt(at)) {
    case '"':
    case "'":
      return quotedText(reader);
    case '[':
    case '{':
      return flowValue(reader, column);
    default: {
      LINE.lastIndex = at;
      const [written] = LINE.exec(text) ?? refuse();
      reader.at += written.length;
      return plainScalar(written);
    }
  }
}

/**
 * A text without quotes: to the end of the line, or to a comment. What ends in a colon, or has one
 * before a space, would be a key.
 */
const LINE = /(?:[\w/.$(^+~\\]|-(?=[\w/.]))(?:[^ :\n]|:(?=[^ \n])| +(?=[^ #\n]))*/y;
