/** Which values of a label a matcher lets through. */

import type { Matcher } from './promql/nodes.ts';

/** Whether one of these values passes; `true` when the pattern cannot be judged. */
export function matchesAny(matcher: Matcher, values: readonly string[]): boolean {
  const passes = predicateOf(matcher);
  return passes === null || values.some(passes);
}

/** `null` when the pattern is not one that JavaScript reads like RE2. */
export function predicateOf({ op, value }: Matcher): ((text: string) => boolean) | null {
  if (op === '=') return (text) => text === value;
  if (op === '!=') return (text) => text !== value;
  const pattern = patternOf(value);
  if (pattern === null) return null;
  return op === '=~' ? (text) => pattern.test(text) : (text) => !pattern.test(text);
}

/** Longer ones, and nested repetition, could take JavaScript for ever where RE2 does not. */
const MAX_PATTERN = 200;

function patternOf(text: string): RegExp | null {
  if (text.length > MAX_PATTERN || /[+*}][^|]*\)[+*{]/.test(text)) return null;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return null;
  }
}
