/**
 * Configuration as data → YAML text with the reasons as comments. The same value gives the same
 * bytes: keys stay in the order in which they were rendered, nothing depends on time or locale.
 */

import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';

import type { Comment } from './comment.ts';

export function renderYaml(
  config: object,
  options: { header: string; comments: readonly Comment[] },
): string {
  const document = new Document(config, { aliasDuplicateObjects: false });
  if (options.header !== '') document.commentBefore = indented(options.header);
  for (const { path, text } of options.comments) comment(document.contents, { path, text });
  flowScalarLists(document.contents);
  return document.toString({ lineWidth: 100, flowCollectionPadding: false });
}

/** Puts the text above the key (or list entry) that the path leads to; unknown paths are skipped. */
function comment(root: Node | null, { path, text }: Comment): void {
  let node: unknown = root;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined) return;
      if (last && isScalar(pair.key)) pair.key.commentBefore = indented(text);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      if (last && (isMap(item) || isScalar(item))) item.commentBefore = indented(text);
      node = item;
    } else {
      return;
    }
  }
}

/** Characters up to which a list stands on one line. */
const ONE_LINE = 80;

/** Short lists of plain values on one line: `[200, 201]`. */
function flowScalarLists(node: unknown): void {
  if (isSeq(node)) {
    if (!node.items.every(isScalar)) node.items.forEach(flowScalarLists);
    else if (node.items.join(', ').length <= ONE_LINE) node.flow = true;
  } else if (isMap(node)) {
    for (const pair of node.items) flowScalarLists(pair.value);
  }
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ` ${line}`))
    .join('\n');
}
