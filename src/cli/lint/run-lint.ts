/** One call of `ballast lint`: read, check, put right if told so, print, and end as it found. */

import type { Language } from '../../lib/locale.ts';
import type { LintContext, LintProblem, Severity } from '../../lint/contract.ts';
import { SEVERITIES, lint, sortProblems } from '../../lint/lint.ts';
import { RULES } from '../../lint/registry.ts';
import type { LintCommandOptions } from './options.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { writeOutput } from '../output-file.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import { askWorld } from './ask-world.ts';
import { contextOf } from './context-of.ts';
import { applyFixes } from './fix.ts';
import type { FixedFile } from './fix.ts';
import { withoutIgnored } from './ignore.ts';
import { readSources } from './read-sources.ts';
import type { Source } from './read-sources.ts';
import { readDocument } from './read-document.ts';
import type { ReadResult, Unusable } from './read-document.ts';
import { renderGithub } from './render-github.ts';
import { renderSarif } from './render-sarif.ts';
import { renderFixes, renderText } from './render-text.ts';

export interface RunOptions extends LintCommandOptions {
  readonly files: readonly string[];
}

export async function runLint(context: CliContext, options: RunOptions): Promise<void> {
  if (options.json && options.format !== 'text' && options.format !== 'json') {
    throw usageFailure('--json and --format are alternatives', 'Leave one of them out.');
  }
  refuseUnknownCodes(options.disable);
  let sources = await readSources(options.files);
  const read = readerOf(options.lang);
  const documents = sources.flatMap((source) => read(source).documents);
  const asked = await askWorld(context, { options, documents });
  const checkAll = (texts: readonly Source[]) => check(texts, { options, asked, read });
  const fixed = options.fix ? applyFixes(sources, (texts) => checkAll(texts).problems) : [];
  for (const { file, text } of fixed) await writeOutput(file, text);
  sources = withFixes(sources, fixed);

  const { problems: all, unusable } = checkAll(sources);
  const lowest = SEVERITIES.indexOf(options.severity);
  const problems = all.filter(({ severity }) => SEVERITIES.indexOf(severity) <= lowest);
  const isJson = options.json || options.format === 'json';
  if (unusable.length > 0) throw unusableFailure({ context, options, problems, unusable, isJson });
  print(context, { options, problems, sources, fixed, isJson });
  const isBad = (severity: Severity) =>
    severity === 'error' || (options.strict && severity === 'warning');
  context.setExitCode(problems.some(({ severity }) => isBad(severity)) ? 1 : 0);
}

interface Checked {
  readonly problems: readonly LintProblem[];
  readonly unusable: readonly Unusable[];
}

interface Checking {
  readonly options: RunOptions;
  readonly asked: readonly AnyDocument[];
  readonly read: (source: Source) => ReadResult;
}

function check(sources: readonly Source[], { options, asked, read: readOne }: Checking): Checked {
  const read = sources.map(readOne);
  const documents = [...read.flatMap((result) => result.documents), ...asked];
  const context: LintContext = contextOf(options, documents);
  const { lang: language, disable: disabled } = options;
  const found = lint(documents, { rules: RULES, context, language, disabled });
  const strategies = read
    .flatMap((result) => result.problems)
    .filter(({ code }) => !disabled.includes(code));
  const files = [...sources, ...asked].map(({ file }) => file);
  const problems = withoutIgnored(sortProblems([...found, ...strategies], files), sources);
  return { problems, unusable: read.flatMap((result) => result.unusable) };
}

/** Reads each text once: large files take a second. */
function readerOf(language: Language): (source: Source) => ReadResult {
  const known = new Map<string, { readonly text: string; readonly result: ReadResult }>();
  return ({ file, text }) => {
    const before = known.get(file);
    if (before?.text === text) return before.result;
    const result = readDocument(file, text, language);
    known.set(file, { text, result });
    return result;
  };
}

function withFixes(sources: readonly Source[], fixed: readonly FixedFile[]): readonly Source[] {
  return sources.map((source) => fixed.find(({ file }) => file === source.file) ?? source);
}

interface Printing {
  readonly options: RunOptions;
  readonly problems: readonly LintProblem[];
  readonly sources: readonly Source[];
  readonly fixed: readonly FixedFile[];
  readonly isJson: boolean;
}

function print(context: CliContext, printing: Printing): void {
  const { options, problems, sources, fixed, isJson } = printing;
  const { colors } = context;
  if (isJson) return printJson(context, jsonOf(problems, fixed));
  const language = options.lang;
  // What was changed is a note where the result is for a program.
  if (fixed.length > 0) {
    const text = renderFixes(fixed, { colors, language });
    if (options.format === 'text') context.print(text);
    else context.note(text);
  }
  switch (options.format) {
    case 'sarif':
      return context.print(renderSarif(problems, { rules: RULES, language }));
    case 'github':
      return context.print(renderGithub(problems));
    case 'text':
    case 'json':
      return context.print(renderText(problems, { sources, colors, language }));
  }
}

function jsonOf(problems: readonly LintProblem[], fixed: readonly FixedFile[]): unknown {
  const count = (severity: Severity) =>
    problems.filter((problem) => problem.severity === severity).length;
  return {
    summary: { errors: count('error'), warnings: count('warning'), infos: count('info') },
    problems: problems.map(shown),
    fixed: fixed.map(({ file, changes }) => ({ file, changes })),
  };
}

function shown({ edits, ...problem }: LintProblem): object {
  return { ...problem, fixable: edits.length > 0 };
}

interface UnusableInput {
  readonly context: CliContext;
  readonly options: RunOptions;
  readonly problems: readonly LintProblem[];
  readonly unusable: readonly Unusable[];
  readonly isJson: boolean;
}

/** Says all of it, and is what the command ends with. */
function unusableFailure(input: UnusableInput): CliFailure {
  const { context, options, problems, unusable, isJson } = input;
  const places = unusable.map(({ file, place, ...rest }) => ({ file, ...place, ...rest }));
  if (!isJson) {
    for (const { file, line, column, message, fix } of places) {
      context.note(`${file}:${line}:${column} ${context.colors.red('error')} ${message}`);
      context.note(`  ${context.colors.cyan('fix:')} ${fix}`);
    }
  }
  const isOne = places.length === 1;
  const isDutch = options.lang === 'nl' && !isJson;
  const files = isOne
    ? String(places[0]?.file)
    : `${places.length} ${isDutch ? 'bestanden' : 'files'}`;
  const inDutch = `${files} ${isOne ? 'kan' : 'kunnen'} niet worden nagekeken`;
  return new CliFailure(isDutch ? inDutch : `${files} cannot be linted`, {
    exitCode: 2,
    fix: isDutch
      ? 'Elk staat hierboven met zijn plaats; verder is niets nagekeken.'
      : 'Each is shown above with its place; nothing else was checked.',
    details: { unusable: places, problems: problems.map(shown) },
  });
}

function refuseUnknownCodes(disabled: readonly string[]): void {
  const known = new Set(RULES.flatMap(({ code, name }) => [code, name]));
  const unknown = disabled.find((code) => !known.has(code) && !/^BLS\d{4}$/.test(code));
  if (unknown === undefined) return;
  throw usageFailure(`there is no rule ${unknown}`, 'docs/lint.md lists all of them.');
}
