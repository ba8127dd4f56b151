/** `algorithm`: how Kong chooses among the targets. */

import { z } from 'zod';
import { show } from '../formats/format.ts';
import type { Format } from '../formats/format.ts';
import { explained, freeText, required } from './fields.ts';
import { suggestFix } from '../suggest.ts';

const NAMES = ['round-robin', 'least-connections'] as const;

const ALGORITHM_FORMAT: Format = {
  expects: {
    en: 'round-robin, least-connections or { consistent-hashing: { hashOn: ... } }',
    nl: 'round-robin, least-connections of { consistent-hashing: { hashOn: ... } }',
  },
  type: 'word or map',
  examples: [...NAMES],
  explain: (value) => {
    if (value === 'latency') {
      const message =
        'Kong’s `latency` algorithm keeps picking targets that are down and then answers 500 itself';
      const inDutch = {
        message:
          'Kongs algoritme `latency` blijft targets kiezen die weg zijn en antwoordt dan zelf 500',
        fix: 'schrijf least-connections of round-robin',
      };
      return { code: 'BLS1601', message, fix: 'write least-connections or round-robin', inDutch };
    }
    if (value === 'consistent-hashing') {
      const fix = 'write { consistent-hashing: { hashOn: ip } }, or hash on a header or cookie';
      const message = 'consistent-hashing needs something to hash on';
      const inDutch = {
        message: 'consistent-hashing heeft iets nodig om op te hashen',
        fix: 'schrijf { consistent-hashing: { hashOn: ip } }, of hash op een header of cookie',
      };
      return { code: 'BLS1602', message, fix, inDutch };
    }
    const known = [...NAMES, 'consistent-hashing'];
    const inDutch = {
      message: `${show(value, 'nl')} is geen algoritme`,
      fix: suggestFix(value, known, 'nl'),
    };
    const message = `${show(value)} is not an algorithm`;
    return { code: 'BLS1104', message, fix: suggestFix(value, known), inDutch };
  },
};

const HASH_WORDS = ['ip', 'path', 'consumer'] as const;

const HASH_FORMAT: Format = {
  expects: {
    en: 'ip, path, consumer, or { header: NAME }, { cookie: NAME }, { queryArg: NAME }',
    nl: 'ip, path, consumer, of { header: NAAM }, { cookie: NAAM }, { queryArg: NAAM }',
  },
  type: 'word or map',
  examples: [...HASH_WORDS],
  explain: (value) => {
    const named = ['header', 'cookie', 'queryArg'].find((kind) => kind === value);
    const fix =
      named === undefined
        ? `${suggestFix(value, HASH_WORDS)}, or { header: NAME }, { cookie: NAME }, { queryArg: NAME }`
        : `say which ${named}: { ${named}: NAME }`;
    const inDutch = {
      message: `op ${show(value, 'nl')} valt niet te hashen`,
      fix:
        named === undefined
          ? `${suggestFix(value, HASH_WORDS, 'nl')}, of { header: NAAM }, { cookie: NAAM }, { queryArg: NAAM }`
          : `zeg welke ${named}: { ${named}: NAAM }`,
    };
    return { code: 'BLS1104', message: `${show(value)} is nothing to hash on`, fix, inDutch };
  },
};

const hashOn = explained(
  z.union([
    explained(z.enum(HASH_WORDS), HASH_FORMAT),
    z.strictObject({ header: freeText.meta({ description: 'Name of a request header.' }) }),
    z.strictObject({ cookie: freeText.meta({ description: 'Name of a cookie.' }) }),
    z.strictObject({ queryArg: freeText.meta({ description: 'Name of a query argument.' }) }),
  ]),
  HASH_FORMAT,
);

export const algorithmSchema = explained(
  z.union([
    explained(z.enum(NAMES), ALGORITHM_FORMAT),
    z.strictObject({
      'consistent-hashing': z.strictObject({
        hashOn: required(hashOn, {
          description:
            'What decides the target: ip, path, consumer, { header: NAME }, { cookie: NAME } or { queryArg: NAME }.',
          example: 'ip',
        }),
      }),
    }),
  ]),
  ALGORITHM_FORMAT,
);
