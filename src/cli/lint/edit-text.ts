/**
 * One edit of the data as an edit of the text, so that every other byte stays: comments, quotes,
 * order and layout. The result is read again and must have exactly the wanted data, or there is none.
 */

import { isDeepStrictEqual } from 'node:util';

import { isMap, isScalar, parseDocument } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap } from 'yaml';

import type { Path } from '../../lib/path.ts';
import type { Edit } from '../../lint/contract.ts';

/** `null` when it cannot be done safely: aliases, merge keys, odd layouts. */
export function editText(text: string, edit: Edit): string | null {
  try {
    return tryEdit(text, edit);
  } catch {
    // The library throws for data that it cannot build: odd aliases and merge keys.
    return null;
  }
}

function tryEdit(text: string, edit: Edit): string | null {
  const document = parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  const edited = splice(text, edit, document.contents);
  if (edited === null) return null;
  const wanted = wantedData(document.toJS(), edit);
  const result = parseDocument(edited, { merge: true, prettyErrors: false, logLevel: 'silent' });
  if (result.errors.length > 0) return null;
  return isDeepStrictEqual(result.toJS(), wanted) ? edited : null;
}

function splice(text: string, edit: Edit, root: unknown): string | null {
  const key = edit.path.at(-1);
  const parent = nodeAt(root, edit.path.slice(0, -1));
  if (key === undefined || !isMap(parent)) {
    return edit.kind === 'set' ? setDeep(text, edit, root) : null;
  }
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (edit.kind === 'set') {
    const value = scalarText(edit.value);
    if (value === null) return null;
    if (pair === undefined) return insert(text, parent, `${keyText(text, key)}: ${value}`);
    return isScalar(pair.value) ? replaceScalar(text, pair.value, value) : null;
  }
  if (pair === undefined || !isScalar(pair.key)) return null;
  if (edit.kind === 'rename') return replaceScalar(text, pair.key, keyText(text, edit.to));
  return remove(text, parent, pair);
}

/** A value whose parents are not there yet: the missing ones are added in one line. */
function setDeep(text: string, edit: Edit & { kind: 'set' }, root: unknown): string | null {
  const value = scalarText(edit.value);
  for (let depth = edit.path.length - 2; depth >= 0; depth -= 1) {
    const parent = nodeAt(root, edit.path.slice(0, depth));
    if (parent === null) continue;
    if (!isMap(parent) || value === null) return null;
    const [first, ...rest] = edit.path.slice(depth);
    const inner = rest.reduceRight<string>(
      (inside, name) => `{ ${keyText(text, name)}: ${inside} }`,
      value,
    );
    return insert(text, parent, `${keyText(text, first ?? '')}: ${inner}`);
  }
  return null;
}

function insert(text: string, map: YAMLMap, entry: string): string | null {
  const first = map.items[0];
  const last = map.items.at(-1);
  if (map.range == null) return null;
  if (map.flow === true) {
    if (last === undefined) {
      const open = map.range[0] + 1;
      return `${text.slice(0, open)} ${entry} ${text.slice(map.range[1] - 1)}`;
    }
    const end = endOf(last);
    return end === null ? null : `${text.slice(0, end)}, ${entry}${text.slice(end)}`;
  }
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  if (start === undefined) return null;
  // Before the first key, on a line of its own: after the last one comments may follow.
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  return `${text.slice(0, start)}${entry}\n${' '.repeat(column)}${text.slice(start)}`;
}

function replaceScalar(text: string, node: Scalar, value: string): string | null {
  if (node.range == null || node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
    return null;
  const [start, end] = node.range;
  const space = start === end && text[start - 1] !== ' ' ? ' ' : '';
  return `${text.slice(0, start)}${space}${value}${text.slice(end)}`;
}

function remove(text: string, map: YAMLMap, pair: Pair): string | null {
  const start = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  const end = endOf(pair);
  // The last one of a map would leave nothing behind its key.
  if (start === undefined || end === null || map.items.length < 2) return null;
  if (map.flow === true) {
    const isLast = map.items.at(-1) === pair;
    const after = isLast ? end : end + (/^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0);
    const before = isLast ? text.slice(0, start).replace(/,\s*$/, '') : text.slice(0, start);
    return `${before}${text.slice(after)}`;
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // A list item begins on this line: what follows would lose its dash.
  if (text.slice(lineStart, start).trim() !== '') return null;
  const lineEnd = text.indexOf('\n', end);
  return `${text.slice(0, lineStart)}${lineEnd === -1 ? '' : text.slice(lineEnd + 1)}`;
}

function endOf({ key, value }: Pair): number | null {
  const node = (value ?? key) as Node | null;
  return node?.range?.[1] ?? null;
}

/** `null` when it is not there, or is behind an alias. */
function nodeAt(root: unknown, path: Path): unknown {
  let node: unknown = root;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === segment);
      if (pair === undefined) return null;
      node = pair.value;
    } else if (node !== null && typeof node === 'object' && 'items' in node) {
      const { items } = node;
      node = Array.isArray(items) ? (items[Number(segment)] ?? null) : null;
    } else return null;
  }
  return node;
}

/** JSON files quote their keys. */
function keyText(text: string, key: string | number): string {
  const isJson = /^\s*[{[]\s*(?:"|\{|\[|\}|\])/.test(text);
  return isJson || !/^[A-Za-z_][\w-]*$/.test(String(key)) ? JSON.stringify(key) : String(key);
}

function scalarText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    return /^[A-Za-z][\w/-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
      ? value
      : JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items = value.map(scalarText);
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  return null;
}

function wantedData(data: unknown, edit: Edit): unknown {
  const copy: unknown = structuredClone(data);
  let parent: unknown = copy;
  for (const segment of edit.path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return undefined;
    if (!Object.hasOwn(parent, segment)) Reflect.set(parent, segment, {});
    parent = Reflect.get(parent, segment);
  }
  const key = edit.path.at(-1);
  if (typeof parent !== 'object' || parent === null || key === undefined) return undefined;
  const value: unknown = Reflect.get(parent, key);
  if (edit.kind === 'set') Reflect.set(parent, key, edit.value);
  else Reflect.deleteProperty(parent, key);
  if (edit.kind === 'rename') Reflect.set(parent, edit.to, value);
  return copy;
}
