/**
 * The HTTP API of a running Ballast, its live stream, health pages and dashboard. Everything it can
 * do is an operation of `src/operations`; here is only who may, in what form, and how often.
 *
 * Nothing here stops the controller: a failing request is a problem document, a failing server a
 * line in the log.
 */

import type { Server as HttpsServer, ServerOptions } from 'node:https';

import fastify, {
  type FastifyHttpsOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';

import type { Clock, Logger } from '../../model/ports.ts';
import type { ConfirmationOperations } from '../../operations/confirmations.ts';
import { addGate } from './gate.ts';
import type { Authenticator } from './authenticator.ts';
import { addHealth, type HealthFacts } from './health.ts';
import {
  ANSWER_TIMEOUT_MS,
  type ApiLimits,
  createLimiters,
  DEFAULT_LIMITS,
  MAX_BODY_BYTES,
  MAX_PARAM_LENGTH,
  REQUEST_TIMEOUT_MS,
} from './limits.ts';
import type { SpeakingOptions } from './language.ts';
import { addOpenapi } from './openapi.ts';
import { addPage, addPrefixRedirect } from './page.ts';
import { sendFailure, sendThrown, UNFORESEEN } from './problem.ts';
import { withoutSecrets } from './redact.ts';
import { addRoutes } from './register.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { sayApi } from './speech.ts';
import { addStream } from './stream/route.ts';
import type { TlsFiles } from './tls.ts';

export interface ApiServerOptions extends SpeakingOptions {
  readonly confirmations: ConfirmationOperations;
  readonly authenticator: Authenticator;
  /** Requests must come to a loopback name and from no other origin. */
  readonly insecureLoopback: boolean;
  readonly health: HealthFacts;
  /** Text of `/metrics`; `null` for none here. */
  readonly renderMetrics: (() => Promise<string>) | null;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  /** Such as `/ballast`; empty for none. */
  readonly pathPrefix: string;
  /** Folder of the dashboard's files; `null` for none. */
  readonly pageFolder: string | null;
  /** `null` for plain HTTP. */
  readonly tls: TlsFiles | null;
  readonly limits?: Partial<ApiLimits>;
}

export async function createApiServer(options: ApiServerOptions): Promise<FastifyInstance> {
  const limits: ApiLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const app = createInstance(options);
  app.server.maxConnections = limits.connections;
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  // What operations return is checked against the schemas by the tests, not again at each answer.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, options.logger));
  app.setNotFoundHandler(answerNotFound);
  await addSecurityHeaders(app, options.tls !== null);
  addGate(app, { ...options, limiters: await createLimiters(app, limits) });
  await addOpenapi(app, options.pathPrefix);
  addHealth(app, options.health);
  addPrefixRedirect(app, options.pathPrefix);
  await app.register(
    async (scope) => {
      if (options.pathPrefix !== '') addHealth(scope, options.health);
      addRoutes(scope, options);
      addStream(scope, { ...options, limits });
      await addPage(scope, options.pageFolder);
    },
    { prefix: options.pathPrefix },
  );
  return app;
}

function createInstance({ tls, logger }: ApiServerOptions): FastifyInstance {
  const settings: FastifyServerOptions = {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    handlerTimeout: ANSWER_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error, _request, reply) => {
      answerError(error, reply, logger);
    },
  };
  if (tls === null) return fastify(settings);
  const secure: FastifyHttpsOptions<HttpsServer> = {
    ...(settings as object),
    https: httpsOptions(tls),
  };
  // Routes are the same on both; their types differ by the kind of socket.
  return fastify(secure) as unknown as FastifyInstance;
}

function httpsOptions({ cert, key, clientCa }: TlsFiles): ServerOptions {
  const client = clientCa === null ? {} : { ca: clientCa, requestCert: true };
  return { cert, key, minVersion: 'TLSv1.2', ...client, rejectUnauthorized: clientCa !== null };
}

function answerError(error: unknown, reply: FastifyReply, logger: Logger): FastifyReply {
  if (sendThrown(reply, error)) return reply;
  const { method, routeOptions } = reply.request;
  const text = withoutSecrets(
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  logger.error({ method, route: routeOptions.url ?? null, error: text }, 'A request failed.');
  return sendFailure(reply, UNFORESEEN);
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '';
  const detail = sayApi('no-such-route', { method: request.method, path: path.slice(0, 200) });
  return sendFailure(reply, { code: 'not-found', detail, fix: sayApi('fix-no-such-route') });
}
