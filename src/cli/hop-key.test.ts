import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultHopKeyFile, readHopKey } from './hop-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-hop-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a key is made once, only for its owner, and stays the same', async () => {
  const file = defaultHopKeyFile(join(folder, 'ballast.yaml'));
  const keys = await Promise.all([1, 2, 3].map(() => readHopKey(file, { mayMake: true })));
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{48}$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readHopKey(file, { mayMake: false })).toBe(keys[0]);
  expect((await readFile(file, 'utf8')).trim()).toBe(keys[0]);
});

test('two strategies never share a key by chance', async () => {
  const [one, other] = await Promise.all(
    ['one', 'other'].map((name) => readHopKey(join(folder, name), { mayMake: true })),
  );
  expect(one).not.toBe(other);
});

test.each(['', 'short', 'with spaces in it and long enough to be a key', '${{ env "X" }}'])(
  'what is no key is refused, not used: %j',
  async (text) => {
    const file = join(folder, 'key');
    await writeFile(file, text);
    await expect(readHopKey(file, { mayMake: true })).rejects.toThrow('does not hold a key');
  },
);

test('a check makes nothing', async () => {
  const file = join(folder, 'key');
  await expect(readHopKey(file, { mayMake: false })).rejects.toThrow('is not there');
  await expect(stat(file)).rejects.toThrow('ENOENT');
});
