/**
 * YAML or JSON text → plain data, with places. Limits keep hostile files from costing more than
 * their size: bytes, aliases, depth.
 */

import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Path } from '../../lib/path.ts';
import { readPlainYaml } from '../../lib/plain-yaml/plain-yaml.ts';
import type { Place } from '../../lint/inputs/inputs.ts';
import { placeInText, placeOf, placeOfNode } from '../../strategy/place.ts';
import { findExcess } from '../../strategy/scan.ts';
import { nameOf } from '../../strategy/survey.ts';
import { type Bilingual, inBoth } from '../../strategy/wording.ts';

/** 1,000 services with 10 targets each have about 2 MiB; in two levels 10 MiB. */
const MAX_BYTES = 16 * 1024 * 1024;
/** How many nodes aliases may expand to in all; YAML bombs need millions. */
const MAX_EXPANSION = 10_000;

export interface YamlResult {
  readonly data: unknown;
  readonly locate: (path: Path, at: 'key' | 'value') => Place;
  /** Then there is no data. */
  readonly problem: (Bilingual & { readonly place: Place }) | null;
}

const START: Place = { line: 1, column: 1, length: 1 };

export function readYaml(text: string): YamlResult {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return broken(START, TOO_LARGE);
  }
  const plain = readPlainYaml(text);
  if (plain !== null) return { data: plain.value, locate: plain.locate, problem: null };
  const excess = findExcess(text);
  if (excess !== null) return broken(placeInText(text, excess), EXHAUSTING);
  const json = readJson(text);
  if (json !== null) return json;
  return readWithPlaces(text);
}

/** Ten times as fast; places are looked up only when one is asked for. */
function readJson(text: string): YamlResult | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    const data: unknown = JSON.parse(text);
    let places: YamlResult | null = null;
    const locate: YamlResult['locate'] = (path, at) => {
      places ??= readWithPlaces(text);
      return places.locate(path, at);
    };
    return { data, locate, problem: null };
  } catch {
    // YAML in flow style, or broken: that reader tells where.
    return null;
  }
}

function readWithPlaces(text: string): YamlResult {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const place = placeOf(lines, error.pos[0], error.pos[1]);
      return broken(place, notValid(error.message.split('\n', 1)[0] ?? ''));
    }
    const data: unknown = document.toJS({ maxAliasCount: MAX_EXPANSION });
    return { data, locate: (path, at) => locate({ document, lines, path, at }), problem: null };
  } catch (error) {
    // Nothing but the library runs above. It throws for aliases that lead nowhere or expand too far,
    // for deep nesting, and for `<<` with something else than a map.
    if (error instanceof Error && error.message.startsWith('Merge sources')) {
      const place = placeInText(text, Math.max(0, text.indexOf('<<')));
      return broken(place, NO_MAP);
    }
    return broken(START, EXHAUSTING);
  }
}

const TOO_LARGE: Bilingual = {
  message: 'the file is larger than 16 MiB',
  fix: 'split it',
  inDutch: { message: 'het bestand is groter dan 16 MiB', fix: 'splits het' },
};

const EXHAUSTING: Bilingual = {
  message: 'the file has aliases without an anchor, or too many aliases or levels',
  fix: 'write the values out instead of nesting aliases',
  inDutch: {
    message: 'het bestand heeft aliassen zonder anker, of te veel aliassen of niveaus',
    fix: 'schrijf de waarden uit in plaats van aliassen te nesten',
  },
};

const NO_MAP: Bilingual = {
  message: '`<<` takes over the keys of a map, but this is not one',
  fix: 'write an alias of a map, such as `<<: *defaults`',
  inDutch: {
    message: '`<<` neemt de sleutels van een map over, maar dit is er geen',
    fix: 'schrijf een alias van een map, zoals `<<: *defaults`',
  },
};

/** @param detail in the words of the YAML library, which are English. */
function notValid(detail: string): Bilingual {
  return inBoth((language) =>
    language === 'nl'
      ? {
          message: `geen geldige YAML of JSON: ${detail}`,
          fix: 'verbeter het hier: een haakje, een aanhalingsteken of de inspringing',
        }
      : {
          message: `not valid YAML or JSON: ${detail}`,
          fix: 'correct it here: a bracket, a quote or the indentation',
        },
  );
}

function broken(place: Place, said: Bilingual): YamlResult {
  return { data: null, locate: () => START, problem: { place, ...said } };
}

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
  const isEmpty = node === null || (isScalar(node) && node.value === null);
  return placeOfNode(lines, (at === 'key' || isEmpty ? (key ?? node) : node) as Node | null);
}

/** One segment down; `key` is what names the child (of list items: the item itself). */
function step(document: Document.Parsed, node: unknown, segment: string | number) {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent)) {
    const item = parent.items[Number(segment)];
    return item === undefined ? null : { key: item as Node, node: item };
  }
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => nameOf(item) === String(segment));
  return pair === undefined ? null : { key: pair.key as Node, node: pair.value };
}
