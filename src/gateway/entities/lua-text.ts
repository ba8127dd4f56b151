/**
 * Tables as Kong prints them inside error messages (Penlight's `pretty.write`): array part first,
 * then keys, strings quoted. Keys are sorted; Kong's own order among several is arbitrary.
 */

import type { ErrorTree } from './error-tree.ts';

/** `{a={b="c"}}` without an indent, one entry a line with one. */
export function luaText(tree: ErrorTree, indent = '', outer = ''): string {
  if (typeof tree === 'string') return quote(tree);
  const entries = isList(tree) ? arrayEntries(tree) : keyEntries(tree);
  if (entries.length === 0) return '{}';
  const inner = outer + indent;
  const parts = entries.map(({ key, value }) => {
    const name = key === '' ? '' : indent === '' ? `${key}=` : `${key} = `;
    return `${inner}${name}${luaText(value, indent, inner)}`;
  });
  return indent === '' ? `{${parts.join(',')}}` : `{\n${parts.join(',\n')}\n${outer}}`;
}

interface Entry {
  /** Empty for the elements of an array without gaps. */
  readonly key: string;
  readonly value: ErrorTree;
}

function arrayEntries(tree: readonly (ErrorTree | null)[]): readonly Entry[] {
  return tree.flatMap((value, index) => {
    if (value === null) return [];
    const hasGapBefore = tree.slice(0, index).includes(null);
    return [{ key: hasGapBefore ? `[${index + 1}]` : '', value }];
  });
}

function isList(tree: ErrorTree): tree is readonly (ErrorTree | null)[] {
  return Array.isArray(tree);
}

function keyEntries(tree: { readonly [key: string]: ErrorTree }): readonly Entry[] {
  return Object.entries(tree)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({
      key: /^[A-Za-z_]\w*$/.test(key) ? key : `[${quote(key)}]`,
      value,
    }));
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
