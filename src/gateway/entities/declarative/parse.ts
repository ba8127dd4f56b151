/**
 * Text of a declarative configuration (JSON or YAML) to a plain object, with the parser's words in
 * Kong's form: `line:column: what` (recording 09 #25).
 */

import { parseDocument } from 'yaml';
import type { ScalarTag, YAMLError } from 'yaml';

import { failed, invalidDeclarativeConfig, ok } from '../kong-errors.ts';
import type { Result } from '../kong-errors.ts';
import { isRecord } from '../records.ts';

/** Aliases may multiply a small text; this bounds what they can make. */
const MAX_ALIASES = 1000;

/** Kong's parser takes these words for booleans; `y` and `n`, unlike in YAML 1.1, are strings. */
const KONG_BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:true|yes|on)$/i.test(text),
};

export function parseConfigText(text: string): Result<Readonly<Record<string, unknown>>> {
  const json = parseJson(text);
  if (json !== null) return ok(json);
  const document = parseDocument(text, {
    uniqueKeys: false,
    merge: true,
    customTags: (tags) => [KONG_BOOLEAN, ...tags],
  });
  const [error] = document.errors;
  if (error !== undefined) return failed(invalid(describe(error)));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (problem) {
    return failed(invalid(problem instanceof Error ? problem.message : String(problem)));
  }
  return isRecord(value) ? ok(value) : failed(invalid('expected a table'));
}

function parseJson(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null; // Flow-style YAML also begins with a brace.
  }
}

function invalid(why: string): ReturnType<typeof invalidDeclarativeConfig> {
  return invalidDeclarativeConfig({ error: `failed parsing declarative configuration: ${why}` });
}

/** Columns count from 0, as libyaml's do. */
function describe(error: YAMLError): string {
  const { line, col } = error.linePos?.[0] ?? { line: 0, col: 1 };
  return `${line}:${col - 1}: ${libyamlWords(error)}`;
}

function libyamlWords({ message }: YAMLError): string {
  if (/^Flow sequence .*\]|must be sufficiently indented and end with a \]/.test(message)) {
    return "did not find expected ',' or ']'";
  }
  if (/^Flow map .*\}|must be sufficiently indented and end with a \}/.test(message)) {
    return "did not find expected ',' or '}'";
  }
  return message.split('\n')[0] ?? message;
}
