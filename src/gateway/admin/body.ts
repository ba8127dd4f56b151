/** Reads a body as Kong does: by content type, with its refusals (recording 03 #45–53). */

import { CANNOT_PARSE_JSON, UNEXPECTED } from '../entities/kong-errors.ts';
import { isRecord } from '../entities/records.ts';
import { refuse } from './endpoint.ts';
import type { AdminBody, Answer } from './endpoint.ts';

/** Kong's `nginx_admin_client_max_body_size`, 10 MiB. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

export interface RawRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer | null;
  readonly acceptsYaml: boolean;
}

export type BodyResult =
  { readonly ok: true; readonly body: AdminBody } | { readonly ok: false; readonly answer: Answer };

export function readBody(raw: RawRequest): BodyResult {
  if (!METHODS_WITH_BODY.has(raw.method)) return { ok: true, body: { kind: 'none' } };
  const text = raw.bytes?.toString('utf8') ?? '';
  const type = raw.contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined || type === '') {
    return text === '' ? { ok: true, body: { kind: 'none' } } : notSupported();
  }
  if (type === 'application/json') return readJson(text);
  if (type === 'application/x-www-form-urlencoded') {
    return { ok: true, body: { kind: 'form', pairs: [...new URLSearchParams(text)] } };
  }
  if (raw.acceptsYaml && /^(text|application)\/(x-)?yaml$/.test(type)) {
    return { ok: true, body: { kind: 'yaml', text } };
  }
  return notSupported();
}

/** nginx's own page, as Kong sends it for 413 and 415. */
export function htmlPage(status: number, reason: string): Answer {
  const title = `${status} ${reason}`;
  return {
    status,
    contentType: 'text/html; charset=UTF-8',
    text: [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  };
}

function readJson(text: string): BodyResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, answer: refuse(CANNOT_PARSE_JSON) };
  }
  if (Array.isArray(value)) return { ok: true, body: { kind: 'json', value: {} } };
  // A bare string, number or null makes Kong itself fail (recording 03 #48).
  if (!isRecord(value)) return { ok: false, answer: refuse(UNEXPECTED) };
  return { ok: true, body: { kind: 'json', value } };
}

function notSupported(): BodyResult {
  return { ok: false, answer: htmlPage(415, 'Unsupported Media Type') };
}
