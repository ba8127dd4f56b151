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

export const PROBLEM_STATUS: Readonly<Record<ProblemCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  refused: 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
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

const CODES = Object.keys(PROBLEM_STATUS) as ProblemCode[];

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
