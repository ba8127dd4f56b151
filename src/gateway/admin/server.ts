/**
 * The Admin API on HTTP. Routing, bodies and refusals (404, 405, 413, 415, 500) are here; what the
 * endpoints do is data (`endpoints.ts`).
 *
 * There is no authentication, as in Kong OSS: it binds to loopback unless told otherwise. Requests
 * that a web page of another origin makes are refused, so that a page in the browser of whoever
 * tries the gateway out cannot write to it.
 */

import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { METHOD_NOT_ALLOWED, NOT_FOUND, plainError, UNEXPECTED } from '../entities/kong-errors.ts';
import { htmlPage, MAX_BODY_BYTES, readBody } from './body.ts';
import { refuse } from './endpoint.ts';
import type { AdminContext, Answer, Endpoint, Method } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';

export interface AdminServerOptions extends AdminContext {
  /** Told of errors that are ours; the client gets Kong's 500. */
  readonly onError: (error: unknown) => void;
}

/** Longest path parameter: an IPv6 target in long form fits many times. */
const MAX_PARAM_CHARS = 1000;

/** Sockets that send nothing are closed after this. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Ready to `listen` or `inject`; listens on nothing yet. */
export function createAdminServer(options: AdminServerOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM_CHARS, ignoreTrailingSlash: true },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  server.addHook('onRequest', (request, reply, done) => {
    if (isForeignOrigin(request)) {
      send(reply, refuse(plainError(403, 'requests from pages of another origin are refused')));
      return;
    }
    done();
  });
  for (const endpoint of ENDPOINTS) {
    server.all(endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), (request, reply) =>
      send(reply, dispatch(endpoint, request, options)),
    );
  }
  server.setNotFoundHandler((_request, reply) => send(reply, refuse(NOT_FOUND)));
  server.setErrorHandler((error, _request, reply) => send(reply, errorAnswer(error, options)));
  return server;
}

function dispatch(endpoint: Endpoint, request: FastifyRequest, context: AdminContext): Answer {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'OPTIONS') return { status: 204, allow: allowedMethods(endpoint) };
  const handler = endpoint.methods[method as Method];
  if (handler === undefined) return refuse(METHOD_NOT_ALLOWED);
  const body = readBody({
    method,
    contentType: request.headers['content-type'],
    bytes: Buffer.isBuffer(request.body) ? request.body : null,
    acceptsYaml: endpoint.yaml === true,
  });
  if (!body.ok) return body.answer;
  const { searchParams: query } = new URL(request.url, 'http://admin');
  const params = request.params as Readonly<Record<string, string>>;
  return handler({ params, query, body: body.body }, context);
}

function allowedMethods({ methods }: Endpoint): string {
  const names = Object.keys(methods);
  return [...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.code(answer.status).header('server', 'ballast (kong/3.9.3)');
  if (answer.allow !== undefined) void reply.header('allow', answer.allow);
  if (answer.text !== undefined) {
    return reply.header('content-type', answer.contentType ?? 'text/plain').send(answer.text);
  }
  if (answer.json === undefined) return reply.send();
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(answer.json));
}

function errorAnswer(error: unknown, { onError }: AdminServerOptions): Answer {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return htmlPage(413, 'Request Entity Too Large');
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return refuse(plainError(status, error instanceof Error ? error.message : 'Bad request'));
  }
  onError(error);
  return refuse(UNEXPECTED);
}

/** Browsers name the origin of a page that makes a request; other clients send none. */
function isForeignOrigin({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
