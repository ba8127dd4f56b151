/** Problems as a compiler shows them: place, code, message, the line with a mark, the fix. */

import pc from 'picocolors';

import { cutLine } from '../lib/cut-line.ts';
import type { Problem } from './problem.ts';

export function renderProblems(
  problems: readonly Problem[],
  text: string,
  options: { readonly color?: boolean } = {},
): string {
  const paint = pc.createColors(options.color ?? false);
  const lines = text.split(/\r\n|\r|\n/);
  const blocks = problems.map((problem) => renderProblem(problem, lines, paint));
  return [...blocks, summary(problems)].join('\n');
}

function renderProblem(
  problem: Problem,
  lines: readonly string[],
  paint: ReturnType<typeof pc.createColors>,
): string {
  const { file, line, column, severity, code, message, path, fix } = problem;
  const color = severity === 'error' ? paint.red : paint.yellow;
  const head = `${paint.bold(`${file}:${line}:${column}`)} ${color(severity)} ${code} ${message}`;
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const { shown, start, length } = cutLine(lines[line - 1] ?? '', column - 1, problem.length);
  const mark = `${' '.repeat(start)}${color('^'.repeat(length))}`;
  return [
    head,
    ...(path === '' ? [] : [`  ${gutter} ${paint.dim(`at ${path}`)}`]),
    `  ${paint.dim(`${number} |`)} ${shown}`,
    `  ${paint.dim(`${gutter} |`)} ${mark}`,
    `  ${gutter} ${paint.cyan('fix:')} ${fix}`,
    '',
  ].join('\n');
}

function summary(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
