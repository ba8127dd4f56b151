/** The split on a terminal. */

import type { BalanceResult } from './balance-options.ts';

export function renderSplit(result: BalanceResult, alpha: number): string {
  const { rows, requests, service, url, pValue, verdict, note, source } = result;
  const percent = (ratio: number) => `${(ratio * 100).toFixed(2)} %`.padStart(9);
  const width = Math.max(10, ...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, expectedRatio, observed }) => {
    const ratio = requests === 0 ? 0 : observed / requests;
    return `${name.padEnd(width)} ${String(observed).padStart(8)} ${percent(ratio)} ${percent(expectedRatio)}`;
  });
  return [
    `${service} at ${url}: ${result.answered} of ${result.sent} answered, ${requests} counted (${source})`,
    `${result.by.padEnd(width)} ${'requests'.padStart(8)} ${'share'.padStart(9)} ${'weight'.padStart(9)}`,
    ...lines,
    pValue === null
      ? 'too few targets or requests to test'
      : `chi-squared ${(result.statistic ?? 0).toFixed(2)}, ${result.degreesOfFreedom} degrees of freedom, p = ${pValue.toPrecision(3)}`,
    WORDS[verdict].replace('α', `α = ${alpha}`),
    ...(note === null ? [] : [note]),
    '',
  ].join('\n');
}

const WORDS: Readonly<Record<BalanceResult['verdict'], string>> = {
  'as-weighted': 'The split fits the weights (α).',
  'not-as-weighted': 'The split does NOT fit the weights (α): chance alone does not explain it.',
  inconclusive: 'Nothing can be said.',
};
