/** The split at one gateway, on a terminal. */

import type { BalanceCheck } from '../../model/checks.ts';
import { alignColumns } from '../columns.ts';
import type { OutcomeWords } from './words.ts';

export function renderBalance(
  check: BalanceCheck,
  { words, alpha }: { readonly words: OutcomeWords; readonly alpha: number },
): string {
  const { tell, format } = words;
  const { service, gateway, sent, answered, requests, note, reason, verdict } = check;
  const url = check.url ?? tell('split-place-unknown');
  const number = (value: number) => format.number(value);
  const source = tell(`source-${check.source}`);
  const counts = { answered: number(answered), sent: number(sent), requests: number(requests) };
  const ending =
    reason === null
      ? [
          tell(verdict === 'as-weighted' ? 'split-as-weighted' : 'split-not-as-weighted', {
            alpha: String(alpha),
          }),
        ]
      : [tell('split-inconclusive', { why: reason.sentence }), `  ${reason.fix}`];
  return [
    tell('split-head', { service, gateway, url }),
    ...(sent === 0 ? [] : [tell('split-counts', { ...counts, source }), ...tableOf(check, words)]),
    ...testOf(check, words),
    ...ending,
    ...(note === null ? [] : [note]),
    '',
  ].join('\n');
}

function tableOf(
  { rows, requests, by }: BalanceCheck,
  { tell, format }: OutcomeWords,
): readonly string[] {
  if (rows.length === 0) return [];
  const percent = (ratio: number) => `${format.number(100 * ratio, 2)} %`;
  const head = [
    tell(`split-${by}`),
    tell('split-requests'),
    tell('split-share'),
    tell('split-weight'),
  ];
  const cells = rows.map(({ name, observed, expectedRatio }) => [
    name,
    format.number(observed),
    percent(requests === 0 ? 0 : observed / requests),
    percent(expectedRatio),
  ]);
  return alignColumns([head, ...cells]).map((line) => `  ${line}`);
}

function testOf(
  { statistic, degreesOfFreedom, pValue }: BalanceCheck,
  { tell, format }: OutcomeWords,
): readonly string[] {
  if (pValue === null) return [];
  const shown =
    statistic === null || !Number.isFinite(statistic) ? '∞' : format.number(statistic, 2);
  const p = format.number(Number(pValue.toPrecision(3)), 6);
  return [tell('split-test', { statistic: shown, degrees: degreesOfFreedom ?? 0, p })];
}
