/** Durations, shares and rates. */

import {
  formatDuration,
  parseDurationMs,
  parseRatePerSecond,
  parseRatio,
} from '../../lib/quantities.ts';
import type { Format } from './format.ts';
import { plainText, show } from './format.ts';

export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
  readonly examples: readonly string[];
}

const DURATION_PATTERN = String.raw`^(\d+(\.\d+)?(ms|s|m|h|d))+$`;

/** A duration within a range, both ends included. */
export function durationFormat({ minMs, maxMs, examples }: DurationRange): Format {
  const example = examples[0] ?? '1s';
  const range = `from ${formatDuration(minMs)} to ${formatDuration(maxMs)}`;
  return {
    expects: `a duration such as ${example}`,
    type: 'duration',
    pattern: DURATION_PATTERN,
    examples,
    explain: (value) => {
      const ms = typeof value === 'string' ? parseDurationMs(value) : null;
      if (ms !== null && ms >= minMs && ms <= maxMs) return null;
      if (ms !== null || isNegative(value)) {
        const message = `${show(value)} is out of range: ${range}`;
        return { code: 'BLS1202', message, fix: `write a duration ${range}, such as ${example}` };
      }
      const guesses = UNITS.map((unit) => `${plainText(value)}${unit}`).filter((guess) => {
        const guessMs = parseDurationMs(guess);
        return guessMs !== null && guessMs >= minMs && guessMs <= maxMs;
      });
      const fix =
        guesses.length > 0
          ? `write the unit: ${guesses.slice(0, 2).join(' or ')}`
          : `write a number and a unit (ms, s, m, h, d), such as ${example}`;
      return { code: 'BLS1201', message: `${show(value)} is not a duration`, fix };
    },
  };
}

const UNITS = ['ms', 's', 'm', 'h', 'd'] as const;

function isNegative(value: unknown): boolean {
  return typeof value === 'number' ? value <= 0 : /^-\d/.test(plainText(value));
}

/** A share from 0 % to 100 %. */
export const SHARE_FORMAT: Format = {
  expects: 'a share such as 1%',
  type: 'share',
  pattern: String.raw`^\d+(\.\d+)?\s*%$`,
  examples: ['1%', '99.99%'],
  explain: (value) => {
    const ratio = typeof value === 'string' ? parseRatio(value) : null;
    if (ratio !== null && ratio <= 1) return null;
    if (ratio !== null || isNegative(value)) {
      const message = `${show(value)} is out of range: from 0% to 100%`;
      return { code: 'BLS1203', message, fix: 'write a share between 0% and 100%' };
    }
    const number = Number(plainText(value));
    const isNumber = plainText(value) !== '' && number >= 0 && number <= 100;
    const asPercent = Number((number * 100).toPrecision(10));
    const meanings =
      number > 0 && number < 1 ? `${asPercent}% (or ${number}% if that is meant)` : `${number}%`;
    const fix = isNumber ? `write ${meanings}` : 'write a percentage, such as 1%';
    return { code: 'BLS1203', message: `${show(value)} is not a share`, fix };
  },
};

/** Highest rate that makes sense for one host. */
const MAX_RPS = 10_000_000;

/** A rate above zero. */
export const RATE_FORMAT: Format = {
  expects: 'a rate such as 200rps',
  type: 'rate',
  pattern: String.raw`^\d+(\.\d+)?\s*(rps|rpm)$`,
  examples: ['200rps', '12000rpm'],
  explain: (value) => {
    const rate = typeof value === 'string' ? parseRatePerSecond(value) : null;
    if (rate !== null && rate > 0 && rate <= MAX_RPS) return null;
    if (rate !== null || isNegative(value)) {
      const message = `${show(value)} is out of range: above 0 and at most ${MAX_RPS}rps`;
      return { code: 'BLS1204', message, fix: 'write what one host can serve, such as 200rps' };
    }
    const number = /^\d+(\.\d+)?/.exec(plainText(value))?.[0];
    const fix =
      number === undefined
        ? 'write a number with rps (per second) or rpm (per minute), such as 200rps'
        : `write ${number}rps (per second) or ${number}rpm (per minute)`;
    return { code: 'BLS1204', message: `${show(value)} is not a rate`, fix };
  },
};
