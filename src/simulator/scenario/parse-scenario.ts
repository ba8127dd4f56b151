/**
 * Scenario file → frozen `Scenario`, or everything that is wrong with it at once, in the words and
 * with the places of the strategy parser. Bad input never throws.
 */

import { deepFreeze } from '../../strategy/deep-freeze.ts';
import { readDocument } from '../../strategy/document.ts';
import { problemAt, problemInText } from '../../strategy/place-findings.ts';
import { sortProblems } from '../../strategy/problem.ts';
import type { Finding, Problem } from '../../strategy/problem.ts';
import { explainIssues } from '../../strategy/shape-findings.ts';
import { expandUnion, valueAt } from '../../strategy/walk.ts';
import type { Scenario } from '../contract.ts';
import { buildScenario } from './build-scenario.ts';
import { checkScenario } from './checks.ts';
import { SCENARIO_GRAMMAR, scenarioSchema } from './schema.ts';

/** More problems than these help nobody. */
const MAX_PROBLEMS = 200;

export interface ParsedScenario {
  /** `null` when there is an error. */
  readonly scenario: Scenario | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** Reads a scenario; `file` is the name shown in problems. */
export function parseScenario(
  text: string,
  options: { readonly file?: string } = {},
): ParsedScenario {
  const file = options.file ?? 'scenario.yaml';
  const document = readDocument(text);
  const ofText = document.findings.map((finding) => problemInText(finding, file));
  if (document.data === null) return result(null, ofText);
  const { value } = document.data;
  const { findings, scenario } = checkData(value);
  const found = findings.map((finding) => problemAt(finding, document, file));
  return result(scenario, [...ofText, ...found]);
}

function checkData(data: unknown): { findings: readonly Finding[]; scenario: Scenario | null } {
  if (data === null || data === undefined) return { findings: [EMPTY], scenario: null };
  const unsupported = checkVersion(data);
  if (unsupported !== null) return { findings: [unsupported], scenario: null };
  const parsed = scenarioSchema.safeParse(data);
  const ofMeaning = checkScenario(data);
  if (parsed.success) return { findings: ofMeaning, scenario: buildScenario(parsed.data) };
  const issues = parsed.error.issues
    .slice(0, MAX_PROBLEMS + 1)
    .flatMap((issue) => expandUnion(issue, data));
  const ofShape = explainIssues(issues, { data, grammar: SCENARIO_GRAMMAR });
  return { findings: [...ofShape, ...ofMeaning], scenario: null };
}

const EMPTY: Finding = {
  code: 'BLS1006',
  path: [],
  message: 'the file is empty',
  fix: 'copy one of the scenarios that `ballast simulate --list` names',
};

/** Another version may mean anything by its keys, so nothing else is said. */
function checkVersion(data: unknown): Finding | null {
  const { version: known } = SCENARIO_GRAMMAR;
  const version = valueAt(data, ['version']);
  if (typeof version !== 'number' || version === known) return null;
  const message = `version ${version} is not one that this Ballast can read`;
  const fix = `write version: ${known}, or use the Ballast that reads version ${version}`;
  return { code: 'BLS1105', path: ['version'], message, fix };
}

function result(scenario: Scenario | null, problems: readonly Problem[]): ParsedScenario {
  const sorted = sortProblems(problems).slice(0, MAX_PROBLEMS);
  const failed = problems.some(({ severity }) => severity === 'error');
  return { scenario: failed || scenario === null ? null : deepFreeze(scenario), problems: sorted };
}
