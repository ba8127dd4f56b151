/** Every failure of the API as a problem document; what is ours to mend says nothing of the inside. */

import type { FastifyReply } from 'fastify';

import { OperationError } from '../../operations/operation-error.ts';
import { PROBLEMS, type Problem, type ProblemCode } from './schemas/problem.ts';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(
  code: ProblemCode,
  said: {
    readonly detail: string;
    readonly fix: string;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Problem {
  const { status, title } = PROBLEMS[code];
  const { detail, fix, details = {} } = said;
  return { type: `urn:ballast:problem:${code}`, title, status, detail, code, fix, details };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="ballast"');
  return reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
}

/** What was thrown, by an operation or by fastify; `null` for what nobody foresaw. */
export function problemFrom(error: unknown): Problem | null {
  if (error instanceof OperationError) {
    const { code, message, fix, details } = error;
    return problemOf(code, { detail: message, fix, details });
  }
  if (typeof error !== 'object' || error === null) return null;
  // The store's errors name its place, which is nothing to outsiders.
  if (error instanceof Error && error.name === 'StoreError') return STORE_AWAY;
  const { validation, validationContext } = error as FastifyFailure;
  if (Array.isArray(validation)) return invalid(validation, validationContext ?? 'request');
  return fromFastify(error as FastifyFailure);
}

const STORE_AWAY: Problem = problemOf('unavailable', {
  detail: 'The store of this Ballast cannot be used just now; the weights in Kong stay.',
  fix: 'Look at the log of `ballast run`, and at the database or the disk that it names.',
});

export const UNFORESEEN: Problem = problemOf('internal', {
  detail: 'Ballast failed at this request.',
  fix: 'Look at the log of `ballast run`, and please report it.',
});

interface FastifyFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly { readonly instancePath?: string; readonly message?: string }[];
  readonly validationContext?: string;
}

/** More are not told; a body of nonsense has thousands. */
const MAX_TOLD = 20;

function invalid(issues: NonNullable<FastifyFailure['validation']>, context: string): Problem {
  const problems = issues.slice(0, MAX_TOLD).map(({ instancePath = '', message = 'is wrong' }) => {
    const place = instancePath.replaceAll('/', '.').replace(/^\./, '');
    return { place: place === '' ? context : `${context}.${place}`, message };
  });
  const [first] = problems;
  return problemOf('invalid', {
    detail: `${first?.place ?? context}: ${first?.message ?? 'is wrong'}`,
    fix: 'See /v1/openapi.json for what the request may hold.',
    details: { problems },
  });
}

function fromFastify({ code = '', statusCode = 500 }: FastifyFailure): Problem | null {
  if (code === 'FST_ERR_HANDLER_TIMEOUT') {
    return problemOf('unavailable', {
      detail: 'The answer took too long.',
      fix: 'Ask again; if it stays so, look at the load of the machine.',
    });
  }
  if (statusCode === 413) {
    return problemOf('too-large', { detail: 'The body is too large.', fix: 'Send less.' });
  }
  if (statusCode === 415) {
    return problemOf('unsupported-media-type', {
      detail: 'The body is not declared as JSON.',
      fix: 'Send it with content-type: application/json.',
    });
  }
  if (statusCode >= 400 && statusCode < 500) {
    return problemOf('invalid', {
      detail: 'The request cannot be read.',
      fix: 'Send a well-formed URL, and JSON with its content-length.',
      details: code === '' ? {} : { reason: code },
    });
  }
  return null;
}
