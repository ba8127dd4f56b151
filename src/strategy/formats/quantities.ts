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
  const [least, most] = [formatDuration(minMs), formatDuration(maxMs)];
  return {
    expects: { en: `a duration such as ${example}`, nl: `een tijdsduur, zoals ${example}` },
    type: 'duration',
    pattern: DURATION_PATTERN,
    examples,
    explain: (value) => {
      const ms = typeof value === 'string' ? parseDurationMs(value) : null;
      if (ms !== null && ms >= minMs && ms <= maxMs) return null;
      if (ms !== null || isNegative(value)) {
        return {
          code: 'BLS1202',
          message: `${show(value)} is out of range: from ${least} to ${most}`,
          fix: `write a duration from ${least} to ${most}, such as ${example}`,
          inDutch: {
            message: `${show(value, 'nl')} valt buiten het bereik: van ${least} tot en met ${most}`,
            fix: `schrijf een tijdsduur van ${least} tot en met ${most}, zoals ${example}`,
          },
        };
      }
      const guesses = UNITS.map((unit) => `${plainText(value)}${unit}`).filter((guess) => {
        const guessMs = parseDurationMs(guess);
        return guessMs !== null && guessMs >= minMs && guessMs <= maxMs;
      });
      const likely = guesses.slice(0, 2);
      const isKnown = likely.length > 0;
      return {
        code: 'BLS1201',
        message: `${show(value)} is not a duration`,
        fix: isKnown
          ? `write the unit: ${likely.join(' or ')}`
          : `write a number and a unit (ms, s, m, h, d), such as ${example}`,
        inDutch: {
          message: `${show(value, 'nl')} is geen tijdsduur`,
          fix: isKnown
            ? `schrijf de eenheid erbij: ${likely.join(' of ')}`
            : `schrijf een getal en een eenheid (ms, s, m, h, d), zoals ${example}`,
        },
      };
    },
  };
}

const UNITS = ['ms', 's', 'm', 'h', 'd'] as const;

function isNegative(value: unknown): boolean {
  return typeof value === 'number' ? value <= 0 : /^-\d/.test(plainText(value));
}

/** A share from 0 % to 100 %. */
export const SHARE_FORMAT: Format = {
  expects: { en: 'a share such as 1%', nl: 'een aandeel, zoals 1%' },
  type: 'share',
  pattern: String.raw`^\d+(\.\d+)?\s*%$`,
  examples: ['1%', '99.99%'],
  explain: (value) => {
    const ratio = typeof value === 'string' ? parseRatio(value) : null;
    if (ratio !== null && ratio <= 1) return null;
    if (ratio !== null || isNegative(value)) {
      const message = `${show(value)} is out of range: from 0% to 100%`;
      const inDutch = {
        message: `${show(value, 'nl')} valt buiten het bereik: van 0% tot en met 100%`,
        fix: 'schrijf een aandeel tussen 0% en 100%',
      };
      return { code: 'BLS1203', message, fix: 'write a share between 0% and 100%', inDutch };
    }
    const number = Number(plainText(value));
    const isNumber = plainText(value) !== '' && number >= 0 && number <= 100;
    const asPercent = Number((number * 100).toPrecision(10));
    const isPart = number > 0 && number < 1;
    const write = isPart ? `${asPercent}% (or ${number}% if that is meant)` : `${number}%`;
    const schrijf = isPart ? `${asPercent}% (of ${number}%, als je dat bedoelt)` : `${number}%`;
    return {
      code: 'BLS1203',
      message: `${show(value)} is not a share`,
      fix: isNumber ? `write ${write}` : 'write a percentage, such as 1%',
      inDutch: {
        message: `${show(value, 'nl')} is geen aandeel`,
        fix: isNumber ? `schrijf ${schrijf}` : 'schrijf een percentage, zoals 1%',
      },
    };
  },
};

/** Highest rate that makes sense for one host. */
const MAX_RPS = 10_000_000;

/** A rate above zero. */
export const RATE_FORMAT: Format = {
  expects: { en: 'a rate such as 200rps', nl: 'een aantal requests per tijd, zoals 200rps' },
  type: 'rate',
  pattern: String.raw`^\d+(\.\d+)?\s*(rps|rpm)$`,
  examples: ['200rps', '12000rpm'],
  explain: (value) => {
    const rate = typeof value === 'string' ? parseRatePerSecond(value) : null;
    if (rate !== null && rate > 0 && rate <= MAX_RPS) return null;
    if (rate !== null || isNegative(value)) {
      const message = `${show(value)} is out of range: above 0 and at most ${MAX_RPS}rps`;
      const inDutch = {
        message: `${show(value, 'nl')} valt buiten het bereik: boven 0 en hoogstens ${MAX_RPS}rps`,
        fix: 'schrijf wat één host aankan, zoals 200rps',
      };
      const fix = 'write what one host can serve, such as 200rps';
      return { code: 'BLS1204', message, fix, inDutch };
    }
    const number = /^\d+(\.\d+)?/.exec(plainText(value))?.[0];
    return {
      code: 'BLS1204',
      message: `${show(value)} is not a rate`,
      fix:
        number === undefined
          ? 'write a number with rps (per second) or rpm (per minute), such as 200rps'
          : `write ${number}rps (per second) or ${number}rpm (per minute)`,
      inDutch: {
        message: `${show(value, 'nl')} is geen aantal requests per tijd`,
        fix:
          number === undefined
            ? 'schrijf een getal met rps (per seconde) of rpm (per minuut), zoals 200rps'
            : `schrijf ${number}rps (per seconde) of ${number}rpm (per minuut)`,
      },
    };
  },
};
