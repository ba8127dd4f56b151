/** Failures as problem documents (RFC 9457) with what to do about them. */

import { z } from 'zod';
import type { OperationErrorCode } from '../../../operations/operation-error.ts';
import { freeForm, named } from './parts.ts';

export type ProblemCode =
  | OperationErrorCode
  | 'unauthenticated'
  | 'too-many-requests'
  | 'too-large'
  | 'unsupported-media-type'
  | 'internal';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  invalid: { status: 400, title: 'The request is wrong' },
  unauthenticated: { status: 401, title: 'Who are you?' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  refused: { status: 409, title: 'A guard says no' },
  conflict: { status: 409, title: 'Something is in the way' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'JSON only' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Ballast failed' },
  unavailable: { status: 503, title: 'Not available now' },
};

export interface Problem {
  /** `urn:ballast:problem:` and the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One sentence. */
  readonly detail: string;
  readonly code: ProblemCode;
  /** What to do about it. */
  readonly fix: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

export const problemSchema: z.ZodType<Problem> = named(
  'Problem',
  z.looseObject({
    type: z.string().describe('urn:ballast:problem: and the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What went wrong, as a sentence.'),
    code: z.enum(CODES),
    fix: z.string().describe('What to do about it.'),
    details: freeForm.describe('Numbers and names; such as the reasons of a refusal.'),
  }),
);
