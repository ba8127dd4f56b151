/**
 * Runs rules over documents. The order of the result depends on files and places only, not on the
 * order of the rules.
 */

import type { Language } from '../lib/locale.ts';
import { formatPath } from '../lib/path.ts';
import type { LintContext, LintProblem, Rule, Severity, WordedFinding } from './contract.ts';
import { buildInputs } from './inputs/build-inputs.ts';
import type { AnyDocument } from './inputs/build-inputs.ts';

export interface LintOptions {
  readonly rules: readonly Rule[];
  readonly context: LintContext;
  readonly language: Language;
  /** Codes or names of rules that stay silent. */
  readonly disabled?: readonly string[];
}

export function lint(documents: readonly AnyDocument[], options: LintOptions): LintProblem[] {
  const inputs = buildInputs(documents);
  const disabled = new Set(options.disabled);
  const rules = options.rules.filter(
    ({ code, name }) => !disabled.has(code) && !disabled.has(name),
  );
  const problems = rules.flatMap((rule) =>
    rule
      .find(inputs, options.context)
      .map((finding) => place({ rule, finding, documents, language: options.language })),
  );
  return sortProblems(
    problems,
    documents.map(({ file }) => file),
  );
}

interface Placing {
  readonly rule: Rule;
  readonly finding: WordedFinding;
  readonly documents: readonly AnyDocument[];
  readonly language: Language;
}

function place({ rule, finding, documents, language }: Placing): LintProblem {
  const document = documents.find(({ file }) => file === finding.file);
  const found = document?.locate(finding.path, finding.at ?? 'value') ?? null;
  return {
    code: rule.code,
    name: rule.name,
    severity: finding.severity,
    file: finding.file,
    path: typeof finding.path[0] === 'number' ? '' : formatPath(finding.path),
    ...(found ?? { line: 0, column: 0, length: 0 }),
    message: finding.message(language),
    fix: finding.fix(language),
    source: rule.source,
    edits: finding.edits,
  };
}

/** By file as given, then place; at one place the worst first, then by code. */
export function sortProblems(
  problems: readonly LintProblem[],
  files: readonly string[],
): LintProblem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = ({ file }: LintProblem) => rank.get(file) ?? files.length;
  return problems.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      a.line - b.line ||
      a.column - b.column ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.code, b.code) ||
      compare(a.path, b.path),
  );
}

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
