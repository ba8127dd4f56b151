/** The dashboard's files: open to all, cached by their names, below a prefix too. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from '../../../test/api/start-api.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-page-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Ballast</title>');
  writeFileSync(join(folder, 'page', 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not yours');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['', '/ops'])('the page is served below "%s" without a token', async (pathPrefix) => {
  const api = await startApi({ pathPrefix, pageFolder: join(folder, 'page') });
  const get = (url: string) => api.app.inject({ url: `${pathPrefix}${url}` });
  try {
    const page = await get('/');
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const script = await get('/assets/main-abc123.js');
    expect(script.statusCode).toBe(200);
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await get('/v1/me')).statusCode).toBe(401);
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt']) {
      expect((await get(path)).body).not.toContain('not yours');
    }
    const bare = await api.app.inject({ url: pathPrefix === '' ? '/' : pathPrefix });
    expect([bare.statusCode, bare.headers.location]).toEqual(
      pathPrefix === '' ? [200, undefined] : [302, `${pathPrefix}/`],
    );
  } finally {
    await api.close();
  }
});

test('without the files it says what is there', async () => {
  const api = await startApi({ pageFolder: join(folder, 'nowhere') });
  try {
    expect((await api.app.inject({ url: '/' })).body).toContain('not built');
  } finally {
    await api.close();
  }
});
