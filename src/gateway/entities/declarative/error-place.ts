/** Puts an error where it belongs in the tree of a declarative configuration's errors. */

import type { ErrorTree, FieldErrors } from '../error-tree.ts';

/** A tree under construction: lists and records that can still grow. */
type Growing = Record<string, unknown> | unknown[];

export interface ErrorPlaces {
  add(path: readonly (string | number)[], error: ErrorTree): void;
  /** Sparse lists have `null` in their gaps. */
  tree(): FieldErrors;
}

export function createErrorPlaces(): ErrorPlaces {
  const root: Record<string, unknown> = {};
  return {
    add: (path, error) => {
      let node: Growing = root;
      for (const [depth, key] of path.slice(0, -1).entries()) {
        const isList = typeof path[depth + 1] === 'number';
        node = childOf(node, key, isList);
      }
      const last = path.at(-1) ?? '';
      const before = slot(node, last);
      const isMerge =
        typeof before === 'object' &&
        before !== null &&
        typeof error === 'object' &&
        !Array.isArray(error);
      setSlot(node, last, isMerge ? Object.assign(before, error) : error);
    },
    tree: () => root as FieldErrors,
  };
}

function childOf(node: Growing, key: string | number, isList: boolean): Growing {
  const before = slot(node, key);
  if (typeof before === 'object' && before !== null) return before as Growing;
  const child: Growing = isList ? [] : {};
  setSlot(node, key, child);
  return child;
}

function slot(node: Growing, key: string | number): unknown {
  return Array.isArray(node) ? node[Number(key)] : node[String(key)];
}

function setSlot(node: Growing, key: string | number, value: unknown): void {
  if (!Array.isArray(node)) {
    node[String(key)] = value;
    return;
  }
  while (node.length < Number(key)) node.push(null);
  node[Number(key)] = value;
}
