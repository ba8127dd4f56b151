/**
 * YAML text → plain data, and back from a path in the data to the place in the text.
 *
 * Problems of the YAML itself are findings with an offset. After any of them but a doubled key the
 * data cannot be trusted, so there is none.
 */

import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import { readPlainYaml } from '../lib/plain-yaml/plain-yaml.ts';
import { START, placeInText, placeOf, placeOfNode } from './place.ts';
import type { Place, TextFinding } from './place.ts';
import type { Path } from './problem.ts';
import { findExcess } from './scan.ts';
import { nameOf, survey } from './survey.ts';
import type { Anchors } from './survey.ts';

/** A strategy of 1,000 services has about 400 KiB. */
const MAX_BYTES = 1024 * 1024;
/** How many nodes aliases may expand to in all; YAML bombs need millions. */
const MAX_EXPANSION = 1_000;

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
    const inDutch = { message: 'het bestand is groter dan 1 MiB', fix: 'splits de strategie' };
    const fix = 'split the strategy';
    return unreadable({ code: 'BLS1004', place: START, message, fix, inDutch });
  }
  const plain = readPlainYaml(text);
  if (plain !== null) return { data: plain, findings: [], locate: plain.locate };
  return readFully(text);
}

/** With all of YAML, and an explanation of what is wrong with it. */
export function readFully(text: string): StrategyDocument {
  const excess = findExcess(text);
  if (excess !== null) return unreadable({ ...EXHAUSTING, place: placeInText(text, excess) });
  const lines = new LineCounter();
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
    });
    const { anchors, brokenAliases, doubledKeys } = survey(document, lines);
    const findings = [
      ...onlyFirst(
        [...document.errors, ...document.warnings].map((error) => describe(error, lines)),
      ),
      ...brokenAliases,
      ...doubledKeys,
    ];
    const broken = document.errors.length + brokenAliases.length > 0;
    const data = broken
      ? null
      : { value: document.toJS({ maxAliasCount: MAX_EXPANSION }) as unknown };
    return { data, findings, locate: (path, at) => locate({ document, anchors, lines, path, at }) };
  } catch (error) {
    // The library throws for aliases that expand too far; very deep nesting overflows the stack.
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    return unreadable({ ...EXHAUSTING, place: START });
  }
}

function unreadable(finding: TextFinding): StrategyDocument {
  return { data: null, findings: [finding], locate: () => START };
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
    const inDutch = {
      message: 'een haakje hierboven wordt hier niet gesloten',
      fix: `sluit het met ${open}`,
    };
    return { code: 'BLS1001', place, message, fix: `close it with ${open}`, inDutch };
  }
  const known = KNOWN_ERRORS[error.code];
  const said = firstLine(error.message);
  if (error.name === 'YAMLWarning') {
    const fix = 'remove the tag or directive';
    const inDutch = {
      message: `de YAML-lezer waarschuwt: ${said}`,
      fix: 'haal de tag of de directive weg',
    };
    return { code: 'BLS1009', place, message: said, fix, inDutch };
  }
  if (known === undefined) {
    const fix = 'correct the YAML here: a bracket, a quote or the indentation';
    const inDutch = {
      message: `geen geldige YAML: ${said}`,
      fix: 'verbeter hier de YAML: een haakje, een aanhalingsteken of het inspringen',
    };
    return { code: 'BLS1001', place, message: `not valid YAML: ${said}`, fix, inDutch };
  }
  return { place, ...known };
}

const EXHAUSTING: Omit<TextFinding, 'place'> = {
  code: 'BLS1005',
  message: 'the file has too many aliases or levels to be a strategy',
  fix: 'write the values out instead of nesting aliases',
  inDutch: {
    message: 'het bestand heeft te veel aliassen of niveaus voor een strategie',
    fix: 'schrijf de waarden uit in plaats van aliassen in elkaar te zetten',
  },
};

const KNOWN_ERRORS: Partial<Record<YAMLError['code'], Omit<TextFinding, 'place'>>> = {
  TAB_AS_INDENT: {
    code: 'BLS1002',
    message: 'a tab is used as indentation',
    fix: 'indent with spaces, two for each level',
    inDutch: {
      message: 'er is met een tab ingesprongen',
      fix: 'spring in met spaties, twee per niveau',
    },
  },
  MULTIPLE_DOCS: {
    code: 'BLS1007',
    message: 'a second document begins here',
    fix: 'remove the `---` line and what follows it, or move it to a file of its own',
    inDutch: {
      message: 'hier begint een tweede document',
      fix: 'haal de regel met `---` en wat erop volgt weg, of zet dat in een eigen bestand',
    },
  },
  BAD_INDENT: {
    code: 'BLS1001',
    message: 'the indentation does not fit the lines around it',
    fix: 'align it with the keys of the same level',
    inDutch: {
      message: 'het inspringen past niet bij de regels eromheen',
      fix: 'lijn het uit met de sleutels op hetzelfde niveau',
    },
  },
  RESOURCE_EXHAUSTION: EXHAUSTING,
};

interface Search {
  readonly document: Document.Parsed;
  readonly anchors: Anchors;
  readonly lines: LineCounter;
  readonly path: Path;
  readonly at: 'key' | 'value';
}

function locate({ document, anchors, lines, path, at }: Search): Place {
  let node: unknown = document.contents;
  let key: Node | null = null;
  for (const segment of path) {
    const next = step(anchors, node, segment);
    if (next === null) return placeOfNode(lines, key ?? document.contents);
    ({ key, node } = next);
  }
  if (at === 'key' || isEmpty(node)) return placeOfNode(lines, key ?? (node as Node | null));
  return placeOfNode(lines, node as Node);
}

/** One segment down; `key` is what names the child (of list items: the item itself). */
function step(
  anchors: Anchors,
  node: unknown,
  segment: string | number,
): { key: Node | null; node: unknown } | null {
  const parent = isAlias(node) ? anchors.get(node) : node;
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
      const found = step(anchors, source, segment);
      if (found !== null) return found;
    }
  }
  return null;
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
