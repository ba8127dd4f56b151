/**
 * Drill file → frozen `Drill`, or everything that is wrong with it at once, in the words and with the
 * places of the strategy parser. Bad input never throws.
 */

import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { deepFreeze } from '../../strategy/deep-freeze.ts';
import { readDocument } from '../../strategy/document.ts';
import { problemAt, problemInText } from '../../strategy/place-findings.ts';
import { sortProblems } from '../../strategy/problem.ts';
import type { Finding, Problem } from '../../strategy/problem.ts';
import { explainIssues } from '../../strategy/shape-findings.ts';
import { expandUnion, valueAt } from '../../strategy/walk.ts';
import { buildDrill } from './build-drill.ts';
import { checkDrill } from './checks.ts';
import { DRILL_GRAMMAR, drillSchema } from './schema.ts';

/** More problems than these help nobody. */
const MAX_PROBLEMS = 200;

export interface ParsedDrill {
  /** `null` when there is an error. */
  readonly drill: Drill | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** @param options.strategy what its names are checked against; not at all without. */
export function parseDrill(
  text: string,
  options: { readonly file?: string; readonly strategy?: Strategy | null } = {},
): ParsedDrill {
  const { file = 'drill.yaml', strategy = null } = options;
  const document = readDocument(text);
  const ofText = document.findings.map((finding) => problemInText(finding, file));
  if (document.data === null) return result(null, ofText);
  const { findings, drill } = checkData(document.data.value, strategy);
  const found = findings.map((finding) => problemAt(finding, document, file));
  return result(drill, [...ofText, ...found]);
}

function checkData(
  data: unknown,
  strategy: Strategy | null,
): { findings: readonly Finding[]; drill: Drill | null } {
  if (data === null || data === undefined) return { findings: [EMPTY], drill: null };
  const unsupported = checkVersion(data);
  if (unsupported !== null) return { findings: [unsupported], drill: null };
  const parsed = drillSchema.safeParse(data);
  const ofMeaning = checkDrill(data, strategy);
  if (parsed.success) return { findings: ofMeaning, drill: buildDrill(parsed.data) };
  const issues = parsed.error.issues
    .slice(0, MAX_PROBLEMS + 1)
    .flatMap((issue) => expandUnion(issue, data));
  const ofShape = explainIssues(issues, { data, grammar: DRILL_GRAMMAR });
  return { findings: [...ofShape, ...ofMeaning], drill: null };
}

const EMPTY: Finding = {
  code: 'BLS1006',
  path: [],
  message: 'the file is empty',
  fix: 'copy one of the drills that `ballast drill list` names',
};

/** Another version may mean anything by its keys, so nothing else is said. */
function checkVersion(data: unknown): Finding | null {
  const { version: known } = DRILL_GRAMMAR;
  const version = valueAt(data, ['version']);
  if (typeof version !== 'number' || version === known) return null;
  const message = `version ${version} is not one that this Ballast can read`;
  const fix = `write version: ${known}, or use the Ballast that reads version ${version}`;
  return { code: 'BLS1105', path: ['version'], message, fix };
}

function result(drill: Drill | null, problems: readonly Problem[]): ParsedDrill {
  const sorted = sortProblems(problems).slice(0, MAX_PROBLEMS);
  const failed = problems.some(({ severity }) => severity === 'error');
  return { drill: failed || drill === null ? null : deepFreeze(drill), problems: sorted };
}
