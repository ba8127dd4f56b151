/**
 * Is this the answer of a healthy target? Status, text and JSON fields as the strategy expects.
 * Pure.
 */

import type { HealthExpectation } from '../model/strategy.ts';

export interface ProbeAnswer {
  readonly status: number;
  readonly body: string;
  /** The body was longer than what is read of it. */
  readonly isCut: boolean;
}

/** Why the answer is not that of a healthy target, such as `status 500`; `null` when it is. */
export function failureOf(
  { status, body, isCut }: ProbeAnswer,
  expect: HealthExpectation['expect'],
): string | null {
  if (!expect.statuses.includes(status)) return `status ${status}`;
  if (expect.body !== null && !body.includes(expect.body)) {
    return isCut ? 'body too large to search' : 'body without the expected text';
  }
  const fields = Object.entries(expect.json);
  if (fields.length === 0) return null;
  const json = parseJson(body);
  if (json === undefined) return isCut ? 'body too large for JSON' : 'body is not JSON';
  for (const [path, wanted] of fields) {
    const found = valueAt(json, path);
    if (found !== wanted) return `json ${path}=${show(found)}`;
  }
  return null;
}

/** `checks.database.0.status` walks objects and arrays; own properties only. */
function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = new Map(Object.entries(value)).get(key);
  }
  return value;
}

/** Short, and without what a health page may tell of secrets further down. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
