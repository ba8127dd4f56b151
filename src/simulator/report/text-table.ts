/** The comparison as a table for the terminal. */

import { titleIn } from '../words/scenario-titles.ts';
import { simulateWords, type SimulateWords } from '../words/simulate-words.ts';
import { cell, verdict } from './format.ts';
import {
  type Cell,
  type MeasureRow,
  saysSomething,
  type ScenarioSummary,
  type Summary,
} from './summary.ts';

/** Emphasis for a terminal; plain text when left out. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const PLAIN: Paint = {
  bold: (text) => text,
  dim: (text) => text,
  good: (text) => text,
  bad: (text) => text,
};

/** More findings of one scenario than these are only counted. */
const MAX_FINDINGS = 10;

interface Look {
  readonly paint: Paint;
  readonly words: SimulateWords;
}

export function renderText(
  summary: Summary,
  { paint = PLAIN, words = simulateWords('en') }: Partial<Look> = {},
): string {
  const run = summary.scenarios.filter(({ runs }) => runs.length > 0);
  const left = summary.scenarios.length - run.length;
  const blocks = run.map((one) => renderScenario(one, summary, { paint, words }));
  const rest = left === 0 ? '' : `${words.tell('scenarios-not-run', { count: left })}\n`;
  return `${blocks.join('\n')}${rest}${legend(summary, { paint, words })}`;
}

function renderScenario(
  one: ScenarioSummary,
  { contestants }: Summary,
  { paint, words }: Look,
): string {
  const { scenario, rows, findings } = one;
  const shown = rows.filter(saysSomething);
  const table = shown.map(({ measure, cells }) => [
    words.tell(`measure-${measure.key}`),
    ...cells.map((each) => textOf(each, measure, words)),
  ]);
  const head = ['', ...contestants.map((name) => `${name}  `)];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...table.map((row) => (row[column] ?? '').length)),
  );
  const align = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  const lines = table.map((row, index) =>
    row
      .map((text, column) => mark(align(text, column), shown[index], column - 1, paint))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${paint.bold(scenario.name)}  ${titleIn(scenario.title, words.language)}`,
    paint.dim(head.map(align).join('  ').trimEnd()),
    ...lines,
    ...renderFindings(findings, { paint, words }),
    '',
  ].join('\n');
}

/** With a sign where it is more or less than ballast, which colour alone must not say. */
function textOf(
  { value, difference }: Cell,
  measure: MeasureRow['measure'],
  words: SimulateWords,
): string {
  const text = cell(value, measure, words);
  if (difference === null || measure.better !== 'less') return `${text}  `;
  return `${text} ${SIGNS[verdict(difference)]}`;
}

const SIGNS = { more: '▲', less: '▼', same: ' ' } as const;

function mark(text: string, row: MeasureRow | undefined, column: number, paint: Paint): string {
  const against = row?.cells[column]?.difference ?? null;
  if (row?.measure.better !== 'less') return text;
  return { more: paint.bad, less: paint.good, same: PLAIN.bold }[verdict(against)](text);
}

function renderFindings(
  findings: ScenarioSummary['findings'],
  { paint, words: { tell } }: Look,
): readonly string[] {
  const shown = findings
    .slice(0, MAX_FINDINGS)
    .map(({ guarantee, message, contestant, seed, atMs }) =>
      paint.bad(tell('finding-at', { guarantee, contestant, seed, atMs, message })),
    );
  const more = findings.length - shown.length;
  return more > 0 ? [...shown, paint.bad(tell('more-findings', { count: more }))] : shown;
}

function legend({ seeds, contestants }: Summary, { paint, words: { tell } }: Look): string {
  const [first = 0] = seeds;
  const told = [
    seeds.length === 1
      ? tell('one-seed', { seed: first })
      : tell('several-seeds', { count: seeds.length }),
    ...(seeds.length > 1 && contestants.length > 1 && contestants.includes('ballast')
      ? [tell('signs-mean')]
      : []),
  ];
  return `${paint.dim(told.join(' '))}\n`;
}
