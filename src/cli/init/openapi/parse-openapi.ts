/**
 * OpenAPI 3.x (JSON or YAML) → services. Only `servers`, `paths` and their methods are looked at:
 * everything else, extensions too, may be as it likes. Bad input is a problem with a place; it
 * never throws, and size, depth and counts are bounded before anything is built.
 */

import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';

import { NAME_FORMAT } from '../../../strategy/formats/names.ts';
import { ROUTE_PATH_FORMAT } from '../../../strategy/formats/web.ts';
import { findExcess } from '../../../strategy/scan.ts';
import { upstreamKey } from '../questions/checks.ts';
import type { ApiResult, ApiService } from './contract.ts';

/** Descriptions of very large products have some 4 MiB. */
export const MAX_BYTES = 8 * 1024 * 1024;
const MAX_PATHS = 10_000;
/** More services than these are not groups but accidents. */
const MAX_SERVICES = 200;

/** In the order in which people write them; what Kong calls any is not in OpenAPI. */
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'] as const;

export function parseOpenApi(text: string): ApiResult {
  if (Buffer.byteLength(text) > MAX_BYTES) return refused('larger than 8 MiB', 'split it');
  const excess = findExcess(text);
  const lines = new LineCounter();
  if (excess !== null) {
    const [line, column] = placeInText(text, excess);
    const message = 'too many aliases or levels to be an API description';
    return refused(message, 'write the values out', { line, column });
  }
  let document: Document.Parsed;
  try {
    document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
  } catch (error) {
    // Very deep nesting overflows the stack of the YAML library.
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
    return refused('too deeply nested', 'name another file');
  }
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [message = ''] = broken.message.split('\n', 1);
    return refused(
      `not valid YAML or JSON: ${message}`,
      'correct it there',
      at(lines, broken.pos[0]),
    );
  }
  return readRoot(document.contents, lines);
}

function readRoot(root: Node | null, lines: LineCounter): ApiResult {
  if (!isMap(root)) return refused('no API description', 'name an OpenAPI 3 document');
  const version = scalarOf(entry(root, 'openapi'));
  if (version === null || !/^3\.\d+/.test(version)) {
    const old = scalarOf(entry(root, 'swagger'));
    const message = old === null ? 'no `openapi: 3.x` at the top' : `Swagger ${old}, not OpenAPI 3`;
    const place = placeOf(entry(root, old === null ? 'openapi' : 'swagger')?.key ?? root, lines);
    return refused(message, 'convert it to OpenAPI 3.0 or 3.1', place);
  }
  const paths = entry(root, 'paths');
  if (!isMap(paths?.value) || paths.value.items.length === 0) {
    return refused('no paths', 'name a document with paths', placeOf(paths?.key ?? root, lines));
  }
  const { items } = paths.value;
  if (items.length > MAX_PATHS) {
    const message = `${items.length} paths; ${MAX_PATHS} is the most`;
    return refused(message, 'split the document', placeOf(paths.key, lines));
  }
  const services = group(items, baseOf(root));
  if (services.length === 0 || services.length > MAX_SERVICES) {
    const message = `its paths make ${services.length} groups; 1 to ${MAX_SERVICES} are expected`;
    return refused(message, 'write the services by hand', placeOf(paths.key, lines));
  }
  const info = entry(root, 'info')?.value;
  const title = isMap(info) ? scalarOf(entry(info, 'title')) : null;
  const named = (title ?? 'API').replaceAll(/\p{Cc}/gu, ' ').slice(0, 100);
  return { kind: 'read', api: { title: named, pathCount: items.length, services } };
}

/** By first segment; what begins with a parameter is the service of the base path itself. */
function group(items: readonly Pair[], base: string): readonly ApiService[] {
  const groups = new Map<string, Set<string>>();
  for (const item of items) {
    const path = isScalar(item.key) ? String(item.key.value) : '';
    if (!path.startsWith('/')) continue;
    const segment = path.split('/')[1] ?? '';
    const prefix = segment === '' || segment.includes('{') ? base || '/' : `${base}/${segment}`;
    if (ROUTE_PATH_FORMAT.explain(prefix) !== null) continue;
    const known = groups.get(prefix) ?? new Set();
    groups.set(prefix, known);
    for (const method of methodsOf(item.value)) known.add(method);
  }
  const taken = new Set<string>();
  return [...groups].map(([path, known]) => {
    const all = known.has('any');
    const methods = METHODS.filter((method) => !all && known.has(method));
    return { name: nameFor(path, taken), path, methods };
  });
}

/** `any` where the methods stand elsewhere (`$ref`) or none are told. */
function methodsOf(item: unknown): readonly string[] {
  if (!isMap(item)) return ['any'];
  const words = item.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
  const methods = words.filter((word) => /^[a-z]+$/.test(word)).map((word) => word.toUpperCase());
  const known = METHODS.filter((method) => methods.includes(method));
  return known.length === 0 ? ['any'] : known;
}

/** The last segment, as a name that no other has. */
function nameFor(path: string, taken: Set<string>): string {
  const last = path.split('/').findLast((segment) => segment !== '') ?? 'api';
  const plain = last.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const name = NAME_FORMAT.explain(plain.slice(0, 50)) === null ? plain.slice(0, 50) : 'api';
  let free = name;
  for (let count = 2; taken.has(upstreamKey(free)); count += 1) free = `${name}-${count}`;
  taken.add(upstreamKey(free));
  return free;
}

/** Path of the first server, its variables at their defaults; nothing when it cannot be told. */
function baseOf(root: Node): string {
  const servers = entry(root, 'servers')?.value;
  const first = isSeq<Node>(servers) ? servers.items[0] : undefined;
  if (!isMap(first)) return '';
  const variables = entry(first, 'variables')?.value;
  const url = (scalarOf(entry(first, 'url')) ?? '').replaceAll(/\{([^{}]*)\}/g, (_all, name) => {
    const variable = isMap(variables) ? entry(variables, String(name))?.value : undefined;
    return (isMap(variable) ? scalarOf(entry(variable, 'default')) : null) ?? 'x';
  });
  if (!URL.canParse(url, 'http://localhost')) return '';
  const path = new URL(url, 'http://localhost').pathname.replace(/\/+$/, '');
  return path === '' || ROUTE_PATH_FORMAT.explain(path) !== null ? '' : path;
}

function entry(map: Node, name: string): Pair<Node, Node | null> | undefined {
  if (!isMap<Node, Node | null>(map)) return undefined;
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

function scalarOf(pair: Pair<Node, Node | null> | undefined): string | null {
  const value = pair?.value;
  if (!isScalar(value) || value.value === null) return null;
  // `openapi: 3.1` is a number to YAML; its source is what was written.
  return value.source ?? (typeof value.value === 'string' ? value.value : null);
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const START: Place = { line: 1, column: 1 };

function placeOf(node: Node, lines: LineCounter): Place {
  return at(lines, node.range?.[0] ?? 0);
}

function at(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function placeInText(text: string, offset: number): readonly [number, number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

function refused(message: string, fix: string, place: Place = START): ApiResult {
  return { kind: 'refused', problem: { ...place, message, fix } };
}
