/** zod's issues in the words of people: what is wrong, and what to write instead. */

import type { z } from 'zod';
import { show } from './formats/format.ts';
import type { Grammar } from './grammar.ts';
import { FORMATS, faultOf } from './input/fields.ts';
import { segmentOf } from './omissions.ts';
import type { Finding, Path } from './problem.ts';
import { exampleOf, homesOf } from './schema-notes.ts';
import { nearest } from '../lib/nearest.ts';
import { suggestFix } from './suggest.ts';
import { formatAt, hasAt, keysAt, schemasAt, valueAt } from './walk.ts';

/** More keys than these are not listed in a message. */
const MAX_LISTED = 12;

/** More unknown keys of one map are not explained one by one. */
const MAX_UNKNOWN = 100;

/** What the words are taken from: the file and its grammar. */
interface Context {
  readonly data: unknown;
  readonly grammar: Grammar;
}

/** Findings for all issues; a key is not called missing where it is only misspelt. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], context: Context): Finding[] {
  const { data } = context;
  const misspelt = new Set(issues.flatMap((issue) => misspeltKeys(issue, context)));
  return issues.flatMap((issue) => {
    const path = issue.path.map(segmentOf);
    const isMisspelt = !hasAt(data, path) && misspelt.has(JSON.stringify(path));
    return isMisspelt ? [] : explainIssue(issue, context);
  });
}

/** Paths of the keys that unknown keys were meant to be, as JSON. */
function misspeltKeys(issue: z.core.$ZodIssue, { data, grammar }: Context): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path.map(segmentOf);
  return issue.keys.slice(0, MAX_UNKNOWN).flatMap((key) => {
    const meant = nearest(key, keysAt(grammar.schema, path, data));
    return meant === null ? [] : [JSON.stringify([...path, meant])];
  });
}

function explainIssue(issue: z.core.$ZodIssue, { data, grammar }: Context): Finding[] {
  const path = issue.path.map(segmentOf);
  const fault = faultOf(issue);
  if (fault !== null) return [{ path, ...fault }];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_UNKNOWN)
      .map((key) => unknownKey([...path, key], { data, grammar }));
  }
  if (issue.code === 'invalid_key') return [badKey(path, grammar)];
  if (path.length > 0 && !hasAt(data, path)) return [missingKey(path, grammar)];
  const value = valueAt(data, path);
  const format = formatAt(grammar.schema, path);
  if (value === null || value === undefined) return [emptyValue(issue, path, grammar)];
  const explained = format?.explain(value) ?? null;
  if (explained !== null && !isAboutSize(issue)) return [{ path, ...explained }];
  return [explainKind(issue, { path, value, grammar })];
}

/** Of a list or a text; the size of a number is a matter of its format. */
function isAboutSize(issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return false;
  return issue.origin !== 'number' && issue.origin !== 'int';
}

function unknownKey(path: Path, { data, grammar: { schema } }: Context): Finding {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const known = keysAt(schema, parent, data);
  const meant = nearest(key, known);
  const homes = homesOf(schema, key, parent);
  const listed = known.slice(0, MAX_LISTED).join(', ');
  const more = known.length > MAX_LISTED ? ', ...' : '';
  let fix = known.length === 0 ? 'remove it' : `remove it; keys here are ${listed}${more}`;
  if (homes.length > 0) fix = `move it to ${homes.join(' or ')}`;
  if (meant !== null) fix = `did you mean ${meant}?`;
  return { code: 'BLS1101', path, at: 'key', message: `unknown key ${show(key)}`, fix };
}

/** A key of a map by name, such as a region, that cannot be a name. */
function badKey(path: Path, grammar: Grammar): Finding {
  const key = String(path.at(-1));
  const format = schemasAt(grammar.schema, path.slice(0, -1))
    .map((schema) => FORMATS.get(keyTypeOf(schema)))
    .find((candidate) => candidate !== undefined);
  const fault = format?.explain(key) ?? {
    code: 'BLS1215' as const,
    message: `${show(key)} cannot be a key here`,
    fix: 'use another key',
  };
  return { path, at: 'key', ...fault };
}

function keyTypeOf(schema: z.core.$ZodType): z.core.$ZodType {
  const def = schema._zod.def;
  return 'keyType' in def ? (def.keyType as z.core.$ZodType) : schema;
}

