/** Kong's error answers: code, name, message and fields, and the HTTP status of each code. */

import { luaText } from './lua-text.ts';
import type { ErrorTree, FieldErrors } from './error-tree.ts';

export interface KongError {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: KongError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(error: KongError): { readonly ok: false; readonly error: KongError } {
  return { ok: false, error };
}

/** A plain message without a code. */
export function plainError(status: number, message: string): KongError {
  return { status, body: { message } };
}

export const NOT_FOUND = plainError(404, 'Not found');
export const METHOD_NOT_ALLOWED = plainError(405, 'Method not allowed');
export const UNEXPECTED = plainError(500, 'An unexpected error occurred');
export const CANNOT_PARSE_JSON = plainError(400, 'Cannot parse JSON body');

export function schemaViolation(errors: FieldErrors): KongError {
  const lines = violationLines(errors);
  const count = lines.length === 1 ? 'schema violation' : `${lines.length} schema violations`;
  return coded({
    status: 400,
    code: 2,
    name: 'schema violation',
    message: `${count} (${lines.join('; ')})`,
    fields: errors,
  });
}

export function primaryKeyViolation(id: string): KongError {
  return coded({
    status: 400,
    code: 3,
    name: 'primary key violation',
    message: `primary key violation on key '${keyText({ id })}'`,
    fields: { id },
  });
}

export function missingReference(field: string, id: string, kind: string): KongError {
  return coded({
    status: 400,
    code: 4,
    name: 'foreign key violation',
    message: `the foreign key '${keyText({ id })}' does not reference an existing '${kind}' entity.`,
    fields: { [field]: { id } },
  });
}

export function referencedBy(kind: string, by: string): KongError {
  return coded({
    status: 400,
    code: 4,
    name: 'foreign key violation',
    message: `an existing '${by}' entity references this '${kind}' entity`,
    fields: { '@referenced_by': by },
  });
}

export function uniqueViolation(fields: KeyFields): KongError {
  return coded({
    status: 409,
    code: 5,
    name: 'unique constraint violation',
    message: `UNIQUE violation detected on '${keyText(fields)}'`,
    fields,
  });
}

export function entityNotFound(fields: KeyFields): KongError {
  return coded({
    status: 404,
    code: 6,
    name: 'not found',
    message: `could not find the entity with '${keyText(fields)}'`,
    fields,
  });
}

export function invalidOffset(offset: string, why: string): KongError {
  return coded({
    status: 400,
    code: 7,
    name: 'invalid offset',
    message: `'${offset}' is not a valid offset: ${why}`,
  });
}

export function invalidSize(message: string): KongError {
  return coded({ status: 400, code: 9, name: 'invalid size', message });
}

export function invalidTagFilter(why: string): KongError {
  const error = coded({
    status: 400,
    code: 11,
    name: 'invalid options',
    message: `invalid option (tags: ${why})`,
  });
  return { ...error, body: { ...error.body, options: { tags: why } } };
}

/** A write in DB-less mode; `by` names the key when it is not the id. */
export function notWithoutDatabase(
  operation: 'create' | 'create or update' | 'update' | 'remove',
  kind: string,
  by: string | null,
): KongError {
  const how = by === null ? '' : ` by '${by}'`;
  return coded({
    status: 405,
    code: 12,
    name: 'operation unsupported',
    message: `cannot ${operation} '${kind}' entities${how} when not using a database`,
  });
}

export function unresolvedReference(field: string, name: string, kind: string): KongError {
  const why =
    `the foreign key cannot be resolved with '${keyText({ name })}' for an existing ` +
    `'${kind}' entity`;
  return coded({
    status: 400,
    code: 13,
    name: 'foreign keys unresolved',
    message: `foreign key unresolved (${field}.name: ${why})`,
    fields: { [field]: { name: why } },
  });
}

/** `fields` as Kong gives it; the message repeats it as a Lua table. */
export function invalidDeclarativeConfig(fields: FieldErrors): KongError {
  return coded({
    status: 400,
    code: 14,
    name: 'invalid declarative configuration',
    message: `declarative config is invalid: ${luaText(fields)}`,
    fields,
  });
}

export type KeyFields = Readonly<Record<string, string | null | { readonly id: string }>>;

/** A key as Kong prints it: `{name="u1"}`, names sorted. */
function keyText(fields: KeyFields): string {
  const parts = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      if (value === null) return `${name}=null`;
      return `${name}=${typeof value === 'string' ? `"${value}"` : keyText({ ...value })}`;
    });
  return `{${parts.join(',')}}`;
}

function coded(error: {
  readonly status: number;
  readonly code: number;
  readonly name: string;
  readonly message: string;
  readonly fields?: unknown;
}): KongError {
  const { status, ...body } = error;
  return { status, body };
}

/** One line per wrong field; a wrong record has one line per wrong field of its own. */
function violationLines(errors: FieldErrors): readonly string[] {
  const { '@entity': entity, ...fields } = errors;
  const lines = Array.isArray(entity) ? entity.map(String) : [];
  for (const [field, error] of sorted(fields)) {
    if (typeof error === 'string') {
      lines.push(`${field}: ${error}`);
      continue;
    }
    for (const [part, partError] of parts(error)) {
      const text = typeof partError === 'string' ? partError : luaText(partError, '  ');
      lines.push(`${field}.${part}: ${text}`);
    }
  }
  return lines;
}

function parts(error: ErrorTree): readonly (readonly [string, ErrorTree])[] {
  if (!Array.isArray(error)) return sorted(error as FieldErrors);
  return error.flatMap((item: ErrorTree | null, index) =>
    item === null ? [] : [[String(index + 1), item] as const],
  );
}

function sorted(errors: FieldErrors): readonly (readonly [string, ErrorTree])[] {
  return Object.entries(errors).sort(([a], [b]) => (a < b ? -1 : 1));
}
