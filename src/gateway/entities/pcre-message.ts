/**
 * Kong compiles regex paths with PCRE; here they are JavaScript regular expressions. The commonest
 * mistakes are put into PCRE's words, others keep JavaScript's.
 */

const WORDS: readonly (readonly [RegExp, (pattern: string) => string])[] = [
  [
    /Unterminated character class/,
    (pattern) => `missing terminating ] for character class in "${pattern}"`,
  ],
  [/Unterminated group/, (pattern) => `missing closing parenthesis in "${pattern}"`],
  [/Unmatched '\)'/, (pattern) => `unmatched closing parenthesis in "${pattern}"`],
  [
    /Nothing to repeat/,
    (pattern) => `quantifier does not follow a repeatable item in "${pattern}"`,
  ],
];

export function pcreMessage(pattern: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const known = WORDS.find(([javascript]) => javascript.test(message));
  return known === undefined ? message : `pcre2_compile() failed: ${known[1](pattern)}`;
}
