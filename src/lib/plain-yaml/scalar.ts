/** A text without quotes → what it stands for in the core schema of YAML 1.2. */

import { refuse } from './reader.ts';

export function plainScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  const isLetter = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7a;
  if (isLetter || first === TILDE) {
    return text.length > LONGEST_WORD || !WORDS.has(text) ? text : WORDS.get(text);
  }
  if (first > NINE || first < PLUS) return text;
  if (INTEGER.test(text) || FRACTION.test(text)) return Number(text);
  return NUMBER_OF_A_KIND.test(text) ? refuse() : text;
}

const TILDE = 0x7e;
const NINE = 0x39;
const PLUS = 0x2b;
const LONGEST_WORD = 5;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
]);

/** Up to 15 digits, which a number holds exactly. */
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const FRACTION = /^-?(?:0|[1-9]\d{0,8})\.\d{1,6}$/;
/** Hexadecimal, exponents, leading zeros, infinity: rare enough to leave to others. */
const NUMBER_OF_A_KIND = /^[-+]?(?:0[xo][\da-f]*|\d*\.?\d*(?:e[-+]?\d*)?|\.inf|\.nan)$/i;
