/** Names of things, and words for quantiles. */

import type { Format } from './format.ts';
import { plainText, show } from './format.ts';

const MAX_NAME_LENGTH = 64;

/** Name of a strategy, region, gateway or service. */
export const NAME_FORMAT: Format = {
  expects: 'a name such as productAPI',
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
    const fix =
      better === '' || typeof value === 'object'
        ? 'use letters, digits, dots, dashes and underscores'
        : `write ${better}${typeof value === 'string' ? '' : ' in quotes'}`;
    return { code: 'BLS1215', message: `${show(value)} cannot be a name`, fix };
  },
};

/** Name of a Prometheus label. */
export const LABEL_FORMAT: Format = {
  expects: 'a label name such as instance',
  type: 'label name',
  pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$',
  examples: ['instance', 'service'],
  explain: (value) => {
    if (typeof value === 'string' && /^[a-zA-Z_]\w{0,199}$/.test(value)) return null;
    const fix = 'use letters, digits and underscores, such as instance';
    return { code: 'BLS1215', message: `${show(value)} cannot be a label name`, fix };
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
  expects: 'a quantile such as p99',
  type: 'quantile',
  pattern: String.raw`^p\d{1,2}(\.\d{1,3})?$`,
  examples: ['p50', 'p99', 'p99.9'],
  explain: (value) => {
    if (typeof value === 'string' && parseQuantile(value) !== null) return null;
    const number = /\d+(\.\d{1,3})?/.exec(plainText(value))?.[0] ?? '';
    const better = Number(number) > 0 && Number(number) < 100 ? `p${number}` : 'p99';
    return { code: 'BLS1214', message: `${show(value)} is not a quantile`, fix: `write ${better}` };
  },
};
