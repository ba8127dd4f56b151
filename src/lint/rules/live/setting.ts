/** A setting of a node, and where it is in the facts. */

import type { Path } from '../../../lib/path.ts';
import type { LiveInput, LiveNode } from '../../inputs/live.ts';

export interface NodeEntry {
  readonly node: LiveNode;
  /** A place in this node. */
  readonly at: (...segments: readonly (string | number)[]) => { file: string; path: Path };
  /** The place of one of its settings. */
  readonly setting: (name: string) => { file: string; path: Path };
}

export function* eachNode({ file, facts }: LiveInput): Generator<NodeEntry> {
  for (const node of facts.nodes) {
    const path = ['nodes', nameOf(node)];
    const at: NodeEntry['at'] = (...segments) => ({ file, path: [...path, ...segments] });
    yield { node, at, setting: (name) => at('configuration', name) };
  }
}

/** How a node is called in messages. */
export function nameOf({ url }: LiveNode): string {
  return url.replace(/^https?:\/\//, '');
}
