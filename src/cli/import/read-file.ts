/**
 * Kong configurations in files: YAML or JSON, several documents in one file too. Other things that
 * people take for one (nginx, Kubernetes manifests) are told apart, with what to do.
 */

import { readFile, stat } from 'node:fs/promises';

import { LineCounter, parseAllDocuments } from 'yaml';

import type { KongDocument } from '../../import/contract.ts';
import { readPlainYaml } from '../../lib/plain-yaml/plain-yaml.ts';
import { placeInText } from '../../strategy/place.ts';
import { findExcess } from '../../strategy/scan.ts';
import { messageOf, systemCode, usageFailure } from '../failure.ts';

/** Far beyond what Kong takes in one POST /config. */
const MAX_BYTES = 64 * 1024 * 1024;

export async function readKongFile(file: string): Promise<readonly KongDocument[]> {
  const text = await readText(file);
  return parseKongText(text, file);
}

/** Throws a usage failure with line and column for what is no Kong configuration. */
export function parseKongText(text: string, source: string): readonly KongDocument[] {
  const quick = quickly(text);
  if (quick !== null) return [{ source, content: contentOf(quick, `${source}:1:1`) }];
  refuseExcess(text, source);
  const lines = new LineCounter();
  const documents = composed(text, { source, lines });
  if (!Array.isArray(documents)) throw notKong(`${source}:1:1`, 'it is empty');
  return documents.map((document): KongDocument => {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = placeAt(lines, error.pos[0]);
      const why = error.message.split('\n')[0] ?? '';
      throw usageFailure(
        `${source}:${line}:${col}: ${why}`,
        /^\s*upstream\s+\w+/m.test(text)
          ? 'This looks like nginx. Kong’s form is decK’s or the DB-less file; see docs/gateway.md.'
          : 'Correct the YAML; `deck gateway dump` writes such a file from a running Kong.',
      );
    }
    const { line, col } = placeAt(lines, document.range[0]);
    const place = `${source}:${line}:${col}`;
    return { source, content: contentOf(toValue(document, place), place) };
  });
}

/** Composing them would take longer than anybody waits. */
function refuseExcess(text: string, source: string): void {
  const offset = findExcess(text);
  if (offset === null) return;
  const { line, column } = placeInText(text, offset);
  throw excess(`${source}:${line}:${column}`);
}

function excess(place: string): Error {
  return usageFailure(
    `${place}: the file has too many aliases or levels`,
    'Write the values out instead of nesting aliases.',
  );
}

/** The package overflows the stack where lists are in lists, hundreds of levels deep. */
function composed(
  text: string,
  { source, lines }: { readonly source: string; readonly lines: LineCounter },
) {
  try {
    return parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw excess(`${source}:1:1`);
  }
}

/** What needs no knowledge of all of YAML; `null` for the rest, and for whatever is wrong. */
function quickly(text: string): unknown {
  const plain = readPlainYaml(text);
  if (plain !== null) return plain.value;
  if (!/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** From 1 each, also where there is no text. */
function placeAt(lines: LineCounter, offset: number): { line: number; col: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), col: Math.max(1, col) };
}

/** @param place file, line and column of the document. */
function contentOf(value: unknown, place: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notKong(place, 'it holds no map');
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  // As GET /config answers.
  const inner = fields.get('config');
  if (fields.size === 1 && typeof inner === 'string') {
    return parseKongText(inner, `${place} in config`)[0]?.content;
  }
  if (fields.has('apiVersion') && fields.has('kind')) {
    throw usageFailure(
      `${place} holds Kubernetes objects (kind ${String(fields.get('kind'))})`,
      'Import what the Ingress Controller made of them: the Admin API of its Kong, or its GET /config.',
    );
  }
  const isKong = ['services', 'routes', 'upstreams', 'plugins', '_format_version'].some((key) =>
    fields.has(key),
  );
  if (!isKong) throw notKong(place, 'it has neither services nor upstreams');
  return value;
}

/** An alias bomb is refused here. */
function toValue(document: { toJS(): unknown }, place: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw usageFailure(`${place}: ${messageOf(error)}`, 'Write it without so many aliases.');
  }
}

function notKong(place: string, why: string) {
  return usageFailure(
    `${place} is no Kong configuration: ${why}`,
    'Give a decK or DB-less file, or the URL of an Admin API such as http://127.0.0.1:8001.',
  );
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw usageFailure(`${file} is larger than ${MAX_BYTES} bytes`);
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw usageFailure(
      code === 'ENOENT'
        ? `there is no file ${file}`
        : `${file} cannot be read: ${messageOf(error)}`,
      'Give a decK or DB-less file, or the URL of an Admin API such as http://127.0.0.1:8001.',
    );
  }
}
