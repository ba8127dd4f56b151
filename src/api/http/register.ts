/** The routes of the API as routes of fastify. */

import type { FastifyInstance, FastifyReply, FastifySchema } from 'fastify';
import { z } from 'zod';

import type { Clock, Logger } from '../../model/ports.ts';
import type { Actor } from '../../operations/actor.ts';
import { assert } from '../../lib/assert.ts';
import { acceptedLanguage, operationsFor, type SpeakingOptions } from './language.ts';
import type { ApiRoute, RouteContext } from './route.ts';
import { API_ROUTES } from './routes/all.ts';
import { problemSchema } from './schemas/problem.ts';

export interface RegisterOptions extends Pick<RouteContext, 'confirmations'>, SpeakingOptions {
  readonly renderMetrics: (() => Promise<string>) | null;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

export function addRoutes(app: FastifyInstance, options: RegisterOptions): void {
  for (const route of API_ROUTES) addRoute(app, route, options);
  if (options.renderMetrics !== null) addMetrics(app, options.renderMetrics);
}

function addRoute(app: FastifyInstance, route: ApiRoute, options: RegisterOptions): void {
  const { confirmations, logger } = options;
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    config: { role: route.role },
    ...(route.timeoutMs === undefined ? {} : { handlerTimeout: route.timeoutMs }),
    async handler(request, reply) {
      const actor = actorOf(request.actor);
      const language = acceptedLanguage(request.headers['accept-language']);
      const operations = operationsFor(options, language);
      const { params, query, body } = request;
      const answer = await route.handle(
        { operations, confirmations, actor, language, gone: goneOf(reply) },
        { params, query, body },
      );
      if (route.method !== 'GET') {
        logger.info({ by: actor.name, role: actor.role, did: route.name }, 'Done through the API.');
      }
      reply.header('cache-control', 'no-store');
      reply.header('content-language', language);
      if (route.answer === undefined) return reply.code(204).send();
      return reply.code(route.status ?? 200).send(answer);
    },
  });
}

export const PROBLEM_ANSWERS = Object.fromEntries(
  [
    ['4xx', 'Wrong, not allowed, not found, refused, or too many; `code` says which.'],
    ['5xx', 'Not available now, or a failure of Ballast.'],
  ].map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problemSchema } } },
  ]),
);

function schemaOf({ params, query, body, answer, status, ...route }: ApiRoute): FastifySchema {
  const { name, summary, group, role } = route;
  const done =
    answer === undefined
      ? z.undefined().describe('Done.')
      : { description: 'Done.', content: { 'application/json': { schema: answer } } };
  return {
    operationId: name,
    summary,
    description: `Needs the role ${role}.`,
    tags: [group],
    security: [{ bearer: [] }],
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: {
      [answer === undefined ? 204 : (status ?? 200)]: done,
      ...PROBLEM_ANSWERS,
    },
  } as FastifySchema;
}

function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Prometheus reads it here with a token, or at its own listener without (`telemetry.metrics`). */
function addMetrics(app: FastifyInstance, render: () => Promise<string>): void {
  app.get(
    '/metrics',
    { config: { role: 'viewer' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await render()),
  );
}

function actorOf(actor: Actor | null): Actor {
  assert(actor !== null, 'a route with a role has been reached without an actor');
  return actor;
}
