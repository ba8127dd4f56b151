/** Answers made comparable: times, node ids, host names and configuration hashes stand aside. */

import { parse } from 'yaml';

import { isRecord } from '../../../src/gateway/entities/records.ts';
import type { Exchange } from './recording.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** What differs between the recorded and the given answer; `null` when nothing does. */
export function difference({ response }: Exchange, reply: Reply): string | null {
  if (response.status !== reply.status) return `status ${reply.status}, not ${response.status}`;
  if (response.json === undefined) {
    return (response.body ?? '') === reply.text ? null : `body ${reply.text}`;
  }
  let given: unknown;
  try {
    given = JSON.parse(reply.text);
  } catch {
    return `no JSON: ${reply.text}`;
  }
  if (response.data_summary !== undefined) {
    const wrong = summaryDifference(response.data_summary, given);
    if (wrong !== null) return wrong;
    given = cutData(given);
  }
  return treeDifference(comparable(response.json), comparable(given), '');
}

/** The parts that cannot be the same replaced by what they are. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, comparableField(key, item)]),
  );
}

function comparableField(key: string, value: unknown): unknown {
  if ((key === 'created_at' || key === 'updated_at') && typeof value === 'number') {
    return 'a time';
  }
  if (key === 'node_id') return 'a node';
  if (key === 'configuration_hash') {
    return value === '0'.repeat(32) ? 'no configuration' : 'a hash';
  }
  // GET /config: the order of keys in the YAML is Kong's own and differs from call to call.
  if (key === 'config' && typeof value === 'string') return comparable(parse(value));
  return comparable(value);
}

function treeDifference(expected: unknown, given: unknown, path: string): string | null {
  if (Array.isArray(expected) && Array.isArray(given)) {
    if (expected.length !== given.length) {
      return `${path}: ${given.length} elements, not ${expected.length}`;
    }
    return first(
      expected.map((item, index) => () => treeDifference(item, given[index], `${path}[${index}]`)),
    );
  }
  if (isRecord(expected) && isRecord(given)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(given)])].sort();
    return first(
      keys.map((key) => () => {
        if (!(key in expected)) return `${path}.${key}: not in the recording`;
        if (!(key in given)) return `${path}.${key}: missing`;
        return treeDifference(expected[key], given[key], `${path}.${key}`);
      }),
    );
  }
  if (Object.is(expected, given)) return null;
  return `${path}: ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`;
}

function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== null) return wrong;
  }
  return null;
}

function summaryDifference(
  summary: { readonly length: number; readonly first: string; readonly last: string },
  given: unknown,
): string | null {
  const data = isRecord(given) && Array.isArray(given['data']) ? given['data'] : [];
  const targetOf = (entry: unknown): unknown => (isRecord(entry) ? entry['target'] : undefined);
  const found = { length: data.length, first: targetOf(data[0]), last: targetOf(data.at(-1)) };
  return treeDifference(summary, found, 'data');
}

function cutData(given: unknown): unknown {
  if (!isRecord(given) || !Array.isArray(given['data'])) return given;
  return { ...given, data: given['data'].slice(0, 2) };
}
