/**
 * Prose → statements: a paragraph, a list item or a row, with its lines joined, so that a claim may be
 * broken over lines. Blocks of code are left out.
 */

import type { TextInput } from '../../inputs/inputs.ts';

export interface Statement {
  readonly text: string;
  /** In lower case, without marks of emphasis and code; as long as `text`. */
  readonly plain: string;
  /** `[line, column, length]` of its beginning. */
  readonly path: readonly number[];
}

/** Longer ones are data, not claims. */
const MAX_LENGTH = 2_000;

export function statementsOf({ lines }: TextInput): Statement[] {
  const statements: Statement[] = [];
  let parts: string[] = [];
  let path: readonly number[] = [];
  let inCode = false;
  const finish = () => {
    const text = parts.join(' ');
    if (parts.length > 0 && text.length <= MAX_LENGTH) {
      statements.push({ text, plain: simplify(text), path });
    }
    parts = [];
  };
  for (const [index, line] of lines.entries()) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    const isText = !inCode && !isFence && line.trim() !== '';
    if (isFence) inCode = !inCode;
    if (!isText || startsAnew(line)) finish();
    if (!isText) continue;
    const content = line.replace(/^\s*(?:[-*+>#|]+|\d+[.)])?\s*/, '');
    if (parts.length === 0) path = [index + 1, line.length - content.length + 1, content.length];
    parts.push(content.trimEnd());
  }
  finish();
  return statements;
}

function startsAnew(line: string): boolean {
  return /^\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|\||>)/.test(line);
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[`*_]/g, ' ');
}
