/** Parts that the scenario's schema is made of: quantities within their ranges, optional keys. */

import { z } from 'zod';
import { show } from '../../strategy/formats/format.ts';
import type { Fault, Format } from '../../strategy/formats/format.ts';
import { RATE_FORMAT, SHARE_FORMAT, durationFormat } from '../../strategy/formats/quantities.ts';
import { explained, text } from '../../strategy/input/fields.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A moment within the scenario; 0s is its beginning. */
export const moment = text(durationFormat({ minMs: 0, maxMs: 7 * DAY, examples: ['30s', '0s'] }));
/** How long something lasts. */
export const span = text(
  durationFormat({ minMs: SECOND, maxMs: 7 * DAY, examples: ['1m', '10s'] }),
);
export const warmUpTime = text(durationFormat({ minMs: 0, maxMs: HOUR, examples: ['30s'] }));
/** Of one request, call or hop; 0ms for none. */
export const latency = text(durationFormat({ minMs: 0, maxMs: HOUR, examples: ['20ms', '2s'] }));
/** A service time: more than nothing. */
export const workTime = text(
  durationFormat({ minMs: 0.001, maxMs: HOUR, examples: ['12ms', '0.5ms'] }),
);
export const share = text(SHARE_FORMAT);
export const rate = text(RATE_FORMAT);

/** Loads above 100 % are overload, which is worth simulating too. */
export const load = text({
  ...SHARE_FORMAT,
  expects: { en: 'a load such as 65%', nl: 'een belasting, zoals 65%' },
  examples: ['65%', '120%'],
  explain: (value) => {
    const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(value) : null;
    const percent = Number(match?.[1] ?? 0);
    if (percent > 0 && percent <= 1_000) return null;
    const found = SHARE_FORMAT.explain(value);
    if (match === null && found !== null) return notLoad(value, found);
    const message = `${show(value)} is out of range: above 0% and at most 1000%`;
    const inDutch = {
      message: `${show(value, 'nl')} valt buiten het bereik: boven 0% en hoogstens 1000%`,
      fix: 'schrijf een deel van de capaciteit, zoals 65%',
    };
    const fix = 'write a part of the capacity, such as 65%';
    return { code: 'BLS1203', message, fix, inDutch };
  },
});

function notLoad(value: unknown, fault: Fault): Fault {
  const inDutch = { ...fault.inDutch, message: `${show(value, 'nl')} is geen belasting` };
  return { ...fault, message: `${show(value)} is not a load`, inDutch };
}

/** A number within a range, both ends included. */
export function numberIn(min: number, max: number, example: number): z.ZodNumber {
  const format: Format = {
    expects: { en: `a number from ${min} to ${max}`, nl: `een getal van ${min} tot en met ${max}` },
    type: `number from ${min} to ${max}`,
    examples: [String(example)],
    explain: (value) => {
      if (typeof value !== 'number') return null;
      if (value >= min && value <= max) return null;
      const message = `${show(value)} is out of range: from ${min} to ${max}`;
      const inDutch = {
        message: `${show(value)} valt buiten het bereik: van ${min} tot en met ${max}`,
        fix: `schrijf een getal daarbinnen, zoals ${example}`,
      };
      const fix = `write a number in it, such as ${example}`;
      return { code: 'BLS1106', message, fix, inDutch };
    },
  };
  return explained(z.number().min(min).max(max), format);
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

/** A map with exactly one of its keys. */
export function oneOf<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  example: string,
): z.ZodObject<Shape, z.core.$strict> {
  return z
    .strictObject(shape)
    .check(exactlyOne(Object.keys(shape), example))
    .meta({ minProperties: 1, maxProperties: 1 });
}

/** A check that exactly one of some keys of a map is given. */
export function exactlyOne(
  keys: readonly string[],
  example: string,
): (context: z.core.ParsePayload<object>) => void {
  return (context) => {
    // A key that is only misspelt is not missing.
    if (context.issues.length > 0) return;
    const { value: input } = context;
    const given = keys.filter((key) => Object.hasOwn(input, key));
    if (given.length === 1) return;
    const fault: Fault =
      given.length === 0
        ? {
            code: 'BLS1802',
            message: `one of ${keys.join(', ')} is needed here`,
            fix: `write one, such as ${example}`,
            inDutch: {
              message: `hier is een van ${keys.join(', ')} nodig`,
              fix: `schrijf er een, zoals ${example}`,
            },
          }
        : {
            code: 'BLS1802',
            message: `${given.join(' and ')} are alternatives`,
            fix: 'keep one of them',
            inDutch: {
              message: `${given.join(' en ')} zijn alternatieven`,
              fix: 'houd er een van',
            },
          };
    context.issues.push({ code: 'custom', input, message: fault.message, params: fault });
  };
}
