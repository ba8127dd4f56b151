/** The text of a file → a document for lint, or what makes it unusable and where. */

import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { Place } from '../../lint/inputs/inputs.ts';
import type { Language } from '../../lib/locale.ts';
import type { LintProblem } from '../../lint/contract.ts';
import { parseStrategy } from '../../strategy/index.ts';
import { type Bilingual } from '../../strategy/wording.ts';
import { isNginx, kindByKeys, kindByName } from './kind.ts';
import { readYaml } from './read-yaml.ts';
import { strategyFactsOf } from './strategy-facts.ts';

export interface Unusable {
  readonly file: string;
  readonly place: Place;
  readonly message: string;
  readonly fix: string;
}

export interface ReadResult {
  readonly documents: readonly AnyDocument[];
  /** What the strategy parser says. */
  readonly problems: readonly LintProblem[];
  readonly unusable: readonly Unusable[];
}

export function readDocument(file: string, text: string, language: Language = 'en'): ReadResult {
  if (kindByName(file) === 'prose') return one({ file, kind: 'prose', data: text, locate: inText });
  if (isNginx(text)) return one({ file, kind: 'nginx', data: text, locate: inText });
  const { data, locate, problem } = readYaml(text);
  if (problem !== null) return unusable({ file, place: problem.place, language, said: problem });
  const kind = kindByKeys(data);
  switch (kind) {
    case null:
      return unusable({ file, place: inText([]), language, said: UNKNOWN_KIND });
    case 'strategy':
      return readStrategy({ file, text, locate, language });
    case 'kong':
    case 'prometheus-rules':
      return one({ file, kind, data, locate });
  }
}

const UNKNOWN_KIND: Bilingual = {
  message: 'this is none of the files that lint knows',
  fix: 'give a strategy, a Kong file (`_format_version`), Prometheus rules (`groups`) or a .md file',
  inDutch: {
    message: 'dit is geen bestand dat lint kent',
    fix: 'geef een strategie, een Kong-bestand (`_format_version`), Prometheus-regels (`groups`) of een .md-bestand',
  },
};

/** A strategy may be run with these, and a judge calls them mistakes: above 99.9 % no single region. */
const RAISED: ReadonlySet<string> = new Set(['BLS1502']);

/** The strategy's parser has codes and messages of its own; they are carried through. */
function readStrategy({
  file,
  text,
  locate,
  language,
}: {
  readonly file: string;
  readonly text: string;
  readonly locate: AnyDocument['locate'];
  readonly language: Language;
}): ReadResult {
  const { strategy, problems } = parseStrategy(text, { file });
  const data = strategy === null ? null : { strategy, facts: strategyFactsOf(strategy) };
  return {
    documents: data === null ? [] : [{ file, kind: 'strategy', data, locate }],
    problems: problems.map(({ inDutch, ...problem }) => ({
      ...problem,
      ...(language === 'nl' ? inDutch : {}),
      severity: RAISED.has(problem.code) ? 'error' : problem.severity,
      name: 'strategy',
      source: `docs/errors.md#${problem.code.toLowerCase()}`,
      edits: [],
    })),
    unusable: [],
  };
}

function one(document: AnyDocument): ReadResult {
  return { documents: [document], problems: [], unusable: [] };
}

function unusable({
  file,
  place,
  language,
  said: { inDutch, message, fix },
}: {
  readonly file: string;
  readonly place: Place;
  readonly language: Language;
  readonly said: Bilingual;
}): ReadResult {
  const words = language === 'nl' ? inDutch : { message, fix };
  return { documents: [], problems: [], unusable: [{ file, place, ...words }] };
}

function inText([line, column, length]: readonly (string | number)[]): Place {
  return { line: Number(line ?? 1), column: Number(column ?? 1), length: Number(length ?? 1) };
}
