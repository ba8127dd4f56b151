/**
 * A look at the tokens before the text is composed: composing deep brackets takes time that grows
 * with the square of their depth, and each alias costs a search. Linear, and stops at the limit.
 */

import { Lexer } from 'yaml';

/** How often aliases may be used in all; YAML bombs need many, strategies a handful. */
const MAX_ALIASES = 1_000;
/** Brackets within brackets; the schema has nine levels. */
const MAX_DEPTH = 50;

/** The offset at which the text uses too many aliases or brackets, or `null`. */
export function findExcess(text: string): number | null {
  let offset = 0;
  let aliases = 0;
  let depth = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    // The lexer marks documents and scalars with single control characters of its own.
    if (token === DOCUMENT || token === SCALAR || token === FLOW_ERROR) {
      isScalar = token === SCALAR;
      continue;
    }
    if (!isScalar) {
      if (token.startsWith('*')) aliases += 1;
      else if (token === '[' || token === '{') depth += 1;
      else if (token === ']' || token === '}') depth -= 1;
    }
    if (aliases > MAX_ALIASES || depth > MAX_DEPTH) return offset;
    offset += token.length;
    isScalar = false;
  }
  return null;
}

const DOCUMENT = '\u0002';
const SCALAR = '\u001F';
const FLOW_ERROR = '\u0018';
