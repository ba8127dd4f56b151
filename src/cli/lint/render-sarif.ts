/** Problems as SARIF 2.1.0, which code scanning reads. */

import { createHash } from 'node:crypto';
import { isAbsolute, relative } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import type { Language } from '../../lib/locale.ts';
import type { LintProblem, Rule } from '../../lint/contract.ts';
import { VERSION } from '../version.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

interface SarifOptions {
  readonly rules: readonly Rule[];
  readonly language: Language;
}

export function renderSarif(problems: readonly LintProblem[], options: SarifOptions): string {
  const ids = [...new Set(problems.map(({ code }) => code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ballast',
            version: VERSION,
            rules: ids.map((id) => ruleOf(id, options)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => resultOf(problem, ids.indexOf(problem.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, { rules, language }: SarifOptions): unknown {
  const rule = rules.find(({ code }) => code === id);
  if (rule === undefined) return { id };
  const { title, why } = rule.text[language];
  return {
    id,
    name: rule.name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\nSource: ${rule.source}` },
    defaultConfiguration: { level: LEVEL[rule.severity] },
  };
}

function resultOf(problem: LintProblem, ruleIndex: number): unknown {
  const { code, severity, file, path, line, column, length, message, fix } = problem;
  const region = { startLine: line, startColumn: column, endColumn: column + length };
  const fingerprint = createHash('sha256').update(`${code} ${file} ${path}`).digest('hex');
  return {
    ruleId: code,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: `${message}\n${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          ...(line > 0 ? { region } : {}),
        },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    partialFingerprints: { 'ballastPath/v1': fingerprint.slice(0, 32) },
  };
}

/** Relative to where the command runs, with slashes, as code scanning wants it. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file;
  const near = isAbsolute(file) ? relative(process.cwd(), file) : file;
  if (near.startsWith('..')) return pathToFileURL(file).href;
  return near.split(/[\\/]/).map(encodeURIComponent).join('/');
}
