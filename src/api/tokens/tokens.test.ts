/** Tokens: kept without their secrets, found again, gone when revoked. */

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Logger } from '../../model/ports.ts';
import { createTokenKeeper } from './token-keeper.ts';
import { changeTokenFile, readTokenFile, TokenFileError } from './token-file.ts';
import { findToken, hasExpired, makeToken } from './token.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-tokens-'));
  file = join(folder, 'below', 'tokens.json');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const facts = {
  name: 'alice',
  role: 'operator',
  createdBy: 'root',
  nowMs: 1_000,
  expiresAtMs: null,
} as const;

function recorder(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const log = (fields: unknown, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, info: log, warn: log, error: log };
}

test('a token is found by its secret and by nothing near it', () => {
  const made = Array.from({ length: 5 }, () => makeToken(facts));
  const records = made.map(({ record }) => record);
  for (const { secret, record } of made) {
    expect(findToken(records, secret)).toEqual(record);
    expect(findToken(records, `${secret}x`)).toBeNull();
    expect(findToken(records, secret.slice(0, -1))).toBeNull();
    expect(findToken(records, record.hash)).toBeNull();
  }
  expect(new Set(made.map(({ secret }) => secret)).size).toBe(5);
});

test('a token has 256 bits and expires on the millisecond', () => {
  const { secret, record } = makeToken({ ...facts, expiresAtMs: 5_000 });
  expect(Buffer.from(secret.slice('ballast_'.length), 'base64url')).toHaveLength(32);
  expect(hasExpired(record, 4_999)).toBe(false);
  expect(hasExpired(record, 5_000)).toBe(true);
});

test('the file holds no secret, and only its owner may read it', async () => {
  const { secret, record } = makeToken(facts);
  await changeTokenFile(file, (tokens) => [...tokens, record]);
  expect(await readFile(file, 'utf8')).not.toContain(secret.slice('ballast_'.length));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readTokenFile(file)).toEqual([record]);
});

test('commands at the same time lose no token of each other', async () => {
  const add = () => changeTokenFile(file, (tokens) => [...tokens, makeToken(facts).record]);
  await Promise.all([add(), add(), add(), add()]);
  expect(await readTokenFile(file)).toHaveLength(4);
});

test('a new token counts and a revoked one does not, a second later', async () => {
  let nowMs = 0;
  const logger = recorder();
  const keeper = createTokenKeeper({ file, logger, clock: { nowMs: () => nowMs } });
  const { secret, record } = makeToken(facts);
  expect(await keeper.find(secret)).toBeNull();
  await changeTokenFile(file, () => [record]);
  nowMs += 1_000;
  expect(await keeper.find(secret)).toEqual(record);
  await changeTokenFile(file, () => []);
  nowMs += 1_000;
  expect(await keeper.find(secret)).toBeNull();
  expect(logger.lines).toEqual([]);
});

test.each([
  ['broken JSON', '{"version": 1,'],
  ['an unknown key', '{"version":1,"tokens":[],"more":1}'],
  ['a role that there is not', '{"version":1,"tokens":[{"role":"root"}]}'],
])('a file with %s lets nobody in', async (_claim, text) => {
  let nowMs = 0;
  const logger = recorder();
  const keeper = createTokenKeeper({ file, logger, clock: { nowMs: () => nowMs } });
  const { secret, record } = makeToken(facts);
  await changeTokenFile(file, () => [record]);
  expect(await keeper.find(secret)).toEqual(record);
  await writeFile(file, text);
  nowMs += 1_000;
  expect(await keeper.find(secret)).toBeNull();
  expect(logger.lines.join()).toContain('No token is let in');
  await expect(readTokenFile(file)).rejects.toBeInstanceOf(TokenFileError);
});
