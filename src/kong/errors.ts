/**
 * What can go wrong between Ballast and a Kong Admin API, as one typed error: what was asked, what
 * Kong said (its own message and its complaints per field), and what to do about it.
 *
 * Invariant: no token, password or client key is ever part of a message.
 */

export type KongErrorCode = keyof typeof HINTS;

export interface FieldError {
  /** Dotted path, such as `healthchecks.active.timeout`. */
  readonly field: string;
  readonly message: string;
}

export interface KongErrorDetails {
  readonly code: KongErrorCode;
  readonly method: string;
  /** Without origin and token: `/upstreams/x/targets`. */
  readonly path: string;
  /** Scheme, host and port of the Admin API that was asked. */
  readonly origin: string;
  /** HTTP status; `null` when there was no answer. */
  readonly status?: number | null;
  /** Kong's own words, or those of the network. */
  readonly message: string;
  /** Kong's numeric code (`code` of the body). */
  readonly kongCode?: number | null;
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/** Failures of the world; the caller decides by `code`, people read `message` and `hint`. */
export class KongError extends Error {
  override readonly name = 'KongError';
  readonly code: KongErrorCode;
  readonly status: number | null;
  readonly kongCode: number | null;
  readonly method: string;
  readonly path: string;
  readonly origin: string;
  readonly fields: readonly FieldError[];
  /** What Kong or the network said, without the request around it. */
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;

  constructor(details: KongErrorDetails) {
    const status = details.status ?? null;
    super(
      `${details.method} ${details.origin}${details.path}` +
        `${status === null ? '' : ` answered ${status}`}: ${details.message}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = details.code;
    this.status = status;
    this.kongCode = details.kongCode ?? null;
    this.method = details.method;
    this.path = details.path;
    this.origin = details.origin;
    this.fields = details.fields ?? [];
    this.reason = details.message;
    this.hint = HINTS[details.code];
  }
}

/** The codes, and the fix that each suggests. */
const HINTS = {
  KONG_UNREACHABLE: 'Check that Kong runs and that the Admin API address and port are right.',
  KONG_TIMEOUT: 'Kong did not answer in time: check its load, its database and the network.',
  KONG_ABORTED: 'The call was cancelled by Ballast itself.',
  KONG_TLS: 'Check the CA file, the client certificate and the host name in the Admin URL.',
  KONG_BAD_ANSWER: 'This does not look like a Kong Admin API: check the address and any proxy.',
  KONG_ANSWER_TOO_LARGE: 'The answer is larger than Ballast accepts: check the address.',
  KONG_UNAUTHORIZED: 'Check the token (tokenFile or tokenEnv) and its role in this workspace.',
  KONG_INVALID: 'Correct the fields that Kong names.',
  KONG_NOT_FOUND: 'Check the name and the workspace; it may have been deleted meanwhile.',
  KONG_READ_ONLY: 'This Kong runs without a database: change it with POST /config.',
  KONG_CONFLICT: 'An entity with this name or address exists: update that one instead.',
  KONG_TOO_LARGE: 'Raise nginx_admin_client_max_body_size, or send less at once.',
  KONG_BUSY: 'Kong asks to slow down: try again later.',
  KONG_FAILED: 'Kong failed inside: look at its error log.',
  KONG_UNEXPECTED: 'Kong answered with a status that Ballast does not know here.',
} as const;

/** Turns an answer with a status of 300 and above into an error. */
export function errorOfAnswer(
  request: { readonly method: string; readonly path: string; readonly origin: string },
  answer: { readonly status: number; readonly json: unknown; readonly text: string },
): KongError {
  const body = asRecord(answer.json);
  const kongCode = typeof body?.['code'] === 'number' ? body['code'] : null;
  const said = body?.['message'] ?? body?.['error'];
  return new KongError({
    ...request,
    code: codeOf(answer.status, kongCode),
    status: answer.status,
    kongCode,
    message: typeof said === 'string' ? said : textOf(answer.text),
    fields: [...flattenFields(body?.['fields']), ...flattenedErrors(body?.['flattened_errors'])],
  });
}

function codeOf(status: number, kongCode: number | null): KongErrorCode {
  if (status === 405 && kongCode === 12) return 'KONG_READ_ONLY';
  if (status >= 500) return 'KONG_FAILED';
  return CODE_OF_STATUS[status] ?? 'KONG_UNEXPECTED';
}

const CODE_OF_STATUS: Readonly<Record<number, KongErrorCode>> = {
  400: 'KONG_INVALID',
  401: 'KONG_UNAUTHORIZED',
  403: 'KONG_UNAUTHORIZED',
  404: 'KONG_NOT_FOUND',
  409: 'KONG_CONFLICT',
  413: 'KONG_TOO_LARGE',
  415: 'KONG_INVALID',
  429: 'KONG_BUSY',
};

/** `{ healthchecks: { active: { foo: 'unknown field' } } }` → `healthchecks.active.foo`. */
export function flattenFields(fields: unknown, path = '', depth = 0): FieldError[] {
  if (typeof fields === 'string') return [{ field: path, message: fields }];
  if (typeof fields !== 'object' || fields === null || depth > MAX_DEPTH) return [];
  // Kong's key order differs from call to call; what people read does not.
  const entries = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([key, value]) =>
    flattenFields(value, path === '' ? key : `${path}.${key}`, depth + 1),
  );
}

/** `flattened_errors` of POST /config?flatten_errors=1: by entity instead of by position. */
function flattenedErrors(list: unknown): FieldError[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const entry = asRecord(item);
    const entity = [entry?.['entity_type'], entry?.['entity_name']]
      .filter((part) => typeof part === 'string')
      .join(' ');
    const errors = Array.isArray(entry?.['errors']) ? entry['errors'] : [];
    return errors.flatMap((error: unknown) => {
      const { field, message, messages } = asRecord(error) ?? {};
      const text = typeof message === 'string' ? message : JSON.stringify(messages ?? 'invalid');
      return [{ field: `${entity}${typeof field === 'string' ? ` ${field}` : ''}`, message: text }];
    });
  });
}

/** Deeper than any Kong schema; bounds the recursion on hostile answers. */
const MAX_DEPTH = 12;

/** Kong answers some errors in HTML or plain text: the first line says enough. */
function textOf(text: string): string {
  const plain = text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain === '' ? 'no message' : plain.slice(0, 200);
}

function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}
