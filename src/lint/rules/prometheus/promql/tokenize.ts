/**
 * PromQL text → tokens. Tolerant: what it does not know becomes a token of its own, and an open string
 * ends at the end of the text, so that rules can be read while they are being written.
 */

export type TokenKind = 'name' | 'number' | 'duration' | 'string' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  /** Strings without quotes and escapes. */
  readonly text: string;
}

/** Longer symbols first. */
const SYMBOLS = ['=~', '!~', '==', '!=', '>=', '<='];
const SPACE = /\s+|#[^\n]*/y;
const DURATION = /(?:\d+(?:ms|[smhdwy]))+(?![\w.])/y;
const NUMBER = /0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const NAME = /[a-zA-Z_:][\w:]*/y;

/** More is no expression that people read. */
const MAX_TOKENS = 10_000;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0] ?? null;
    offset += found?.length ?? 0;
    return found;
  };
  const add = (kind: TokenKind, found: string | null): boolean => {
    if (found === null) return false;
    tokens.push({ kind, text: found });
    return true;
  };
  while (offset < text.length && tokens.length < MAX_TOKENS) {
    if (take(SPACE) !== null) continue;
    if (add('duration', take(DURATION)) || add('number', take(NUMBER))) continue;
    if (add('name', take(NAME))) continue;
    const first = text.charAt(offset);
    if (first === '"' || first === "'" || first === '`') {
      const { value, end } = readString(text, offset);
      add('string', value);
      offset = end;
      continue;
    }
    const symbol = SYMBOLS.find((one) => text.startsWith(one, offset)) ?? first;
    add('symbol', symbol);
    offset += symbol.length;
  }
  return tokens;
}

function readString(text: string, start: number): { value: string; end: number } {
  const quote = text.charAt(start);
  let value = '';
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    // Back-quoted strings know no escapes.
    const escaped = text.charAt(at) === '\\' && quote !== '`';
    value += escaped ? unescape(text.charAt(at + 1)) : text.charAt(at);
    at += escaped ? 2 : 1;
  }
  return { value, end: at + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescape(char: string): string {
  return ESCAPES[char] ?? char;
}
