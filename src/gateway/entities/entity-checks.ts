/**
 * Rules over several fields of one entity. What they find goes under `@entity`, a conditional also
 * marks its field, as Kong does (recordings 03 #25–34, 07 #19, 08 #21).
 */

import { isRecord, valueAt } from './records.ts';
import type { Conditional, EntityCheck, Match } from './schema.ts';
import type { ErrorTree, FieldErrors } from './error-tree.ts';

type Entity = Readonly<Record<string, unknown>>;

/** Adds what the checks find to `errors`. */
export function checkEntity(
  checks: readonly EntityCheck[],
  entity: Entity,
  errors: FieldErrors,
): void {
  const found = checks.flatMap((check) => {
    const message = failure(check, entity, errors);
    return message === null ? [] : [message];
  });
  if (found.length > 0) errors['@entity'] = found;
}

function failure(check: EntityCheck, entity: Entity, errors: FieldErrors): string | null {
  if ('conditional' in check) return failedConditional(check.conditional, entity, errors);
  if ('distinct' in check) {
    const values = check.distinct.map((field) => valueAt(entity, field)).filter(isNonempty);
    if (new Set(values).size === values.length) return null;
    return `values of these fields must be distinct: ${quoted(check.distinct)}`;
  }
  if ('at_least_one_of' in check) {
    if (check.at_least_one_of.some((field) => isNonempty(valueAt(entity, field)))) return null;
    return `at least one of these fields must be non-empty: ${quoted(check.at_least_one_of)}`;
  }
  return missingMatcher(entity);
}

function failedConditional(
  conditional: Conditional,
  entity: Entity,
  errors: FieldErrors,
): string | null {
  const { if_field: ifField, then_field: thenField, then_match: thenMatch } = conditional;
  if (valueAt(errors, ifField) !== undefined) return null;
  if (mismatch(conditional.if_match, valueAt(entity, ifField) ?? null) !== null) return null;
  const value = valueAt(entity, thenField) ?? null;
  const error =
    thenMatch.required === true
      ? value === null
        ? 'required field missing'
        : null
      : mismatch(thenMatch, value);
  if (error === null) return null;
  setAt(errors, thenField.split('.'), error);
  return `failed conditional validation given value of field '${ifField}'`;
}

function mismatch(match: Match, value: unknown): string | null {
  if (match.eq !== undefined) return value === match.eq ? null : `value must be ${match.eq}`;
  if (value === null) return null;
  if (match.one_of !== undefined && !match.one_of.some((option) => option === value)) {
    return `expected one of: ${match.one_of.join(', ')}`;
  }
  if (match.not_one_of?.some((option) => option === value) === true) {
    return `must not be one of: ${match.not_one_of.join(', ')}`;
  }
  if (match.match === undefined) return null;
  const text = typeof value === 'string' ? value : '';
  return new RegExp(match.match).test(text) ? null : `invalid value: ${text}`;
}

/** What a route must name at least one of, by protocol; the last protocol that lacks it is told. */
const MATCHERS: Readonly<Record<string, readonly string[]>> = {
  http: ['methods', 'hosts', 'headers', 'paths'],
  https: ['methods', 'hosts', 'headers', 'paths', 'snis'],
  grpc: ['hosts', 'headers', 'paths'],
  grpcs: ['hosts', 'headers', 'paths', 'snis'],
  tcp: ['sources', 'destinations'],
  tls: ['sources', 'destinations', 'snis'],
  tls_passthrough: ['snis'],
  udp: ['sources', 'destinations'],
};

function missingMatcher(entity: Entity): string | null {
  const { protocols } = entity;
  if (!Array.isArray(protocols)) return null;
  const lacking = protocols.filter(
    (protocol) => MATCHERS[String(protocol)]?.some((field) => isNonempty(entity[field])) === false,
  );
  const protocol = lacking.length === protocols.length ? String(lacking.at(-1)) : 'undefined';
  const fields = MATCHERS[protocol];
  if (fields === undefined) return null;
  return `must set one of ${quoted(fields)} when 'protocols' is '${protocol}'`;
}

function setAt(errors: FieldErrors, path: readonly string[], error: ErrorTree): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    errors[head] = error;
    return;
  }
  const child: FieldErrors = isRecord(errors[head]) ? { ...(errors[head] as FieldErrors) } : {};
  setAt(child, rest, error);
  errors[head] = child;
}

function isNonempty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isRecord(value) || Object.keys(value).length > 0;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
