/** Brackets and quoted texts. */

import { refuse, type PlainReader } from './reader.ts';
import { plainScalar } from './scalar.ts';

/** @param column of the block that it is in: lines further down have to be right of it. */
export function flowValue(reader: PlainReader, column: number): unknown {
  switch (reader.text.charAt(reader.at)) {
    case '[':
      return flowList(reader, column);
    case '{':
      return flowMap(reader, column);
    case '"':
    case "'":
      return quotedText(reader);
    default: {
      PLAIN.lastIndex = reader.at;
      const [written] = PLAIN.exec(reader.text) ?? refuse();
      reader.at += written.length;
      return plainScalar(written);
    }
  }
}

/** Without quotes, in brackets: no comma, no bracket, no colon before a space, no comment. */
const PLAIN =
  /(?:[\w/.$(^+~\\]|-(?=[\w/.]))(?:[^ :,[\]{}#\n]|:(?=[^ ,[\]{}\n])| +(?=[^ :,[\]{}#\n]))*/y;

function flowList(reader: PlainReader, column: number): readonly unknown[] {
  const list: unknown[] = [];
  const places: number[] = [];
  reader.places.set(list, places);
  enter(reader, column);
  while (reader.text[reader.at] !== ']') {
    const start = reader.at;
    list.push(flowValue(reader, column));
    places.push(start, reader.at);
    separate(reader, column, ']');
  }
  return leave(reader, list);
}

/** See `flowValue`. */
export function flowMap(reader: PlainReader, column: number): Readonly<Record<string, unknown>> {
  const map: Record<string, unknown> = {};
  const places: number[] = [];
  reader.places.set(map, places);
  enter(reader, column);
  while (reader.text[reader.at] !== '}') {
    const start = reader.at;
    KEY.lastIndex = start;
    const [written] = KEY.exec(reader.text) ?? refuse();
    const key = /^["']/.test(written) ? written.slice(1, -1) : written;
    if (KEY_WITH_MEANING.test(key) || Object.hasOwn(map, key)) refuse();
    reader.at = start + written.length + 1;
    skipSpace(reader, column);
    const valueStart = reader.at;
    map[key] = flowValue(reader, column);
    places.push(start, start + written.length, valueStart, reader.at);
    separate(reader, column, '}');
  }
  return leave(reader, map);
}

/** As in JSON, the colon behind quotes needs no space. */
const KEY =
  /[A-Za-z_/][\w./@-]{0,200}(?=: )|(?:"[A-Za-z_/][\w ./@-]{0,200}"|'[A-Za-z_/][\w ./@-]{0,200}')(?=:)/y;
const KEY_WITH_MEANING = /^(?:null|true|false|__proto__)$/i;

const MAX_DEPTH = 40;

function enter(reader: PlainReader, column: number): void {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) refuse();
  reader.at += 1;
  skipSpace(reader, column);
}

function leave<T>(reader: PlainReader, value: T): T {
  reader.depth -= 1;
  reader.at += 1;
  return value;
}

/** A comma and what follows it, or the closing bracket. */
function separate(reader: PlainReader, column: number, close: ']' | '}'): void {
  skipSpace(reader, column);
  const next = reader.text[reader.at];
  if (next === close) return;
  if (next !== ',') refuse();
  reader.at += 1;
  skipSpace(reader, column);
  if (reader.text[reader.at] === ',') refuse();
}

function skipSpace(reader: PlainReader, column: number): void {
  const { text } = reader;
  while (text[reader.at] === ' ') reader.at += 1;
  if (text[reader.at] !== '\n') return;
  const lineStart = reader.at + 1;
  reader.at = lineStart;
  while (text[reader.at] === ' ') reader.at += 1;
  const isContent = text[reader.at] !== '\n' && text[reader.at] !== '#';
  if (!isContent || reader.at - lineStart <= column) refuse();
}

/** In one line. Escapes that JSON has mean the same in YAML. */
export function quotedText(reader: PlainReader): string {
  QUOTED.lastIndex = reader.at;
  const [written] = QUOTED.exec(reader.text) ?? refuse();
  reader.at += written.length;
  const inner = written.slice(1, -1);
  if (written.startsWith("'")) return inner.replaceAll("''", "'");
  if (!inner.includes('\\')) return inner;
  try {
    return JSON.parse(written) as string;
  } catch {
    return refuse();
  }
}

const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*'/y;
