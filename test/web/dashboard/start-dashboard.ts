/** The built dashboard, served by the real HTTP API over a world that tests can change. */

import { join } from 'node:path';
import { createTwoPersonRule } from '../../../src/api/two-person.ts';
import type { Language } from '../../../src/lib/locale.ts';
import { startApi, type TestApi } from '../../api/start-api.ts';
import { createWorld, type World } from './world.ts';
import type { Scene } from './world-snapshot.ts';

export interface Dashboard {
  readonly api: TestApi;
  readonly world: World;
  readonly url: string;
}

export const PAGES = join(import.meta.dirname, '../../../dist/web/dashboard');

export async function startDashboard(
  options: {
    readonly scene?: Scene;
    readonly pathPrefix?: string;
    readonly port?: number;
    /** What moves a region waits for a second person. */
    readonly twoPersons?: boolean;
  } = {},
): Promise<Dashboard> {
  const { scene = 'trouble', pathPrefix = '', port = 0, twoPersons = false } = options;
  const world = createWorld(scene);
  const rule = twoPersons ? twoPersonRule(world) : { operations: world };
  const operationsIn = (language: Language) => ({
    ...rule.operations,
    postMortems: world.postMortemsIn(language),
  });
  const api = await startApi({ ...rule, operationsIn, pageFolder: PAGES, pathPrefix });
  await api.app.listen({ host: '127.0.0.1', port });
  const address = api.app.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return { api, world, url: `http://127.0.0.1:${bound}${pathPrefix}/` };
}

function twoPersonRule(operations: World) {
  let ids = 0;
  return createTwoPersonRule({
    operations,
    withinMs: 600_000,
    nowMs: () => Date.now(),
    newId: () => `wish-${(ids += 1)}`,
    audit: async () => undefined,
  });
}
