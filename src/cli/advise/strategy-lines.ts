/** In which line of the strategy file something stands. */

import { isMap, isScalar, LineCounter, parseDocument, type Node } from 'yaml';

/**
 * Line (from 1) of a dotted path. What a service does not say it has from the top of the file, or
 * by default: then the line of the former, or `null`.
 */
export function linesOf(text: string): (path: string) => number | null {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineOf = (path: readonly string[]): number | null => {
    const offset = offsetOf(document.contents, path);
    return offset === null ? null : counter.linePos(offset).line;
  };
  return (path) => {
    const parts = path.split('.');
    return lineOf(parts) ?? (parts[0] === 'services' ? lineOf(parts.slice(2)) : null);
  };
}

function offsetOf(node: Node | null, [name, ...rest]: readonly string[]): number | null {
  if (!isMap(node) || name === undefined) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  if (pair === undefined) return null;
  if (rest.length > 0) return offsetOf(pair.value as Node | null, rest);
  return isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}
