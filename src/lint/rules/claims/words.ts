/** Words that claims are made of, in English and Dutch; texts are in lower case. */

/** A statement that denies something is no claim of it. */
const DENIAL = /\b(?:not|never|no|nor|cannot|without|niet|geen|nooit|zonder)\b|n[’']t\b/;

export function isDenied(plain: string): boolean {
  return DENIAL.test(plain);
}

const UNITS: readonly [RegExp, number][] = [
  [/^m(?:s|illi)/, 1],
  [/^(?:m|min)/, 60_000],
  [/^(?:h|u)/, 3_600_000],
];

/** `30`, `seconds` → milliseconds. */
export function toMs(amount: string, unit: string): number {
  const factor = UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1_000;
  return Number(amount.replace(',', '.')) * factor;
}

/** A number and a unit of time, as two groups. */
export const TIME = String.raw`(\d+(?:[.,]\d+)?)[\s-]?(ms|milliseconds?|milliseconden|s|sec|secs|seconds?|seconden|m|min|mins|minutes?|minuten|minuut)\b`;

export function hasAll(plain: string, patterns: readonly RegExp[]): boolean {
  return patterns.every((pattern) => pattern.test(plain));
}
