/** Problems as workflow commands, which GitHub shows beside the lines of a pull request. */

import type { LintProblem } from '../../lint/contract.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'notice' } as const;

export function renderGithub(problems: readonly LintProblem[]): string {
  return problems.map((problem) => `${commandOf(problem)}\n`).join('');
}

function commandOf({ severity, file, line, column, length, ...problem }: LintProblem): string {
  const properties = {
    file,
    ...(line > 0 ? { line, endLine: line, col: column, endColumn: column + length } : {}),
    title: `${problem.code} ${problem.name}`,
  };
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  );
  return `::${LEVEL[severity]} ${list.join(',')}::${data(`${problem.message}\nfix: ${problem.fix}`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
