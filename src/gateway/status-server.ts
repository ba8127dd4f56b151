/**
 * Kong's Status API: the read-only part of the Admin API that tells how a node is doing. Without a
 * database it shows upstreams' targets and their health as well (kong-facts B6).
 */

import type { FastifyInstance } from 'fastify';

import { type AdminServerOptions, createAdminServer } from './admin/server.ts';

const ALWAYS = /^\/(?:status|metrics)\/?$/;
const WITHOUT_DATABASE = /^\/upstreams\/[^/]+\/(?:health|targets(?:\/[^/]+)?)\/?$/;

export function createStatusServer(options: AdminServerOptions): FastifyInstance {
  const server = createAdminServer(options);
  const isOff = options.store.database === 'off';
  server.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && path === '/status/ready') {
      void reply.send({ message: 'ready' });
      return;
    }
    if (isRead && (ALWAYS.test(path) || (isOff && WITHOUT_DATABASE.test(path)))) {
      done();
      return;
    }
    void reply.code(404).send({ message: 'Not found' });
  });
  return server;
}
