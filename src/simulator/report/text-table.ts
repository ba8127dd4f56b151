/** The comparison as a table for the terminal. */

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

export function renderText(summary: Summary, paint: Paint = PLAIN): string {
  const run = summary.scenarios.filter(({ runs }) => runs.length > 0);
  const left = summary.scenarios.length - run.length;
  const blocks = run.map((one) => renderScenario(one, summary, paint));
  const rest =
    left === 0 ? '' : `${left} ${left === 1 ? 'scenario was' : 'scenarios were'} not run.\n`;
  return `${blocks.join('\n')}${rest}${legend(summary, paint)}`;
}

function renderScenario(one: ScenarioSummary, { contestants }: Summary, paint: Paint): string {
  const { scenario, rows, findings } = one;
  const shown = rows.filter(saysSomething);
  const table = shown.map(({ measure, cells }) => [
    measure.label,
    ...cells.map((each) => textOf(each, measure)),
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
    `${paint.bold(scenario.name)}  ${scenario.title}`,
    paint.dim(head.map(align).join('  ').trimEnd()),
    ...lines,
    ...renderFindings(findings, paint),
    '',
  ].join('\n');
}

/** With a sign where it is more or less than ballast, which colour alone must not say. */
function textOf({ value, difference }: Cell, measure: MeasureRow['measure']): string {
  const text = cell(value, measure);
  if (difference === null || measure.better !== 'less') return `${text}  `;
  return `${text} ${SIGNS[verdict(difference)]}`;
}

const SIGNS = { more: '▲', less: '▼', same: ' ' } as const;

function mark(text: string, row: MeasureRow | undefined, column: number, paint: Paint): string {
  const against = row?.cells[column]?.difference ?? null;
  if (row?.measure.better !== 'less') return text;
  return { more: paint.bad, less: paint.good, same: PLAIN.bold }[verdict(against)](text);
}

function renderFindings(findings: ScenarioSummary['findings'], paint: Paint): readonly string[] {
  const shown = findings
    .slice(0, MAX_FINDINGS)
    .map(({ guarantee, message, contestant, seed, atMs }) =>
      paint.bad(
        `${guarantee} ${contestant} seed ${seed} at ${(atMs / 1_000).toFixed(1)} s: ${message}`,
      ),
    );
  const more = findings.length - shown.length;
  return more > 0 ? [...shown, paint.bad(`… and ${more} more`)] : shown;
}

function legend({ seeds, contestants }: Summary, paint: Paint): string {
  const words = [
    seeds.length === 1
      ? `One seed (${seeds[0]}): no interval can be given.`
      : `Means of ${seeds.length} seeds with 95 % confidence intervals.`,
    ...(seeds.length > 1 && contestants.length > 1 && contestants.includes('ballast')
      ? ['▲ ▼ more or less than ballast, seed by seed, where that can be told.']
      : []),
  ];
  return `${paint.dim(words.join(' '))}\n`;
}
