/** Names of things, and words for quantiles. */

import type { Format } from './format.ts';
import { plainText, show } from './format.ts';

const MAX_NAME_LENGTH = 64;

/** Name of a strategy, region, gateway or service. */
export const NAME_FORMAT: Format = {
  expects: { en: 'a name such as productAPI', nl: 'een naam, zoals productAPI' },
  type: 'name',
  pattern: `^[A-Za-z0-9][A-Za-z0-9._-]{0,${MAX_NAME_LENGTH - 1}}$`,
  examples: ['productAPI', 'eu-west'],
  explain: (value) => {
    const text = typeof value === 'string' ? value : '';
    if (text.length <= MAX_NAME_LENGTH && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text)) return null;
    const better = plainText(value)
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/^[._-]+|-+$/g, '')
      .slice(0, MAX_NAME_LENGTH);
    const isUseless = better === '' || typeof value === 'object';
    const isText = typeof value === 'string';
    return {
      code: 'BLS1215',
      message: `${show(value)} cannot be a name`,
      fix: isUseless
        ? 'use letters, digits, dots, dashes and underscores'
        : `write ${better}${isText ? '' : ' in quotes'}`,
      inDutch: {
        message: `${show(value, 'nl')} kan geen naam zijn`,
        fix: isUseless
          ? 'gebruik letters, cijfers, punten, streepjes en underscores'
          : `schrijf ${better}${isText ? '' : ' tussen aanhalingstekens'}`,
      },
    };
  },
};

/** Name of a Prometheus label. */
export const LABEL_FORMAT: Format = {
  expects: { en: 'a label name such as instance', nl: 'een labelnaam, zoals instance' },
  type: 'label name',
  pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$',
  examples: ['instance', 'service'],
  explain: (value) => {
    if (typeof value === 'string' && /^[a-zA-Z_]\w{0,199}$/.test(value)) return null;
    const fix = 'use letters, digits and underscores, such as instance';
    const inDutch = {
      message: `${show(value, 'nl')} kan geen labelnaam zijn`,
      fix: 'gebruik letters, cijfers en underscores, zoals instance',
    };
    return { code: 'BLS1215', message: `${show(value)} cannot be a label name`, fix, inDutch };
  },
};

/** `p99` → 0.99; `null` for what is not a quantile. */
export function parseQuantile(text: string): number | null {
  const match = /^p(\d{1,2}(?:\.\d{1,3})?)$/.exec(text);
  if (match === null) return null;
  const ratio = Number((Number(match[1]) / 100).toPrecision(8));
  return ratio > 0 ? ratio : null;
}

export const QUANTILE_FORMAT: Format = {
  expects: { en: 'a quantile such as p99', nl: 'een kwantiel, zoals p99' },
  type: 'quantile',
  pattern: String.raw`^p\d{1,2}(\.\d{1,3})?$`,
  examples: ['p50', 'p99', 'p99.9'],
  explain: (value) => {
    if (typeof value === 'string' && parseQuantile(value) !== null) return null;
    const number = /\d+(\.\d{1,3})?/.exec(plainText(value))?.[0] ?? '';
    const better = Number(number) > 0 && Number(number) < 100 ? `p${number}` : 'p99';
    const message = `${show(value)} is not a quantile`;
    const inDutch = {
      message: `${show(value, 'nl')} is geen kwantiel`,
      fix: `schrijf ${better}`,
    };
    return { code: 'BLS1214', message, fix: `write ${better}`, inDutch };
  },
};
