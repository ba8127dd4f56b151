/**
 * Every failure of the API as a problem document, told in the language of who asked; what is ours to
 * mend says nothing of the inside.
 */

import type { FastifyReply } from 'fastify';

import type { Language } from '../../lib/locale.ts';
import type { Said } from '../../lib/said.ts';
import { errorIn, OperationError } from '../../operations/operation-error.ts';
import { type RequestIssue, tellIssue } from './issue-words.ts';
import { acceptedLanguage } from './language.ts';
import { type Problem, PROBLEM_STATUS, type ProblemCode } from './schemas/problem.ts';
import { apiWords, sayApi } from './speech.ts';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A failure before it is told. */
export interface Failure {
  readonly code: ProblemCode;
  readonly detail: Said;
  readonly fix: Said;
  readonly details?: Readonly<Record<string, unknown>>;
}

export function sendFailure(
  reply: FastifyReply,
  { code, detail, fix, details = {} }: Failure,
): FastifyReply {
  const language = acceptedLanguage(reply.request.headers['accept-language']);
  const told = { detail: apiWords(detail, language), fix: apiWords(fix, language), details };
  return sendProblem(reply, { code, told, language });
}

/** What was thrown, by an operation or by fastify; `false` for what nobody foresaw. */
export function sendThrown(reply: FastifyReply, error: unknown): boolean {
  const { request } = reply;
  const language = acceptedLanguage(request.headers['accept-language']);
  if (error instanceof OperationError) {
    const { message: detail, fix, details } = errorIn(error, language);
    sendProblem(reply, { code: error.code, told: { detail, fix, details }, language });
    return true;
  }
  const failure = failureFrom(error, { request, language });
  if (failure !== null) sendFailure(reply, failure);
  return failure !== null;
}

function sendProblem(
  reply: FastifyReply,
  options: {
    readonly code: ProblemCode;
    readonly told: Pick<Problem, 'detail' | 'fix' | 'details'>;
    readonly language: Language;
  },
): FastifyReply {
  const { code, told, language } = options;
  const { detail, fix, details } = told;
  const status = PROBLEM_STATUS[code];
  const title = apiWords(sayApi(`title-${code}`), language);
  const type = `urn:ballast:problem:${code}`;
  const problem: Problem = { type, title, status, detail, code, fix, details };
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="ballast"');
  reply.header('content-language', language);
  return reply.code(status).type(PROBLEM_TYPE).send(problem);
}

type Asked = Pick<FastifyReply['request'], 'body' | 'query' | 'params'>;

function failureFrom(
  error: unknown,
  { request, language }: { readonly request: Asked; readonly language: Language },
): Failure | null {
  if (typeof error !== 'object' || error === null) return null;
  // The store's errors name its place, which is nothing to outsiders.
  if (error instanceof Error && error.name === 'StoreError') return STORE_AWAY;
  const { validation, validationContext = 'request' } = error as FastifyFailure;
  if (!Array.isArray(validation)) return fromFastify(error as FastifyFailure);
  return invalid(validation, { part: validationContext, request, language });
}

const STORE_AWAY: Failure = {
  code: 'unavailable',
  detail: sayApi('store-away'),
  fix: sayApi('fix-store-away'),
};

export const UNFORESEEN: Failure = {
  code: 'internal',
  detail: sayApi('unforeseen'),
  fix: sayApi('fix-unforeseen'),
};

interface FastifyFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly RequestIssue[];
  readonly validationContext?: string;
}

/** More are not told; a body of nonsense has thousands. */
const MAX_TOLD = 20;

function invalid(
  issues: readonly RequestIssue[],
  options: { readonly part: string; readonly request: Asked; readonly language: Language },
): Failure {
  const { part, request, language } = options;
  const { name, value } = partOf(part, request);
  const told = issues.slice(0, MAX_TOLD).map((issue) => tellIssue(issue, { part: name, value }));
  const first = told[0]?.said ?? sayApi('request-unreadable');
  const more = issues.length - 1;
  return {
    code: 'invalid',
    detail: more > 0 ? sayApi('first-of-problems', { first, more }) : first,
    fix: sayApi('fix-schema'),
    details: {
      problems: told.map(({ place, said }) => ({ place, message: apiWords(said, language) })),
    },
  };
}

function partOf(part: string, { body, params, query }: Asked) {
  if (part === 'querystring') return { name: 'query', value: query };
  return { name: part, value: part === 'params' ? params : body };
}

function fromFastify({ code = '', statusCode = 500 }: FastifyFailure): Failure | null {
  if (code === 'FST_ERR_HANDLER_TIMEOUT') {
    const detail = sayApi('answer-too-slow');
    return { code: 'unavailable', detail, fix: sayApi('fix-answer-too-slow') };
  }
  if (statusCode === 413) {
    const detail = sayApi('body-too-large');
    return { code: 'too-large', detail, fix: sayApi('fix-body-too-large') };
  }
  if (statusCode === 415) {
    const detail = sayApi('body-not-json');
    return { code: 'unsupported-media-type', detail, fix: sayApi('fix-body-not-json') };
  }
  if (statusCode < 400 || statusCode >= 500) return null;
  return {
    code: 'invalid',
    detail: sayApi('request-unreadable'),
    fix: sayApi('fix-request-unreadable'),
    details: code === '' ? {} : { reason: code },
  };
}
