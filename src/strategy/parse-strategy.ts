/**
 * Strategy file → frozen `Strategy`, or everything that is wrong with it at once.
 *
 * text → data with positions → shape → strategy → checks of meaning. Bad input never throws; only
 * errors, not warnings, make the strategy `null`.
 */

import type { Strategy } from '../model/strategy.ts';
import { buildStrategy } from './build/build-strategy.ts';
import { CHECKS } from './checks/checks.ts';
import { deepFreeze } from './deep-freeze.ts';
import { readDocument } from './document.ts';
import type { Omissions } from './omissions.ts';
import { emptyFile } from './parse-file.ts';
import { problemAt, problemInText } from './place-findings.ts';
import { sortProblems } from './problem.ts';
import type { Finding, Problem } from './problem.ts';
import { checkShape } from './shape.ts';

/** More problems than these help nobody. */
const MAX_PROBLEMS = 200;

interface ParsedStrategy {
  /** `null` when there is an error. */
  readonly strategy: Strategy | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** Reads a strategy; `file` is the name shown in problems. */
export function parseStrategy(
  text: string,
  options: { readonly file?: string } = {},
): ParsedStrategy {
  const file = options.file ?? 'ballast.yaml';
  const document = readDocument(text);
  const ofText = document.findings.map((finding) => problemInText(finding, file));
  if (document.data === null) return result(null, ofText);
  const { value } = document.data;
  if (value === null || value === undefined) {
    return result(null, [...ofText, problemAt(emptyFile(EMPTY_FIX), document, file)]);
  }
  const { findings, input, omitted } = checkShape(value);
  const strategy = input === null ? null : buildStrategy(input);
  const ofMeaning =
    input === null || strategy === null
      ? []
      : CHECKS.flatMap((check) => check({ input, strategy })).flatMap((finding) =>
          restoreFinding(finding, omitted),
        );
  const found = [...findings, ...ofMeaning].map((finding) => problemAt(finding, document, file));
  return result(strategy, [...ofText, ...found]);
}

const EMPTY_FIX = {
  en: 'write a strategy with `ballast init`',
  nl: 'schrijf een strategie met `ballast init`',
};

function result(strategy: Strategy | null, problems: readonly Problem[]): ParsedStrategy {
  const sorted = sortProblems(problems).slice(0, MAX_PROBLEMS);
  const failed = problems.some((problem) => problem.severity === 'error');
  return { strategy: failed || strategy === null ? null : deepFreeze(strategy), problems: sorted };
}

/** Into terms of the whole file; nothing when it rests on what had to be left out. */
function restoreFinding(finding: Finding, omitted: Omissions): Finding[] {
  const path = omitted.restore(finding.path);
  const because = (finding.because ?? []).map((reason) => omitted.restore(reason));
  const rests =
    omitted.touches(path, finding.at !== 'key') ||
    because.some((reason) => omitted.touches(reason, true));
  return rests ? [] : [{ ...finding, path }];
}
