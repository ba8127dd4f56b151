/** The API as its callers meet it: what comes back, and what is refused. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi, type TestApi } from '../../../test/api/start-api.ts';
import { API_ROUTES } from './routes/all.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

function ask(options: {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}) {
  const { method = 'GET', url, token = api.tokens.admin, body, headers = {} } = options;
  return api.app.inject({
    method,
    url,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  });
}

const lever = {
  lever: { kind: 'freeze' },
  services: null,
  reason: 'planned work',
  forMs: 60_000,
  force: false,
};

test('each answer is what its schema says', async () => {
  api.operations.tell('something happened');
  const { id } = (await ask({ method: 'POST', url: '/v1/overrides', body: lever })).json<{
    id: string;
  }>();
  const drill = { drill: { name: 'region-loss' }, choice: { region: 'eu-north' } };
  const bodies: Record<string, unknown> = {
    previewOverride: lever,
    setOverride: lever,
    endOverride: { reason: 'over now' },
    restoreRegion: { services: null, reason: 'over now' },
    undo: { reason: 'was wrong' },
    decideApproval: { id: 'shop/eu-west/failback', decision: 'approved', reason: 'looks fine' },
    setMode: { mode: 'act', rule: 'trim', reason: 'looks fine' },
    planDrill: drill,
    startDrill: drill,
    testNotifications: { only: null },
    checkBalance: {
      service: null,
      gateway: null,
      count: 20,
      rate: 50,
      alpha: 0.01,
      path: null,
      header: null,
      labels: {},
    },
    makePostMortem: { sinceMs: 0, untilMs: 1_000 },
    runScenario: { scenario: 'region-loss', seed: 1, durationMs: 60_000 },
  };
  const queries: Record<string, string> = {
    explain: '?subject=shop',
    listSamples: '?sinceMs=0&untilMs=1000',
    draftPostMortem: '?sinceMs=0&untilMs=1000',
  };
  const withoutAnswer = ['abortDrill', 'confirm', 'decline'];
  for (const route of API_ROUTES) {
    if (withoutAnswer.includes(route.name)) continue;
    const known = { readDrillReport: 'd1', readPostMortem: 'p1', renderPostMortem: 'p1' };
    const path = route.path.replace(':id', known[route.name as keyof typeof known] ?? id);
    const url = `${path.replace(':region', 'eu-west')}${queries[route.name] ?? ''}`;
    const answer = await ask({ method: route.method, url, body: bodies[route.name] });
    expect({ route: route.name, status: answer.statusCode }).toEqual({
      route: route.name,
      status: route.status ?? 200,
    });
    const parsed = route.answer?.safeParse(answer.json());
    expect({ route: route.name, error: parsed?.error?.message }).toEqual({ route: route.name });
    expect(answer.headers['cache-control']).toBe('no-store');
  }
}, 60_000);

test.each<[string, Parameters<typeof ask>[0], number, string]>([
  ['an unknown path', { url: '/v1/nothing' }, 404, 'not-found'],
  ['another method', { method: 'DELETE', url: '/v1/status' }, 404, 'not-found'],
  ['an unknown subject', { url: '/v1/explanations?subject=nobody' }, 404, 'not-found'],
  ['a missing parameter', { url: '/v1/explanations' }, 400, 'invalid'],
  ['an unknown parameter', { url: '/v1/events?limits=3' }, 400, 'invalid'],
  ['a page too large', { url: '/v1/events?limit=10001' }, 400, 'invalid'],
  [
    'a reason too short',
    { method: 'POST', url: '/v1/undo', body: { reason: ' ' } },
    400,
    'invalid',
  ],
  [
    'a misspelt key',
    { method: 'POST', url: '/v1/overrides', body: { ...lever, until: 1 } },
    400,
    'invalid',
  ],
  [
    'more than 72 h',
    { method: 'POST', url: '/v1/overrides', body: { ...lever, forMs: 259_200_001 } },
    400,
    'invalid',
  ],
  [
    'a drill that does not run',
    { method: 'POST', url: '/v1/drills/current/abort', body: { reason: 'stop it' } },
    409,
    'conflict',
  ],
  [
    'a large body',
    { method: 'POST', url: '/v1/undo', body: { reason: 'x'.repeat(70_000) } },
    413,
    'too-large',
  ],
  ['a broken URL', { url: '/v1/explanations/%zz' }, 400, 'invalid'],
  [
    'plain text',
    { method: 'POST', url: '/v1/undo', headers: { 'content-type': 'text/plain' }, body: 'reason' },
    415,
    'unsupported-media-type',
  ],
  [
    'broken JSON',
    { method: 'POST', url: '/v1/undo', headers: { 'content-type': 'application/json' }, body: '{' },
    400,
    'invalid',
  ],
  [
    'a poisoned prototype',
    {
      method: 'POST',
      url: '/v1/undo',
      headers: { 'content-type': 'application/json' },
      body: '{"__proto__":{"a":1},"reason":"xxx"}',
    },
    400,
    'invalid',
  ],
  [
    'what a guard refuses',
    {
      method: 'POST',
      url: '/v1/overrides',
      body: { ...lever, lever: { kind: 'evacuate', region: 'last', overMs: 0 } },
    },
    409,
    'refused',
  ],
  [
    'a confirmation without the rule',
    { method: 'POST', url: '/v1/confirmations/x/confirm', body: {} },
    404,
    'not-found',
  ],
])('%s is a problem with a code and a fix', async (_claim, asked, status, code) => {
  const answer = await ask(asked);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = answer.json<{ code: string; fix: string; detail: string; status: number }>();
  expect(problem).toMatchObject({ code, status, type: `urn:ballast:problem:${code}` });
  expect(problem.fix).toMatch(/^\S.{3,}/);
  expect(problem.detail).toMatch(/^\S.{3,}/);
});

test('what is ours to mend says nothing of the inside, and the log no secret', async () => {
  const secret = api.tokens.admin;
  const operations = {
    ...api.operations,
    levers: {
      ...api.operations.levers,
      list: () => Promise.reject(new Error(`https://user:pw@kong/?token=abc Bearer ${secret}`)),
    },
  };
  const broken = await startApi({ operations });
  try {
    const answer = await broken.app.inject({
      url: '/v1/overrides',
      headers: { authorization: `Bearer ${broken.tokens.viewer}` },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('kong');
    const log = broken.log.join('\n');
    expect(log).toContain('A request failed.');
    for (const word of [secret, 'user:pw', 'token=abc', broken.tokens.viewer]) {
      expect(log).not.toContain(word);
    }
  } finally {
    await broken.close();
  }
});

test('without a token it tells only that it lives', async () => {
  const health = await ask({ url: '/health', token: null });
  expect(Object.keys(health.json<object>())).toEqual(['status', 'timestamp', 'version', 'region']);
  expect(health.json()).toMatchObject({ status: 'healthy', version: '1.2.3', region: 'eu-west' });
  expect((await ask({ url: '/livez', token: null })).body).toBe('ok\n');
  expect((await ask({ url: '/readyz', token: null })).statusCode).toBe(200);
  expect((await ask({ url: '/metrics', token: null })).statusCode).toBe(401);
  expect((await ask({ url: '/metrics', token: api.tokens.viewer })).body).toBe('ballast_up 1\n');
});

test('every answer carries the headers that keep browsers in bounds', async () => {
  for (const url of ['/', '/v1/status', '/health', '/v1/nothing']) {
    const { headers } = await ask({ url, token: null });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test('a token that asks too often waits, and others do not', async () => {
  const busy = await startApi({ limits: { requestsPerMinuteByToken: 3 } });
  const get = (token: string) =>
    busy.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
  try {
    const codes = [];
    for (let count = 0; count < 4; count += 1) codes.push(await get(busy.tokens.viewer));
    expect(codes.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(Number(codes[3]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get(busy.tokens.admin)).statusCode).toBe(200);
  } finally {
    await busy.close();
  }
});

test('who guesses tokens is told to wait', async () => {
  const busy = await startApi({ limits: { denialsPerMinute: 2 } });
  try {
    const codes = [];
    for (let count = 0; count < 3; count += 1) {
      const authorization = `Bearer ballast_${count}`;
      codes.push((await busy.app.inject({ url: '/v1/me', headers: { authorization } })).statusCode);
    }
    expect(codes).toEqual([401, 401, 429]);
  } finally {
    await busy.close();
  }
});

/** A link on a page of somebody else that a person clicked. */
const FOLLOWED = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

