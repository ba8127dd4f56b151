/** What came of a simulation, on a terminal: Ballast beside leaving everything as it is. */

import type { WhatIfFigures, WhatIfPoint, WhatIfResult, WhatIfRun } from '../../model/what-if.ts';
import { alignColumns } from '../columns.ts';
import type { OutcomeWords } from './words.ts';

/** Of many decisions these tell the story. */
const DECISIONS_SHOWN = 20;

export function renderWhatIf(result: WhatIfResult, words: OutcomeWords): string {
  const { tell } = words;
  const { title, scenario, durationMs, seed, tookMs, ballast, taken, assumed } = result;
  return [
    tell('what-if-head', { title, scenario, durationMs, seed, tookMs }),
    '',
    ...figuresOf(result, words),
    ...allowance(result, words),
    '',
    tell('what-if-shares'),
    ...sharesOf(result, words),
    '',
    ...decisionsOf(ballast, words),
    ...sentences(tell('what-if-taken'), taken),
    ...sentences(tell('what-if-assumed'), assumed),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function figuresOf(
  { ballast, nothing }: WhatIfResult,
  { tell, format }: OutcomeWords,
): readonly string[] {
  const number = (value: number) => format.number(value);
  const time = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? '–' : format.duration(1_000 * seconds);
  const ms = (value: number | null) => (value === null ? '–' : `${format.number(value)} ms`);
  const row = (name: string, show: (figures: WhatIfFigures) => string) => [
    name,
    show(ballast.figures),
    show(nothing.figures),
  ];
  return alignColumns(
    [
      ['', tell('what-if-with'), tell('what-if-without')],
      row(tell('what-if-sent'), ({ sent }) => number(sent)),
      row(
        tell('what-if-lost'),
        ({ lost, lostPercent }) => `${number(lost)} (${format.number(lostPercent, 2)} %)`,
      ),
      row(tell('what-if-shed'), ({ shed }) => number(shed)),
      row(tell('what-if-bad'), ({ badSeconds }) => number(badSeconds)),
      row(tell('what-if-clean'), ({ cleanAfterSeconds }) =>
        cleanAfterSeconds === null ? tell('what-if-never') : time(cleanAfterSeconds),
      ),
      row(tell('what-if-p99'), ({ p99Ms }) => ms(p99Ms)),
      row(tell('what-if-budget'), ({ outageSeconds }) => time(outageSeconds)),
      row(tell('what-if-writes'), ({ writes }) => number(writes)),
      row(tell('what-if-findings'), ({ findings }) => number(findings)),
    ].map((cells) => ['', ...cells]),
  );
}

function allowance({ budget }: WhatIfResult, { tell }: OutcomeWords): readonly string[] {
  if (budget === undefined) return [];
  const { allowedSeconds, windowMs } = budget;
  return [`  ${tell('what-if-allowed', { allowedMs: 1_000 * allowedSeconds, windowMs })}`];
}

function sharesOf(
  { ballast, nothing }: WhatIfResult,
  { tell, format }: OutcomeWords,
): readonly string[] {
  const regions = new Set(
    [...ballast.series, ...nothing.series].flatMap(({ shares }) => Object.keys(shares)),
  );
  const course = ({ series }: WhatIfRun, region: string) =>
    courseOf(series, region)
      .map((ratio) => format.percent(Number(ratio.toFixed(3))))
      .join(' → ');
  return alignColumns([
    ['', '', tell('what-if-with'), tell('what-if-without')],
    ...[...regions].map((region) => ['', region, course(ballast, region), course(nothing, region)]),
  ]);
}

/** At the begin, at its furthest from there, at the end; what is the same in a row is told once. */
function courseOf(series: readonly WhatIfPoint[], region: string): readonly number[] {
  // A second in which nothing was served says nothing about shares.
  const ratios = series
    .filter(({ shares }) => Object.values(shares).some((ratio) => ratio > 0))
    .map(({ shares }) => shares[region] ?? 0);
  const [begin = 0] = ratios;
  const furthest = ratios.reduce(
    (far, ratio) => (Math.abs(ratio - begin) > Math.abs(far - begin) ? ratio : far),
    begin,
  );
  const course = [begin, furthest, ratios.at(-1) ?? begin];
  return course.filter((ratio, at) => at === 0 || ratio !== course[at - 1]);
}

function decisionsOf({ events }: WhatIfRun, { tell, format }: OutcomeWords): readonly string[] {
  if (events.length === 0) return [tell('what-if-nothing'), ''];
  const shown = events.slice(0, DECISIONS_SHOWN);
  const rows = shown.map(({ atMs, kind, message }) => ['', format.duration(atMs), kind, message]);
  const more = events.length - shown.length;
  return [
    tell('what-if-decisions'),
    ...alignColumns(rows),
    ...(more === 0 ? [] : [`  ${tell('what-if-more', { count: more })}`]),
    '',
  ];
}

function sentences(title: string, said: readonly string[]): readonly string[] {
  return said.length === 0 ? [] : [title, ...said.map((one) => `  ${one}`), ''];
}
