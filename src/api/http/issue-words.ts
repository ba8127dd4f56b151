/**
 * What is wrong with a part of a request, in plain words: which field, what was given, what is
 * allowed. From the issues that zod finds, as its validator for fastify hands them on.
 */

import type { Said } from '../../lib/said.ts';
import { sayApi } from './speech.ts';

export interface RequestIssue {
  /** `/lever/kind`. */
  readonly instancePath?: string;
  /** Zod's code of the issue. */
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface ToldIssue {
  /** `body.lever.kind`. */
  readonly place: string;
  readonly said: Said;
}

/**
 * @param part such as `body`
 * @param value what was sent as that part
 */
export function tellIssue(
  issue: RequestIssue,
  { part, value }: { readonly part: string; readonly value: unknown },
): ToldIssue {
  const steps = (issue.instancePath ?? '').split('/').filter((step) => step !== '');
  const place = [part, ...steps].join('.');
  return { place, said: sentenceOf(issue, { place, found: valueAt(value, steps) }) };
}

interface Spot {
  readonly place: string;
  readonly found: unknown;
}

function sentenceOf({ keyword, params = {}, message = '' }: RequestIssue, spot: Spot): Said {
  const { place, found } = spot;
  if (keyword === 'unrecognized_keys') {
    return sayApi('keys-unknown', { place, keys: textsOf(params['keys']).map(cut) });
  }
  if (keyword === 'custom') return ruleOf(params, { place, message });
  const allowed = allowedBy(keyword ?? '', params);
  if (allowed === null) return sayApi('issue-otherwise', { place, message });
  if (found === undefined) return sayApi('is-missing', { place, allowed });
  const given = givenWords(found, place);
  return given === null
    ? sayApi('is-wrong-somehow', { place, allowed })
    : sayApi('is-wrong', { place, given, allowed });
}

/** Rules of several fields say which they are: `refine(…, { params: { rule } })`. */
function ruleOf(params: object, { place, message }: { place: string; message: string }): Said {
  const { rule, days } = ('params' in params ? params.params : {}) as Rule;
  if (rule === 'until-before-since') return sayApi('until-before-since');
  if (rule === 'span-too-long') return sayApi('span-too-long', { days: days ?? 0 });
  return sayApi('issue-otherwise', { place, message });
}

interface Rule {
  readonly rule?: string;
  readonly days?: number;
}

function allowedBy(keyword: string, params: NonNullable<RequestIssue['params']>): Said | null {
  switch (keyword) {
    case 'invalid_type':
      return TYPES[String(params['expected'])] ?? null;
    case 'invalid_value':
    case 'invalid_union': {
      const values = textsOf(params['values'] ?? params['options']);
      const [only = '', ...more] = values;
      if (values.length === 0) return sayApi('something-else');
      return more.length === 0
        ? sayApi('exactly-this', { value: only })
        : sayApi('one-of', { values });
    }
    case 'too_small':
      return boundOf(params, 'at-least');
    case 'too_big':
      return boundOf(params, 'at-most');
    case 'invalid_format':
      return sayApi('of-that-form', { format: String(params['pattern'] ?? params['format']) });
    default:
      return null;
  }
}

const TYPES: Readonly<Record<string, Said>> = {
  string: sayApi('type-string'),
  number: sayApi('type-number'),
  int: sayApi('type-int'),
  boolean: sayApi('type-boolean'),
  array: sayApi('type-array'),
  object: sayApi('type-object'),
  record: sayApi('type-object'),
  null: sayApi('type-null'),
};

function boundOf(
  { origin, minimum, maximum, inclusive }: Readonly<Record<string, unknown>>,
  side: 'at-least' | 'at-most',
): Said {
  const bound = Number(side === 'at-least' ? minimum : maximum);
  if (origin === 'string') return sayApi(`text-${side}`, { bound });
  if (origin === 'array' || origin === 'set') return sayApi(`list-${side}`, { bound });
  if (inclusive !== false) return sayApi(`number-${side}`, { bound });
  return sayApi(side === 'at-least' ? 'number-above' : 'number-below', { bound });
}

/** Shown as it was sent, unless it is long. */
const MAX_SHOWN = 40;
/** What may be in such a field is not told again. */
const SECRET = /token|secret|passw|authorization|credential/i;

/** `null` where it is better not repeated. */
function givenWords(found: unknown, place: string): Said | string | null {
  if (SECRET.test(place)) return null;
  if (Array.isArray(found)) return sayApi('given-list', { count: found.length });
  if (typeof found === 'object' && found !== null) return sayApi('given-object');
  if (typeof found !== 'string') return String(found);
  const isShort = found.length <= MAX_SHOWN;
  return isShort ? JSON.stringify(found) : sayApi('given-text', { count: found.length });
}

function textsOf(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<string, unknown>>)[step]
        : undefined,
    value,
  );
}
