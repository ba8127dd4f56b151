/**
 * Configuration as data → YAML text with the reasons as comments. The same value gives the same
 * bytes: keys stay in the order in which they were rendered, nothing depends on time or locale.
 *
 * Written out directly, since a thousand services are half a million lines' worth of nodes: a document
 * tree of the `yaml` package takes ten times as long. How a string that is not plainly plain has to be
 * quoted is still that package's to say.
 */

import { stringify } from 'yaml';

import { assert } from '../lib/assert.ts';
import type { Comment } from './comment.ts';

export function renderYaml(
  value: object,
  options: { readonly header: string; readonly comments: readonly Comment[] },
): string {
  const lines: string[] = [];
  if (options.header !== '') lines.push(...commentLines(options.header, ''), '');
  const writer = { lines, quoted: new Map<string, string>() };
  writeEntries(writer, value, { indent: '', comments: commentTree(options.comments) });
  return `${lines.join('\n')}\n`;
}

interface Writer {
  readonly lines: string[];
  /** What the package said of strings seen before. */
  readonly quoted: Map<string, string>;
}

interface Place {
  readonly indent: string;
  readonly comments: CommentTree | undefined;
}

interface CommentTree {
  text?: string;
  readonly below: Map<string | number, CommentTree>;
}

function commentTree(comments: readonly Comment[]): CommentTree {
  const root: CommentTree = { below: new Map() };
  for (const { path, text } of comments) {
    let node = root;
    for (const step of path) {
      const next = node.below.get(step) ?? { below: new Map() };
      node.below.set(step, next);
      node = next;
    }
    node.text = text;
  }
  return root;
}

/** @param first what stands before the first key instead of the indent: `- ` of a list. */
function writeEntries(writer: Writer, value: object, { indent, comments }: Place, first = indent) {
  let before = first;
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    if (entry === undefined) continue;
    const own = comments?.below.get(key);
    if (own?.text !== undefined) writer.lines.push(...commentLines(own.text, indent));
    writeEntry(
      writer,
      { head: `${before}${scalar(writer, key)}:`, entry },
      { indent, comments: own },
    );
    before = indent;
  }
}

function writeEntry(
  writer: Writer,
  { head, entry }: { readonly head: string; readonly entry: unknown },
  place: Place,
): void {
  if (Array.isArray(entry)) return writeList(writer, { head, items: entry }, place);
  if (typeof entry === 'object' && entry !== null) {
    if (isEmpty(entry)) return void writer.lines.push(`${head} {}`);
    writer.lines.push(head);
    const indent = `${place.indent}  `;
    return writeEntries(writer, entry, { indent, comments: place.comments });
  }
  if (typeof entry === 'string' && entry.includes('\n')) {
    return writeText(writer, { head, text: entry }, place);
  }
  writer.lines.push(`${head} ${scalar(writer, entry)}`);
}

/** Characters up to which several plain values stand on one line: `[200, 201]`. */
const ONE_LINE = 60;

function writeList(
  writer: Writer,
  { head, items }: { readonly head: string; readonly items: readonly unknown[] },
  place: Place,
): void {
  const indent = `${place.indent}  `;
  const isPlain = items.every((item) => typeof item !== 'object' || item === null);
  if (isPlain && (place.comments?.below.size ?? 0) === 0) {
    const line = `[${items.map((item) => scalar(writer, item)).join(', ')}]`;
    if (line.length <= ONE_LINE || items.length === 1)
      return void writer.lines.push(`${head} ${line}`);
  }
  writer.lines.push(head);
  for (const [index, item] of items.entries()) {
    const comments = place.comments?.below.get(index);
    if (comments?.text !== undefined) writer.lines.push(...commentLines(comments.text, indent));
    assert(!Array.isArray(item), 'no list is directly in a list');
    if (typeof item === 'object' && item !== null && !isEmpty(item)) {
      writeEntries(writer, item, { indent: `${indent}  `, comments }, `${indent}- `);
    } else {
      writer.lines.push(`${indent}- ${isEmpty(item) ? '{}' : scalar(writer, item)}`);
    }
  }
}

/** Several lines as they are; in quotes where YAML would take liberties with them. */
function writeText(
  writer: Writer,
  { head, text }: { readonly head: string; readonly text: string },
  { indent }: Place,
): void {
  if (!/^[^\s][^\r\t]*[^\s]\n$/.test(text)) {
    return void writer.lines.push(`${head} ${JSON.stringify(text)}`);
  }
  writer.lines.push(`${head} |`);
  for (const line of text.slice(0, -1).split('\n')) {
    writer.lines.push(line === '' ? '' : `${indent}  ${line}`);
  }
}

/** Begins with a letter or a slash, and has nothing in it that means something in YAML. */
const PLAIN = /^[A-Za-z/_](?:[\w/.$-]|:(?=[\w/]))*(?: (?:[\w/.$-]|:(?=[\w/]))+)*$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+(?::\d+)?$/;
/** To YAML 1.1 too, which Kong, decK and Prometheus still read: a region called `no` is no boolean. */
const WORD_WITH_MEANING = /^(?:true|false|null|yes|no|on|off|y|n|=|<<|e[-+]?[\d_]+)$/i;

function scalar(writer: Writer, value: unknown): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !WORD_WITH_MEANING.test(value)) return value;
  if (ADDRESS.test(value)) return value;
  if (WORD_WITH_MEANING.test(value) || /\p{Cc}|^\s|\s$/u.test(value)) {
    return JSON.stringify(value);
  }
  const certain = certainly(value);
  if (certain !== null) return certain;
  const known = writer.quoted.get(value);
  if (known !== undefined) return known;
  const quoted = VERSIONS.map((version) => quotedFor(version, value)).find(
    (text) => text !== value,
  );
  writer.quoted.set(value, quoted ?? value);
  return quoted ?? value;
}

/**
 * What the package says of most strings, told from the string alone: asking costs a millisecond, and a
 * thousand services have thousands of different ones. `null` where only a schema knows (numbers, dates).
 */
function certainly(value: string): string | null {
  // A text of digits is a number in every version.
  if (/^\d+$/.test(value)) return `"${value}"`;
  if (!/^[\x20-\x7E]+$/.test(value) || value.includes('\\')) return null;
  if (NEVER_PLAIN.test(value)) {
    return value.includes('"') && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
  }
  return /^[A-Za-z_/$(^]/.test(value) ? value : null;
}

/** Brackets and commas anywhere, an indicator in front, what would be a comment or a key. */
const NEVER_PLAIN = /[[\]{},]|^[#&*!|>'"%@`]|^[?-](?: |$)|: | #|[ :]$/;

const VERSIONS = ['1.1', '1.2'] as const;

/** In a list of its own, so that commas and brackets are quoted where they have to be. */
function quotedFor(version: (typeof VERSIONS)[number], value: string): string {
  const options = { version, lineWidth: 0, collectionStyle: 'flow' } as const;
  return stringify([value], options).slice(1, -2).trim();
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => entry === undefined)
  );
}

function commentLines(text: string, indent: string): readonly string[] {
  return text.split('\n').map((line) => (line === '' ? `${indent}#` : `${indent}# ${line}`));
}
