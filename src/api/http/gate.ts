/**
 * What every request passes: limits, and on routes that need a role, who asks. A route that names no
 * role is refused, so that none is left open by oversight; what is open says `role: null`.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, hasRole, type Role } from '../../operations/actor.ts';
import type { Authenticator } from './authenticator.ts';
import type { Limiters } from './limits.ts';
import { isOwnRequest } from './own-request.ts';
import { problemOf, sendProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that may; `null` = everybody. */
    role?: Role | null;
  }
  interface FastifyRequest {
    actor: Actor | null;
    /** What limits count the request by. */
    limitKey: string;
  }
}

export interface GateOptions {
  readonly authenticator: Authenticator;
  readonly insecureLoopback: boolean;
  readonly limiters: Limiters;
}

export function addGate(app: FastifyInstance, options: GateOptions): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('limitKey', '');
  app.addHook('onRequest', async (request, reply) => {
    const { limiters, insecureLoopback } = options;
    const waitSeconds = await limiters.byAddress(request, request.ip);
    if (waitSeconds !== null) return tooMany(reply, waitSeconds);
    if (insecureLoopback && !isOwnRequest(request)) return foreign(reply);
    const { role } = request.routeOptions.config;
    // Without a URL of its own it is the answer to what does not exist.
    if (role === null || request.routeOptions.url === undefined) return undefined;
    return await admit(request, reply, { ...options, role: role ?? 'admin' });
  });
}

async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticator, limiters, role }: GateOptions & { readonly role: Role },
): Promise<FastifyReply | undefined> {
  const found = await authenticator.identify({
    authorization: request.headers.authorization,
    remoteAddress: request.ip,
  });
  if (found.kind === 'denied') {
    const waitSeconds = await limiters.byDenial(request, request.ip);
    if (waitSeconds !== null) return tooMany(reply, waitSeconds);
    return sendProblem(reply, problemOf(found.code, found));
  }
  const waitSeconds = await limiters.byToken(request, found.key);
  if (waitSeconds !== null) return tooMany(reply, waitSeconds);
  if (!hasRole(found.actor, role)) return notAllowed(reply, found.actor, role);
  request.actor = found.actor;
  request.limitKey = found.key;
  return undefined;
}

function tooMany(reply: FastifyReply, waitSeconds: number): FastifyReply {
  const detail = `Too many requests; the next is taken in ${waitSeconds} s.`;
  const fix = 'Ask less often, or read /v1/stream instead of asking again and again.';
  reply.header('retry-after', String(waitSeconds));
  return sendProblem(reply, problemOf('too-many-requests', { detail, fix }));
}

function notAllowed(reply: FastifyReply, { name, role }: Actor, needed: Role): FastifyReply {
  return sendProblem(
    reply,
    problemOf('forbidden', {
      detail: `${name} is ${role}; this needs ${needed}.`,
      fix: `Ask somebody with the role ${needed}, or for such a token.`,
      details: { role, needed },
    }),
  );
}

function foreign(reply: FastifyReply): FastifyReply {
  return sendProblem(
    reply,
    problemOf('forbidden', {
      detail: 'Without tokens only this machine may ask, by a loopback name and its own page.',
      fix: 'Use http://127.0.0.1, or tokens: `ballast token create`.',
    }),
  );
}
