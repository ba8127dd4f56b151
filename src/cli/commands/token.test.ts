/** `ballast token`: shown once, listed without secrets, gone when revoked. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runInProcess } from '../../../test/support/run-in-process.ts';
import { readTokenFile } from '../../api/tokens/token-file.ts';
import { findToken } from '../../api/tokens/token.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-token-'));
  file = join(folder, 'tokens.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const token = (...args: string[]) => runInProcess(['token', ...args, '--file', file]);

test('the token is on stdout alone, and counts', async () => {
  const { code, stdout, stderr } = await token('create', 'alice', '--role', 'operator');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^ballast_[\w-]{43}\n$/) as string,
  });
  const secret = stdout.trim();
  expect(stderr).toContain('is not shown again');
  expect(stderr).not.toContain(secret);
  const record = findToken(await readTokenFile(file), secret);
  expect(record).toMatchObject({ name: 'alice', role: 'operator' });
  const lifeMs = (record?.expiresAtMs ?? 0) - (record?.createdAtMs ?? 0);
  expect(lifeMs).toBe(90 * 86_400_000);
});

test('a list tells who, what and until when, and no secret or hash', async () => {
  const { stdout } = await token('create', 'grafana', '--role', 'viewer', '--expires', 'never');
  await token('create', 'bob', '--role', 'admin', '--expires', '8h');
  const list = await token('list');
  expect(list.stdout).toMatch(/grafana +viewer +never/);
  expect(list.stdout).toMatch(/bob +admin +20\d\d-/);
  const json = await token('list', '--json');
  for (const text of [list.stdout, json.stdout, await readFile(file, 'utf8')]) {
    expect(text).not.toContain(stdout.trim());
  }
  expect(JSON.parse(json.stdout)).toMatchObject({ tokens: [{ name: 'grafana' }, { name: 'bob' }] });
  expect(json.stdout).not.toContain('hash');
});

test('a revoked token is gone, by name and by id', async () => {
  await token('create', 'alice', '--role', 'viewer');
  await token('create', 'bob', '--role', 'viewer');
  const [, bob] = await readTokenFile(file);
  expect((await token('revoke', 'alice')).code).toBe(0);
  expect((await token('revoke', bob?.id ?? '')).code).toBe(0);
  expect(await readTokenFile(file)).toEqual([]);
});

test.each<[string, readonly string[], string]>([
  ['no role', ['create', 'alice'], '--role'],
  ['a role that there is not', ['create', 'alice', '--role', 'root'], 'viewer'],
  ['a name of control characters', ['create', 'a\nb', '--role', 'viewer'], 'no name'],
  ['a time without an end', ['create', 'alice', '--role', 'viewer', '--expires', '9000d'], 'never'],
  ['a name that is taken', ['create', 'taken', '--role', 'viewer'], 'already'],
  ['nobody to revoke', ['revoke', 'nobody'], 'taken'],
])('%s is wrong use, with the way on', async (_claim, args, words) => {
  await token('create', 'taken', '--role', 'viewer');
  const { code, stderr } = await token(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('a broken file is not overwritten', async () => {
  await writeFile(file, '{');
  const { code, stderr } = await token('create', 'alice', '--role', 'viewer');
  expect(code).toBe(1);
  expect(stderr).toContain('not JSON');
  expect(await readFile(file, 'utf8')).toBe('{');
});
