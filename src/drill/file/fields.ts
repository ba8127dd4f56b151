/** Parts that the schema of drill files is made of. */

import { z } from 'zod';
import { show } from '../../strategy/formats/format.ts';
import type { Format } from '../../strategy/formats/format.ts';
import { durationFormat, SHARE_FORMAT } from '../../strategy/formats/quantities.ts';
import { WINDOW_FORMAT } from '../../strategy/formats/weekly-window.ts';
import { URL_FORMAT, WEBHOOK_FORMAT } from '../../strategy/formats/web.ts';
import { explained, text } from '../../strategy/input/fields.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

/** Of the fault: long enough to see something, short enough for a person to wait. */
export const faultTime = text(
  durationFormat({ minMs: SECOND, maxMs: 6 * HOUR, examples: ['2m', '30s'] }),
);
export const span = text(
  durationFormat({ minMs: SECOND, maxMs: 24 * HOUR, examples: ['30s', '5m'] }),
);
export const callTime = text(
  durationFormat({ minMs: 100, maxMs: HOUR, examples: ['10s', '500ms'] }),
);
export const latency = text(durationFormat({ minMs: 1, maxMs: HOUR, examples: ['300ms', '2s'] }));
export const share = text(SHARE_FORMAT);
export const weeklyWindow = text(WINDOW_FORMAT);
export const url = text(URL_FORMAT);
export const webhookUrl = text(WEBHOOK_FORMAT);

const TARGET = /^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/;

/** As the strategy names its hosts. */
export const target = text({
  expects: { en: 'a target such as product-1:8080', nl: 'een target, zoals product-1:8080' },
  type: 'target',
  examples: ['product-1.eu-west:8080'],
  explain: (value) => {
    if (typeof value === 'string' && TARGET.test(value)) return null;
    const fix = 'write host and port, such as product-1:8080';
    const inDutch = {
      message: `${show(value, 'nl')} is geen target`,
      fix: 'schrijf host en poort, zoals product-1:8080',
    };
    return { code: 'BLS1206', message: `${show(value)} is not a target`, fix, inDutch };
  },
});

/** A whole number within a range, both ends included. */
export function wholeIn(range: {
  readonly min: number;
  readonly max: number;
  readonly example: number;
}): z.ZodInt {
  const { min, max, example } = range;
  const format: Format = {
    expects: {
      en: `a whole number from ${min} to ${max}`,
      nl: `een geheel getal van ${min} tot en met ${max}`,
    },
    type: `whole number from ${min} to ${max}`,
    examples: [String(example)],
    explain: (value) => {
      if (typeof value !== 'number') return null;
      if (Number.isInteger(value) && value >= min && value <= max) return null;
      const message = `${show(value)} is out of range: from ${min} to ${max}`;
      const inDutch = {
        message: `${show(value)} valt buiten het bereik: van ${min} tot en met ${max}`,
        fix: `schrijf een getal daarbinnen, zoals ${example}`,
      };
      const fix = `write a number in it, such as ${example}`;
      return { code: 'BLS1106', message, fix, inDutch };
    },
  };
  return explained(z.int().min(min).max(max), format);
}

/** A key that may be left out; `fallback` is what counts then, as one would write it. */
export function optional<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  fallback?: string,
): z.ZodOptional<Schema> {
  const note = fallback === undefined ? {} : { 'x-default': { value: fallback, source: '' } };
  return schema.optional().meta({ description, ...note });
}
