/**
 * What every request passes: limits, and on routes that need a role, who asks. A route that names no
 * role is refused, so that none is left open by oversight; what is open says `role: null`.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, hasRole, type Role } from '../../operations/actor.ts';
import type { Authenticator } from './authenticator.ts';
import type { Limiters } from './limits.ts';
import { isOwnRequest } from './own-request.ts';
import { sendFailure } from './problem.ts';
import { sayApi } from './speech.ts';

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
    return sendFailure(reply, found);
  }
  const waitSeconds = await limiters.byToken(request, found.key);
  if (waitSeconds !== null) return tooMany(reply, waitSeconds);
  if (!hasRole(found.actor, role)) return notAllowed(reply, found.actor, role);
  request.actor = found.actor;
  request.limitKey = found.key;
  return undefined;
}

function tooMany(reply: FastifyReply, waitSeconds: number): FastifyReply {
  const detail = sayApi('too-often', { waitSeconds });
  reply.header('retry-after', String(waitSeconds));
  return sendFailure(reply, { code: 'too-many-requests', detail, fix: sayApi('fix-too-often') });
}

function notAllowed(reply: FastifyReply, { name, role }: Actor, needed: Role): FastifyReply {
  return sendFailure(reply, {
    code: 'forbidden',
    detail: sayApi('role-too-low', { name, role, needed }),
    fix: sayApi('fix-role', { needed }),
    details: { role, needed },
  });
}

function foreign(reply: FastifyReply): FastifyReply {
  const detail = sayApi('foreign-request');
  return sendFailure(reply, { code: 'forbidden', detail, fix: sayApi('fix-foreign-request') });
}
