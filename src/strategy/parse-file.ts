/**
 * A file that people write (a drill, a scenario) → a frozen value, or everything that is wrong with
 * it at once, in the words and with the places of the strategy parser. Bad input never throws.
 */

import type { z } from 'zod';

import type { Language } from '../lib/locale.ts';
import { checkVersion } from './check-version.ts';
import { deepFreeze } from './deep-freeze.ts';
import { readDocument } from './document.ts';
import type { Grammar } from './grammar.ts';
import { problemAt, problemInText } from './place-findings.ts';
import { type Finding, type Problem, sortProblems } from './problem.ts';
import { explainIssues } from './shape-findings.ts';
import { expandUnion } from './walk.ts';

/** More problems than these help nobody. */
const MAX_PROBLEMS = 200;

/** One kind of file. */
export interface FileKind<Input, Value> {
  readonly grammar: Grammar;
  readonly schema: z.ZodType<Input>;
  /** What somebody with an empty file should do. */
  readonly emptyFix: Readonly<Record<Language, string>>;
  /** What is wrong although the shape is right; also called with data of the wrong shape. */
  readonly check: (data: unknown) => readonly Finding[];
  readonly build: (input: Input) => Value;
}

export interface ParsedFile<Value> {
  /** `null` when there is an error. */
  readonly value: Value | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** @param options.file the name shown in problems. */
export function parseFile<Input, Value extends object>(
  text: string,
  { kind, file }: { readonly kind: FileKind<Input, Value>; readonly file: string },
): ParsedFile<Value> {
  const document = readDocument(text);
  const ofText = document.findings.map((finding) => problemInText(finding, file));
  if (document.data === null) return result<Value>(null, ofText);
  const { findings, value } = checkData(document.data.value, kind);
  const found = findings.map((finding) => problemAt(finding, document, file));
  return result(value, [...ofText, ...found]);
}

function checkData<Input, Value>(
  data: unknown,
  { grammar, schema, emptyFix, check, build }: FileKind<Input, Value>,
): { findings: readonly Finding[]; value: Value | null } {
  if (data === null || data === undefined) {
    return { findings: [emptyFile(emptyFix)], value: null };
  }
  const unsupported = checkVersion(data, grammar.version);
  if (unsupported !== null) return { findings: [unsupported], value: null };
  const parsed = schema.safeParse(data);
  const ofMeaning = check(data);
  if (parsed.success) return { findings: ofMeaning, value: build(parsed.data) };
  const issues = parsed.error.issues
    .slice(0, MAX_PROBLEMS + 1)
    .flatMap((issue) => expandUnion(issue, data));
  return { findings: [...explainIssues(issues, { data, grammar }), ...ofMeaning], value: null };
}

export function emptyFile(fix: Readonly<Record<Language, string>>): Finding {
  const inDutch = { message: 'het bestand is leeg', fix: fix.nl };
  return { code: 'BLS1006', path: [], message: 'the file is empty', fix: fix.en, inDutch };
}

function result<Value extends object>(
  value: Value | null,
  problems: readonly Problem[],
): ParsedFile<Value> {
  const sorted = sortProblems(problems).slice(0, MAX_PROBLEMS);
  const failed = problems.some(({ severity }) => severity === 'error');
  return { value: failed || value === null ? null : deepFreeze(value), problems: sorted };
}
