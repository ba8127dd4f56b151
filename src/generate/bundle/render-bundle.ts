/**
 * All that is made from a strategy, as texts by path: a folder with one sub-folder for each part and,
 * when no part is left out, a `README.md` that says what each file is and who loads it.
 *
 * Invariants: the same strategy and options give the same bytes, in order of part, then as rendered;
 * every path begins with its part; no two files have the same path.
 */

import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { renderIndex } from './render-index.ts';
import { PARTS, RENDER_PART, type Part, type PartOptions } from './parts.ts';

export interface BundleOptions extends PartOptions {
  /** In any order; each at most once. */
  readonly parts: readonly Part[];
}

export function renderBundle(strategy: Strategy, options: BundleOptions): readonly GeneratedFile[] {
  const chosen = PARTS.filter((part) => options.parts.includes(part));
  const files = chosen.flatMap((part) =>
    RENDER_PART[part](strategy, options).map(({ path, text }) => ({
      path: `${part}/${path}`,
      text,
    })),
  );
  if (chosen.length < PARTS.length) return files;
  return [{ path: 'README.md', text: renderIndex(strategy, files) }, ...files];
}
