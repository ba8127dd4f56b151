/** Small words of PromQL: durations, quoted strings, regular expressions of literals. */

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** 5_400_000 → `1h30m`; whole milliseconds. */
export function durationText(durationMs: number): string {
  let left = Math.max(1, Math.round(durationMs));
  let text = '';
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(left / unitMs);
    if (count > 0) text += `${count}${unit}`;
    left -= count * unitMs;
  }
  return text;
}

/** A label value in double quotes. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A matcher's regular expression that stands for exactly these values, quoted. */
export function anyOf(values: readonly string[]): string {
  const escaped = values.map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return quoted(escaped.join('|'));
}

/** Without the noise of floating point: 1 − 0.9999 → 0.0001. */
export function cleanNumber(value: number): number {
  return Number(value.toPrecision(10));
}
