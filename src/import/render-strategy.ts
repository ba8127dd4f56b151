/**
 * An imported strategy as a commented YAML text: what was guessed stands above the line it is about,
 * what was lost at the end. The same input gives the same bytes.
 *
 * A note that would be the same at every service is said once; what has to be checked is said at each.
 */

import type { Language } from '../lib/locale.ts';
import type { Guess, ImportResult, StrategyPath } from './contract.ts';
import { yamlFlow, yamlKey } from './yaml-text.ts';
import { guessText, IMPORT_WORDS, lossText } from './words.ts';

const WIDTH = 100;
const MAX_LOSSES = 200;

export interface RenderOptions {
  readonly language: Language;
  /** What it was made from, for the first line. */
  readonly from: string;
}

export function renderStrategy(result: ImportResult, { language, from }: RenderOptions): string {
  const words = IMPORT_WORDS[language];
  const notes = notesByPath(result, language);
  const lines = [
    '# yaml-language-server: $schema=./ballast.schema.json',
    ...comment(words.header(from), ''),
    ...(notes.get('')?.texts ?? []).flatMap((text) => comment(text, '')),
    ...mapLines(Object.entries(result.strategy), { path: [], indent: '', notes }),
  ];
  const shown = result.losses.slice(0, MAX_LOSSES);
  const rest = result.losses.length - shown.length;
  if (shown.length > 0) {
    lines.push('', ...comment(words.lossesHeader, ''));
    lines.push(...shown.flatMap((loss) => item(lossText(loss, language))));
  }
  if (rest > 0) lines.push(...comment(words.more(rest), ''));
  return `${lines.join('\n')}\n`;
}

interface Place {
  readonly path: StrategyPath;
  readonly indent: string;
  readonly notes: Notes;
}

type Notes = ReadonlyMap<
  string,
  { readonly path: StrategyPath; readonly texts: readonly string[] }
>;

function notesByPath(
  { guesses, strategy }: { readonly guesses: readonly Guess[]; readonly strategy: object },
  language: Language,
): Notes {
  const notes = new Map<string, { path: StrategyPath; texts: string[] }>();
  const said = new Set<string>();
  for (const guess of guesses) {
    const text = guessText(guess, language);
    if (guess.weight === 'note' && said.has(text)) continue;
    said.add(text);
    const path = writtenPath(strategy, guess.path);
    const key = path.join('\n');
    const entry = notes.get(key) ?? { path, texts: [] };
    entry.texts.push(text);
    notes.set(key, entry);
  }
  return notes;
}

/** What is said of a key that was left out stands at the nearest one above it. */
function writtenPath(strategy: object, path: StrategyPath): StrategyPath {
  let value: unknown = strategy;
  for (const [depth, key] of path.entries()) {
    const next: unknown =
      typeof value === 'object' && value !== null
        ? new Map<string, unknown>(Object.entries(value)).get(key)
        : undefined;
    if (next === undefined) return path.slice(0, depth);
    value = next;
  }
  return path;
}

/** Maps that are never written on one line. */
const BLOCKS: readonly RegExp[] = [
  /^(regions|gateways|telemetry|services)$/,
  /^services\/[^/]+$/,
  /^services\/[^/]+\/targets$/,
];

function mapLines(entries: readonly (readonly [string, unknown])[], place: Place): string[] {
  return entries.flatMap(([key, value]) => {
    const path = [...place.path, key];
    const gap = path.length === 1 && isBlock(path) ? [''] : [];
    const head = `${place.indent}${yamlKey(key)}:`;
    const flow = yamlFlow(value);
    const isList = Array.isArray(value);
    const fits = head.length + 1 + flow.length <= WIDTH;
    const isOpen = typeof value === 'object' && value !== null && (isBlock(path) || !fits);
    if (!isOpen || flow === '[]' || flow === '{}') {
      return [...gap, ...notesBelow(path, place), `${head} ${flow}`];
    }
    const inner = { ...place, path, indent: `${place.indent}  ` };
    const lines = isList
      ? value.map((item: unknown) => `${inner.indent}- ${yamlFlow(item)}`)
      : mapLines(Object.entries(value), inner);
    return [...gap, ...notesAt(path, place), head, ...lines];
  });
}

function isBlock(path: StrategyPath): boolean {
  const text = path.map((part) => part.replaceAll('/', '')).join('/');
  return BLOCKS.some((pattern) => pattern.test(text));
}

/** What is about this line itself; also what no line of its own is written for. */
function notesAt(path: StrategyPath, { notes, indent }: Place): string[] {
  return notes.get(path.join('\n'))?.texts.flatMap((text) => comment(text, indent)) ?? [];
}

/** What is about anything in this line. */
function notesBelow(path: StrategyPath, { notes, indent }: Place): string[] {
  const isBelow = (other: StrategyPath) => path.every((part, index) => other[index] === part);
  return [...notes.values()]
    .filter((note) => isBelow(note.path))
    .flatMap(({ texts }) => texts.flatMap((text) => comment(text, indent)));
}

/** An entry of a list of comments; further lines are set in. */
function item(text: string): string[] {
  return comment(text, '', '- ').map((line, index) =>
    index === 0 ? line : line.replace('# ', '#   '),
  );
}

function comment(text: string, indent: string, mark = ''): string[] {
  const width = WIDTH - indent.length - 2 - mark.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.replaceAll(/\s+/g, ' ').split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((part, index) => `${indent}# ${index === 0 ? mark : ''}${part}`);
}
