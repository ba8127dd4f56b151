/**
 * Who may what: every route that the server has, against every kind of caller. Made from the list of
 * routes, so that a new route is in it, and a route that was registered past the list is found.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { API_ROUTES } from '../../src/api/http/routes/all.ts';
import { hasRole, type Role } from '../../src/operations/actor.ts';
import { startApi, type TestApi } from './start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Caller = Role | 'none' | 'expired' | 'revoked' | 'nonsense' | 'basic' | 'empty';
const CALLERS: readonly Caller[] = [
  'viewer',
  'operator',
  'admin',
  'none',
  'expired',
  'revoked',
  'nonsense',
  'basic',
  'empty',
];

function authorizationOf(caller: Caller): Record<string, string> {
  const headers: Readonly<Record<string, string>> = {
    nonsense: `Bearer ballast_${'A'.repeat(43)}`,
    basic: `Basic ${btoa(`admin:${api.tokens.admin}`)}`,
    empty: 'Bearer ',
    ...Object.fromEntries(
      Object.entries(api.tokens).map(([name, token]) => [name, `Bearer ${token}`]),
    ),
  };
  const authorization = headers[caller];
  return authorization === undefined ? {} : { authorization };
}

const isRole = (caller: Caller): caller is Role =>
  caller === 'viewer' || caller === 'operator' || caller === 'admin';

/** Routes outside the list, and who may. */
const OTHERS = [
  { method: 'GET', path: '/metrics', role: 'viewer' },
  { method: 'GET', path: '/livez', role: null },
  { method: 'GET', path: '/readyz', role: null },
  { method: 'GET', path: '/health', role: null },
  { method: 'GET', path: '/v1/openapi.json', role: null },
  { method: 'GET', path: '/', role: null },
] as const;

const TABLE = [...API_ROUTES, ...OTHERS].flatMap((route) =>
  CALLERS.map((caller) => ({ ...route, caller })),
);

test.each(TABLE)('$method $path by $caller', async ({ method, path, role, caller }) => {
  const didBefore = api.operations.did.length;
  const answer = await api.app.inject({
    method,
    url: path.replace(/:\w+/, 'x'),
    headers: authorizationOf(caller),
    ...(method === 'GET' ? {} : { payload: {} }),
  });
  const may = role === null || (isRole(caller) && hasRole({ role: caller }, role));
  const denied = isRole(caller) ? 403 : 401;
  const { statusCode, headers } = answer;
  expect([401, 403].includes(statusCode) ? statusCode : 'let in').toBe(may ? 'let in' : denied);
  expect(headers['www-authenticate']).toBe(
    statusCode === 401 ? 'Bearer realm="ballast"' : undefined,
  );
  expect(may ? [] : api.operations.did.slice(didBefore)).toEqual([]);
});

test('the table has every route of the server, and the stream', () => {
  const known = [...API_ROUTES, ...OTHERS].map(({ method, path }) => `${method} ${path}`);
  const registered = routesIn(api.app.printRoutes({ commonPrefix: false }));
  expect(registered).toEqual([...known, 'GET /v1/stream'].sort());
});

test.each(CALLERS.filter((caller) => !isRole(caller)))(
  'the stream is closed to %s',
  async (caller) => {
    const answer = await api.app.inject({ url: '/v1/stream', headers: authorizationOf(caller) });
    expect(answer.statusCode).toBe(401);
  },
);

test('a role that an actor lacks is refused by force too', async () => {
  const payload = {
    lever: { kind: 'evacuate', region: 'last', overMs: 0 },
    services: null,
    reason: 'planned work',
    forMs: 60_000,
    force: true,
  };
  const set = (caller: Caller) =>
    api.app.inject({
      method: 'POST',
      url: '/v1/overrides',
      payload,
      headers: authorizationOf(caller),
    });
  expect((await set('operator')).statusCode).toBe(403);
  expect((await set('admin')).statusCode).toBe(201);
});

/** From fastify's drawing of its tree: the paths with their methods. */
function routesIn(tree: string): string[] {
  const found: string[] = [];
  const stack: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (match === null) continue;
    const depth = (match[1] ?? '').length / 4;
    stack.length = depth;
    stack.push(match[2] ?? '');
    const path = stack.join('');
    for (const method of (match[3] ?? '').split(', ')) {
      if (method !== '') found.push(`${method} ${path}`);
    }
  }
  return found.sort();
}
