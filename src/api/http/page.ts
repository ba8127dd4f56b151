/**
 * The dashboard's files. The page holds no secret: it asks for a token, keeps it in the tab, and
 * sends it with each request, so nothing is there for another site to ride on.
 */

import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const NOT_BUILT = 'The dashboard is not built here. The API is at v1/, see v1/openapi.json.\n';

/** The page's addresses are relative to a folder, so it needs the slash. */
export function addPrefixRedirect(app: FastifyInstance, pathPrefix: string): void {
  if (pathPrefix === '') return;
  app.get(pathPrefix, { config: { role: null }, schema: { hide: true } }, (_request, reply) =>
    reply.redirect(`${pathPrefix}/`),
  );
}

export async function addPage(app: FastifyInstance, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(folder)) {
    const schema = { hide: true };
    const route = { config: { role: null }, schema, prefixTrailingSlash: 'slash' as const };
    app.get('/', route, (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(NOT_BUILT),
    );
    return;
  }
  app.addHook('onRoute', (route) => {
    route.config = { role: null, ...route.config };
    route.schema = { hide: true, ...route.schema };
  });
  await app.register(fastifyStatic, {
    root: folder,
    redirect: true,
    setHeaders(reply, path) {
      // Vite puts a hash of the content into the names below assets/.
      const isHashed = /[\\/]assets[\\/]/.test(path);
      const age = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      reply.header('cache-control', age);
    },
  });
}