test('without tokens only this machine may ask, by its own name and page', async () => {
  const open = await startApi({ insecureLoopback: true });
  const get = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    open.app.inject({
      url: '/v1/me',
      headers: { host: '127.0.0.1:9901', ...headers },
      remoteAddress,
    });
  try {
    expect((await get({})).json()).toEqual({ name: 'this machine', role: 'admin' });
    const statuses = await Promise.all([
      get({ host: 'localhost:9901' }),
      get({ host: '[::1]:9901' }, '::1'),
      get({ origin: 'http://127.0.0.1:9901', 'sec-fetch-site': 'same-origin' }),
      get(FOLLOWED),
      get({ host: 'evil.example:9901' }),
      get({ ...FOLLOWED, host: 'evil.example:9901' }),
      get({ ...FOLLOWED, 'sec-fetch-dest': 'iframe' }),
      get({ host: '127.0.0.1.evil.example' }),
      get({ origin: 'https://evil.example' }),
      get({ 'sec-fetch-site': 'cross-site' }),
      get({ 'sec-fetch-site': 'same-site' }),
      get({}, '10.0.0.5'),
      get({ authorization: 'Bearer ballast_wrong' }),
      get({ authorization: 'Basic YWRtaW46YWRtaW4=' }),
    ]);
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([
      200, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 401, 401, 401,
    ]);
  } finally {
    await open.close();
  }
});

test('behind a path prefix everything is below it, and health at the root too', async () => {
  const below = await startApi({ pathPrefix: '/ops/ballast' });
  const get = (url: string) =>
    below.app.inject({ url, headers: { authorization: `Bearer ${below.tokens.viewer}` } });
  try {
    expect((await get('/ops/ballast/v1/me')).statusCode).toBe(200);
    expect((await get('/ops/ballast/health')).statusCode).toBe(200);
    expect((await get('/health')).statusCode).toBe(200);
    expect((await get('/v1/me')).statusCode).toBe(404);
    const document = (await get('/ops/ballast/v1/openapi.json')).json<{
      servers: { url: string }[];
      paths: Record<string, unknown>;
    }>();
    expect(document.servers).toEqual([{ url: '/ops/ballast' }]);
    expect(Object.keys(document.paths)).toContain('/v1/status');
  } finally {
    await below.close();
  }
});
