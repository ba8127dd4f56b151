/**
 * Whether it lives, for whoever watches the process: no token needed, and nothing told that an
 * outsider may not know. `/health` is in the form that services behind Kong answer in.
 */

import type { FastifyInstance } from 'fastify';

import type { Clock } from '../../model/ports.ts';

export interface HealthFacts {
  /** Why the loop does not run; `null` when it does. */
  readonly notAlive: () => string | null;
  readonly version: string;
  /** Where this Ballast runs. */
  readonly region: string;
  readonly clock: Pick<Clock, 'nowMs'>;
}

const OPEN = { config: { role: null }, schema: { hide: true } };

export function addHealth(app: FastifyInstance, facts: HealthFacts): void {
  const { notAlive, version, region, clock } = facts;
  for (const path of ['/livez', '/readyz']) {
    app.get(path, OPEN, (_request, reply) => {
      const reason = notAlive();
      return reply
        .code(reason === null ? 200 : 503)
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8')
        .send(`${reason ?? 'ok'}\n`);
    });
  }
  app.get('/health', OPEN, (_request, reply) => {
    const isAlive = notAlive() === null;
    return reply
      .code(isAlive ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isAlive ? 'healthy' : 'unhealthy',
        timestamp: new Date(clock.nowMs()).toISOString(),
        version,
        region,
      });
  });
}
