/**
 * YAML text → plain data, and back from a path in the data to the place in the text.
 *
 * Problems of the YAML itself are findings with an offset. After any of them but a doubled key the
 * data cannot be trusted, so there is none.
 */

import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLError } from 'yaml';
import type { ProblemCode } from './catalogue.ts';
import type { Path } from './problem.ts';

/** A strategy of 1,000 services has about 400 KiB. */
const MAX_BYTES = 1024 * 1024;
/** How often aliases may be expanded in all; YAML bombs need millions. */
const MAX_ALIASES = 1_000;

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface TextFinding {
  readonly code: ProblemCode;
  readonly place: Place;
  readonly message: string;
  readonly fix: string;
}

export interface StrategyDocument {
  /** `null` when the text cannot be read far enough. */
  readonly data: { readonly value: unknown } | null;
  readonly findings: readonly TextFinding[];
  /** Where a path is; for a path that is not there, its nearest ancestor. */
  readonly locate: (path: Path, at: 'key' | 'value') => Place;
}

export function readDocument(text: string): StrategyDocument {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    const message = 'the file is larger than 1 MiB';
    return unreadable({ code: 'BLS1004', place: START, message, fix: 'split the strategy' });
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      stringKeys: true,
    });
    const aliases = checkAliases(document, lines);
    if (aliases !== null) return unreadable(aliases);
    const findings = onlyFirst(
      [...document.errors, ...document.warnings].map((error) => describe(error, lines)),
    );
    const broken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
    const data = broken
      ? null
      : { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
    return { data, findings, locate: (path, at) => locate({ document, lines, path, at }) };
  } catch (error) {
    // The library throws for aliases that expand too far; very deep nesting overflows the stack.
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    return unreadable({ ...EXHAUSTING, place: START });
  }
}

const START: Place = { line: 1, column: 1, length: 1 };

function unreadable(finding: TextFinding): StrategyDocument {
  return { data: null, findings: [finding], locate: () => START };
}

/** The first alias that stands for nothing, or is one too many: each costs a search. */
function checkAliases(document: Document.Parsed, lines: LineCounter): TextFinding | null {
  let seen = 0;
  let finding: TextFinding | null = null;
  visit(document, {
    Alias: (_, alias) => {
      seen += 1;
      const place = placeOfNode(lines, alias);
      if (seen > MAX_ALIASES) finding = { ...EXHAUSTING, place };
      else if (alias.resolve(document) === undefined) {
        const message = `*${alias.source} stands for nothing: no &${alias.source} above it`;
        const fix = 'mark the value with & and this name, write it out, or put a text in quotes';
        finding = { code: 'BLS1008', place, message, fix };
      }
      return finding === null ? undefined : visit.BREAK;
    },
  });
  return finding;
}

/** What follows the first syntax error is mostly its echo. */
function onlyFirst(findings: readonly TextFinding[]): TextFinding[] {
  const first = findings.find((finding) => finding.code === 'BLS1001');
  return findings.filter((finding) => finding.code !== 'BLS1001' || finding === first);
}

function describe(error: YAMLError, lines: LineCounter): TextFinding {
  const place = placeOf(lines, error.pos[0], error.pos[1]);
  const open = /^Flow (?:map|sequence) .* end with a ([\]}])/.exec(error.message)?.[1];
  if (open !== undefined) {
    const message = 'a bracket above is not closed here';
    return { code: 'BLS1001', place, message, fix: `close it with ${open}` };
  }
  const known = KNOWN_ERRORS[error.code];
  if (error.name === 'YAMLWarning') {
    const fix = 'remove the tag or directive';
    return { code: 'BLS1009', place, message: firstLine(error.message), fix };
  }
  if (known === undefined) {
    const fix = 'correct the YAML here: a bracket, a quote or the indentation';
    return { code: 'BLS1001', place, message: `not valid YAML: ${firstLine(error.message)}`, fix };
  }
  return { place, ...known };
}

const EXHAUSTING: Omit<TextFinding, 'place'> = {
  code: 'BLS1005',
  message: 'the file has too many aliases or levels to be a strategy',
  fix: 'write the values out instead of nesting aliases',
};

const KNOWN_ERRORS: Partial<Record<YAMLError['code'], Omit<TextFinding, 'place'>>> = {
  TAB_AS_INDENT: {
    code: 'BLS1002',
    message: 'a tab is used as indentation',
    fix: 'indent with spaces, two for each level',
  },
  DUPLICATE_KEY: {
    code: 'BLS1003',
    message: 'this key is already there above',
    fix: 'keep one of the two',
  },
  MULTIPLE_DOCS: {
    code: 'BLS1007',
    message: 'a second document begins here',
    fix: 'remove the `---` line and what follows it, or move it to a file of its own',
  },
  BAD_INDENT: {
    code: 'BLS1001',
    message: 'the indentation does not fit the lines around it',
    fix: 'align it with the keys of the same level',
  },
  RESOURCE_EXHAUSTION: EXHAUSTING,
};

interface Search {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly path: Path;
  readonly at: 'key' | 'value';
}

function locate({ document, lines, path, at }: Search): Place {
  let node: unknown = document.contents;
  let key: Node | null = null;
  for (const segment of path) {
    const next = step(document, node, segment);
    if (next === null) return placeOfNode(lines, key ?? document.contents);
    ({ key, node } = next);
  }
  if (at === 'key' || isEmpty(node)) return placeOfNode(lines, key ?? (node as Node | null));
  return placeOfNode(lines, node as Node);
}

/** One segment down; `key` is what names the child (of list items: the item itself). */
function step(
  document: Document.Parsed,
  node: unknown,
  segment: string | number,
): { key: Node | null; node: unknown } | null {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent)) {
    const item = parent.items[Number(segment)];
    if (item === undefined) return null;
    return { key: item as Node, node: item };
  }
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isPair(item) && nameOf(item) === String(segment));
  if (pair !== undefined) return { key: pair.key as Node, node: pair.value };
  for (const item of parent.items) {
    if (nameOf(item) !== '<<') continue;
    const merged = isSeq(item.value) ? item.value.items : [item.value];
    for (const source of merged) {
      const found = step(document, source, segment);
      if (found !== null) return found;
    }
  }
  return null;
}

function nameOf(pair: Pair): string | null {
  return isScalar(pair.key) ? String(pair.key.value) : null;
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function placeOfNode(lines: LineCounter, node: Node | null): Place {
  const range = node?.range;
  if (range === null || range === undefined) return START;
  return placeOf(lines, range[0], range[1]);
}

function placeOf(lines: LineCounter, startOffset: number, endOffset: number): Place {
  const start = lines.linePos(startOffset);
  const end = lines.linePos(Math.max(startOffset, endOffset));
  const length = start.line === end.line ? Math.max(1, end.col - start.col) : 1;
  return { line: Math.max(1, start.line), column: Math.max(1, start.col), length };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
