/** zod's issues in the words of people: what is wrong, and what to write instead. */

import type { z } from 'zod';
import { show } from './formats/format.ts';
import type { Grammar } from './grammar.ts';
import { FORMATS, faultOf } from './input/fields.ts';
import { segmentOf } from './omissions.ts';
import type { Finding, Path } from './problem.ts';
import { exampleOf, homesOf } from './schema-notes.ts';
import type { Language } from '../lib/locale.ts';
import { nearest } from '../lib/nearest.ts';
import { SHAPE_WORDS } from './shape-words.ts';
import { suggestFix } from './suggest.ts';
import { formatAt, hasAt, keysAt, schemasAt, valueAt } from './walk.ts';
import { inBoth } from './wording.ts';

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
  const said = inBoth((language) => {
    const words = SHAPE_WORDS[language];
    let fix = words.removeKey(`${listed}${more}`);
    if (homes.length > 0) fix = words.moveTo(homes.join(` ${words.or} `));
    if (meant !== null) fix = words.didYouMean(meant);
    return { message: words.unknownKey(key), fix };
  });
  return { code: 'BLS1101', path, at: 'key', ...said };
}

/** A key of a map by name, such as a region, that cannot be a name. */
function badKey(path: Path, grammar: Grammar): Finding {
  const key = String(path.at(-1));
  const format = schemasAt(grammar.schema, path.slice(0, -1))
    .map((schema) => FORMATS.get(keyTypeOf(schema)))
    .find((candidate) => candidate !== undefined);
  const fault = format?.explain(key) ?? {
    code: 'BLS1215' as const,
    ...inBoth((language) => SHAPE_WORDS[language].noKey(key)),
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
  const said = inBoth((language) => {
    const words = SHAPE_WORDS[language];
    const add = words.add(key);
    const where = parent.length === 0 ? words.theFile : kindOfParent(parent, kinds, language);
    const fix = example === null ? add : words.suchAs(add, `${key}: ${example}`);
    return { message: words.missing(where, key), fix };
  });
  return { code: 'BLS1102', path, at: 'key', ...said };
}

function kindOfParent(parent: Path, kinds: Grammar['kinds'], language: Language): string {
  const kind = kinds[String(parent.at(-2))];
  if (kind !== undefined) return `${kind[language]} ${show(parent.at(-1))}`;
  const { thisEntry } = SHAPE_WORDS[language];
  return typeof parent.at(-1) === 'number' ? thisEntry : show(parent.at(-1));
}

function emptyValue(issue: z.core.$ZodIssue, path: Path, { schema }: Grammar): Finding {
  const example = exampleOf(schema, path);
  const said = inBoth((language) => {
    const words = SHAPE_WORDS[language];
    const message = words.noValue(String(path.at(-1) ?? words.theFile));
    if (example !== null) {
      return { message, fix: words.writeOut(`${String(path.at(-1))}: ${example}`) };
    }
    const wanted = expected(issue, { path, schema, language });
    return { message, fix: words.orRemoveKey(words.write(wanted)) };
  });
  return { code: 'BLS1103', path, at: 'key', ...said };
}

/** Something of the wrong kind, and where. */
interface Misfit {
  readonly path: Path;
  readonly value: unknown;
  readonly grammar: Grammar;
}

function explainKind(issue: z.core.$ZodIssue, misfit: Misfit): Finding {
  const { path, value, grammar } = misfit;
  if (issue.code === 'invalid_value') {
    if (path.length === 1 && path[0] === 'version') {
      const said = inBoth((language) =>
        SHAPE_WORDS[language].version(show(value, language), grammar.version),
      );
      return { code: 'BLS1105', path, ...said };
    }
    const known = [...new Set(issue.values.map(String))];
    const said = inBoth((language) => ({
      message: SHAPE_WORDS[language].unknownWord(show(value, language)),
      fix: suggestFix(value, known, language),
    }));
    return { code: 'BLS1104', path, ...said };
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') return explainSize(issue, misfit);
  const said = inBoth((language) => {
    const wanted = expected(issue, { path, schema: grammar.schema, language });
    const message = SHAPE_WORDS[language].misfit(wanted, show(value, language));
    return { message, fix: kindFix(issue, { ...misfit, wanted, language }) };
  });
  return { code: 'BLS1103', path, ...said };
}

function explainSize(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  { path, value }: Misfit,
): Finding {
  const isText = issue.origin === 'string';
  const limit = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  if (isAboutSize(issue)) {
    return issue.code === 'too_small'
      ? { code: 'BLS1107', path, ...inBoth((language) => SHAPE_WORDS[language].empty(isText)) }
      : {
          code: 'BLS1108',
          path,
          ...inBoth((language) => SHAPE_WORDS[language].tooMuch(limit, isText)),
        };
  }
  const bound = issue.code === 'too_small' ? 'least' : 'most';
  const said = inBoth((language) =>
    SHAPE_WORDS[language].outOfRange(show(value, language), bound, limit),
  );
  return { code: 'BLS1106', path, ...said };
}

/** A place in the schema, and the language in which it is told. */
interface Telling {
  readonly path: Path;
  readonly schema: z.core.$ZodType;
  readonly language: Language;
}

function expected(issue: z.core.$ZodIssue, { path, schema, language }: Telling): string {
  const words = SHAPE_WORDS[language];
  const format = formatAt(schema, path);
  if (format !== null) return format.expects[language];
  if (issue.code === 'invalid_type') {
    return words.types[issue.expected] ?? words.otherType(issue.expected);
  }
  if (issue.code === 'invalid_value') return words.oneOf(issue.values.map(String).join(', '));
  return words.somethingElse;
}

function kindFix(
  issue: z.core.$ZodIssue,
  misfit: Misfit & { readonly wanted: string; readonly language: Language },
): string {
  const { path, value, grammar, wanted, language } = misfit;
  const words = SHAPE_WORDS[language];
  const key = String(path.at(-1) ?? '');
  const isType = (type: string) => issue.code === 'invalid_type' && issue.expected === type;
  if (typeof value === 'object') {
    if (isType('array')) return words.list;
  } else {
    const plain = show(value).replaceAll('"', '');
    if (isType('array')) return words.asList(`${key}: [${plain}]`);
    if (isType('string')) return words.inQuotes(plain);
    if (/^\d+$/.test(plain)) return words.withoutQuotes(plain);
  }
  const example = exampleOf(grammar.schema, path);
  const write = words.write(wanted);
  return example === null ? write : words.suchAs(write, `${key}: ${example}`);
}
