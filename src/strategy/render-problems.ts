/** Problems as a compiler shows them: place, code, message, the line with a mark, the fix. */

import pc from 'picocolors';

import { cutLine } from '../lib/cut-line.ts';
import { type Language, plural } from '../lib/locale.ts';
import type { Problem } from './problem.ts';

export interface ProblemOptions {
  readonly color?: boolean;
  readonly language?: Language;
  /** Of more warnings than these the first are shown, and how many more there are. */
  readonly warningsMax?: number;
}

export function renderProblems(
  problems: readonly Problem[],
  text: string,
  { color = false, language = 'en', warningsMax = Infinity }: ProblemOptions = {},
): string {
  const paint = pc.createColors(color);
  const lines = text.split(/\r\n|\r|\n/);
  const words = WORDS[language];
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const hidden = new Set(warnings.slice(warningsMax));
  const blocks = problems
    .filter((problem) => !hidden.has(problem))
    .map((problem) => {
      const wording = language === 'nl' ? problem.inDutch : {};
      return renderProblem({ ...problem, ...wording }, { lines, paint, words });
    });
  const more = hidden.size === 0 ? [] : [`${plural(language, hidden.size, words.more)}\n`];
  return [...blocks, ...more, summary(problems, language)].join('\n');
}

const WORDS = {
  en: {
    at: 'at',
    fix: 'fix',
    error: 'error',
    warning: 'warning',
    errors: { one: '{n} error', other: '{n} errors' },
    warnings: { one: '{n} warning', other: '{n} warnings' },
    more: {
      one: '… {n} more warning: `ballast lint` shows it',
      other: '… {n} more warnings: `ballast lint` shows them',
    },
  },
  nl: {
    at: 'in',
    fix: 'oplossing',
    error: 'fout',
    warning: 'waarschuwing',
    errors: { one: '{n} fout', other: '{n} fouten' },
    warnings: { one: '{n} waarschuwing', other: '{n} waarschuwingen' },
    more: {
      one: '… nog {n} waarschuwing: `ballast lint` laat hem zien',
      other: '… nog {n} waarschuwingen: `ballast lint` laat ze zien',
    },
  },
} as const;

interface Rendering {
  readonly lines: readonly string[];
  readonly paint: ReturnType<typeof pc.createColors>;
  readonly words: (typeof WORDS)[Language];
}

function renderProblem(problem: Problem, { lines, paint, words }: Rendering): string {
  const { file, line, column, severity, code, message, path, fix } = problem;
  const color = severity === 'error' ? paint.red : paint.yellow;
  const head = `${paint.bold(`${file}:${line}:${column}`)} ${color(words[severity])} ${code} ${message}`;
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const { shown, start, length } = cutLine(lines[line - 1] ?? '', column - 1, problem.length);
  const mark = `${' '.repeat(start)}${color('^'.repeat(length))}`;
  return [
    head,
    ...(path === '' ? [] : [`  ${gutter} ${paint.dim(`${words.at} ${path}`)}`]),
    `  ${paint.dim(`${number} |`)} ${shown}`,
    `  ${paint.dim(`${gutter} |`)} ${mark}`,
    `  ${gutter} ${paint.cyan(`${words.fix}:`)} ${fix}`,
    '',
  ].join('\n');
}

function summary(problems: readonly Problem[], language: Language): string {
  const { errors, warnings } = WORDS[language];
  const count = problems.filter((problem) => problem.severity === 'error').length;
  return `${plural(language, count, errors)}, ${plural(language, problems.length - count, warnings)}\n`;
}
