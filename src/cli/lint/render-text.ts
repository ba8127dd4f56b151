/** Problems as compilers show them, by file: place, code, the line with a mark, fix and source. */

import type pico from 'picocolors';

import type { Language } from '../../lib/locale.ts';
import type { LintProblem, Severity } from '../../lint/contract.ts';
import { SEVERITIES } from '../../lint/lint.ts';
import { cutLine } from '../../lib/cut-line.ts';
import type { FixedFile } from './fix.ts';
import type { Source } from './read-sources.ts';
import { WORDS } from './words.ts';

export interface TextOptions {
  readonly colors: ReturnType<typeof pico.createColors>;
  readonly language: Language;
}

export function renderText(
  problems: readonly LintProblem[],
  { sources, ...options }: TextOptions & { readonly sources: readonly Source[] },
): string {
  const { colors } = options;
  const blocks = [...Map.groupBy(problems, ({ file }) => file)].map(([file, group]) => {
    const lines = sources.find((source) => source.file === file)?.text.split(/\r\n|\r|\n/) ?? [];
    const shown = group.map((problem) => renderProblem(problem, { ...options, lines }));
    return `${colors.underline(file)}\n${shown.join('\n')}`;
  });
  return [...blocks, `${summary(problems, options)}\n`].join('\n');
}

function renderProblem(
  problem: LintProblem,
  { lines, colors, language }: TextOptions & { readonly lines: readonly string[] },
): string {
  const { line, column, severity, code, name, message, fix, source, path } = problem;
  const words = WORDS[language];
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
  const place = line > 0 ? `${line}:${column}` : path;
  const head = `  ${colors.bold(place)} ${paint(words.severity[severity])} ${code} ${message}`;
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const text = lines[line - 1];
  const excerpt: string[] = [];
  if (line > 0 && text !== undefined) {
    const { shown, start, length } = cutLine(text, column - 1, problem.length);
    excerpt.push(
      `    ${colors.dim(`${number} |`)} ${shown}`,
      `    ${colors.dim(`${gutter} |`)} ${' '.repeat(start)}${paint('^'.repeat(length))}`,
    );
  }
  return [
    head,
    ...excerpt,
    ...(path === '' || line === 0 ? [] : [`    ${colors.dim(`${words.at} ${path}`)}`]),
    `    ${colors.cyan(`${words.fix}:`)} ${fix}`,
    `    ${colors.dim(`${words.source}: ${source} (${name})`)}`,
    '',
  ].join('\n');
}

function summary(problems: readonly LintProblem[], { language }: TextOptions): string {
  const words = WORDS[language];
  if (problems.length === 0) return words.clean;
  const count = (severity: Severity) =>
    problems.filter((problem) => problem.severity === severity).length;
  const counts = SEVERITIES.filter((severity) => severity !== 'info' || count(severity) > 0);
  const fixable = problems.filter(({ edits }) => edits.length > 0).length;
  const parts = counts.map((severity) => words.count(severity, count(severity)));
  return `${parts.join(', ')}${fixable > 0 ? `; ${words.fixable(fixable)}` : ''}`;
}

/** What `--fix` changed, line by line. */
export function renderFixes(
  fixed: readonly FixedFile[],
  { colors, language }: TextOptions,
): string {
  const blocks = fixed.map(({ file, changes }) => {
    const lines = changes.map(({ code, line, before, after }) => {
      const old = before.map((text) => colors.red(`    - ${text}`));
      const now = after.map((text) => colors.green(`    + ${text}`));
      return [`  ${colors.bold(String(line))} ${code}`, ...old, ...now].join('\n');
    });
    const head = `${colors.underline(file)} ${WORDS[language].fixed(changes.length)}`;
    return `${head}\n${lines.join('\n')}\n`;
  });
  return `${blocks.join('\n')}\n`;
}