function missingKey(path: Path, { schema, kinds }: Grammar): Finding {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const example = exampleOf(schema, path);
  const fix = example === null ? `add ${key}` : `add ${key}, such as \`${key}: ${example}\``;
  const where = parent.length === 0 ? 'the file' : kindOfParent(parent, kinds);
  return { code: 'BLS1102', path, at: 'key', message: `${where} has no ${show(key)}`, fix };
}

function kindOfParent(parent: Path, kinds: Grammar['kinds']): string {
  const kind = kinds[String(parent.at(-2))];
  if (kind !== undefined) return `${kind} ${show(parent.at(-1))}`;
  return typeof parent.at(-1) === 'number' ? 'this entry' : show(parent.at(-1));
}

function emptyValue(issue: z.core.$ZodIssue, path: Path, { schema }: Grammar): Finding {
  const key = show(String(path.at(-1) ?? 'the file'));
  const example = exampleOf(schema, path);
  const fix =
    example === null
      ? `write ${expected(issue, path, schema)}, or remove the key`
      : `write it out, such as \`${String(path.at(-1))}: ${example}\``;
  return { code: 'BLS1103', path, at: 'key', message: `${key} has no value`, fix };
}

/** Something of the wrong kind, and where. */
interface Misfit {
  readonly path: Path;
  readonly value: unknown;
  readonly grammar: Grammar;
}

function explainKind(issue: z.core.$ZodIssue, misfit: Misfit): Finding {
  const { path, value, grammar } = misfit;
  const shown = show(value);
  if (issue.code === 'invalid_value') {
    if (path.length === 1 && path[0] === 'version') {
      const message = `${shown} is not a version that this Ballast can read`;
      return { code: 'BLS1105', path, message, fix: `write version: ${grammar.version}` };
    }
    const words = [...new Set(issue.values.map(String))];
    const fix = suggestFix(value, words);
    return { code: 'BLS1104', path, message: `${shown} is not a word known here`, fix };
  }
  if (issue.code === 'too_small' && isAboutSize(issue)) {
    const what = issue.origin === 'string' ? 'text' : 'list';
    const fix = 'add something, or remove the key';
    return { code: 'BLS1107', path, message: `this ${what} is empty`, fix };
  }
  if (issue.code === 'too_big' && isAboutSize(issue)) {
    const unit = issue.origin === 'string' ? 'characters' : 'entries';
    const message = `too much: at most ${issue.maximum} ${unit}`;
    return { code: 'BLS1108', path, message, fix: `use at most ${issue.maximum} ${unit}` };
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const range = rangeOf(issue);
    const message = `${shown} is out of range: ${range}`;
    return { code: 'BLS1106', path, message, fix: `write a whole number, ${range}` };
  }
  const wanted = expected(issue, path, grammar.schema);
  const message = `expected ${wanted}, found ${shown}`;
  return { code: 'BLS1103', path, message, fix: kindFix(issue, misfit, wanted) };
}

function rangeOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  return issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'a map (key: value)',
  record: 'a map (key: value)',
  array: 'a list',
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'on or off',
};

function expected(issue: z.core.$ZodIssue, path: Path, schema: z.core.$ZodType): string {
  const format = formatAt(schema, path);
  if (format !== null) return format.expects;
  if (issue.code === 'invalid_type') return TYPE_WORDS[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return 'something else';
}

function kindFix(issue: z.core.$ZodIssue, misfit: Misfit, wanted: string): string {
  const { path, value, grammar } = misfit;
  const key = String(path.at(-1) ?? '');
  const isType = (type: string) => issue.code === 'invalid_type' && issue.expected === type;
  if (typeof value === 'object') {
    if (isType('array')) return `write a list: put [ ] around it, or begin each entry with a dash`;
  } else {
    const plain = show(value).replaceAll('"', '');
    if (isType('array')) return `write it as a list: ${key}: [${plain}]`;
    if (isType('string')) return `put it in quotes: "${plain}"`;
    if (/^\d+$/.test(plain)) return `write ${plain} without quotes`;
  }
  const example = exampleOf(grammar.schema, path);
  return example === null ? `write ${wanted}` : `write ${wanted}, such as \`${key}: ${example}\``;
}
