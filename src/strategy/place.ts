/** Places in the text of a file, and findings that are tied to one. */

import type { LineCounter, Node } from 'yaml';
import type { ProblemCode } from './catalogue.ts';
import type { Bilingual } from './wording.ts';

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface TextFinding extends Bilingual {
  readonly code: ProblemCode;
  readonly place: Place;
}

export const START: Place = { line: 1, column: 1, length: 1 };

export function placeOfNode(lines: LineCounter, node: Node | null): Place {
  const range = node?.range;
  if (range === null || range === undefined) return START;
  return placeOf(lines, range[0], range[1]);
}

/** From one offset to another; what spans lines is one character long. */
export function placeOf(lines: LineCounter, startOffset: number, endOffset: number): Place {
  const start = lines.linePos(startOffset);
  const end = lines.linePos(Math.max(startOffset, endOffset));
  const length = start.line === end.line ? Math.max(1, end.col - start.col) : 1;
  return { line: Math.max(1, start.line), column: Math.max(1, start.col), length };
}

/** Without a document there is no line counter either. */
export function placeInText(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: 1 };
}
