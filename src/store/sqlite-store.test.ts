import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { event, snapshot, storeContract } from '../../test/support/store-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSqliteStore } from './sqlite-store.ts';

const run = promisify(execFile);
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-store-'));
  file = join(folder, 'state.db');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

storeContract('sqlite', (limits) => createSqliteStore({ file, ...limits }));
storeContract('memory', (limits) => Promise.resolve(createMemoryStore(limits)));

test('two processes that change one setting lose no change', async () => {
  const stores = [await createSqliteStore({ file }), await createSqliteStore({ file })];
  const increment = (stored: unknown) => (typeof stored === 'number' ? stored : 0) + 1;
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(stores.map((store) => store.updateSetting('count', increment)));
  }
  expect(await stores[0]?.readSetting('count')).toBe(40);
  await Promise.all(stores.map((store) => store.close()));
});

describe('ticks', () => {
  const tick = (atMs: number) => ({ atMs, digest: 'x'.repeat(1_000) });

  test('the newest are kept, fewer when they are large', async () => {
    const store = await createSqliteStore({ file, tickSpace: 5_500 });
    for (let atMs = 1; atMs <= 9; atMs += 1) await store.commit({ tick: tick(atMs) });
    expect((await store.readTicks(100)).map(({ atMs }) => atMs)).toEqual([5, 6, 7, 8, 9]);
    await store.close();
  });

  test('a store in memory keeps them only when asked to', async () => {
    const [without, withThem] = [createMemoryStore(), createMemoryStore({ tickLimit: 2 })];
    for (const store of [without, withThem]) {
      for (let atMs = 1; atMs <= 3; atMs += 1) await store.commit({ tick: tick(atMs) });
    }
    expect(await without.readTicks(100)).toEqual([]);
    expect((await withThem.readTicks(100)).map(({ atMs }) => atMs)).toEqual([2, 3]);
  });
});

test('of many processes that ask at once exactly one gets the lease', async () => {
  await (await createSqliteStore({ file })).close();
  const script =
    `import { createSqliteStore } from ${JSON.stringify(import.meta.resolve('./sqlite-store.ts'))};` +
    `const store = await createSqliteStore({ file: ${JSON.stringify(file)} });` +
    `let held = 0;` +
    `for (let turn = 0; turn < 50; turn += 1) {` +
    `  const lease = await store.holdLease({ holder: String(process.pid), nowMs: 1, ttlMs: 9 });` +
    `  if (lease !== null) held += 1;` +
    `}` +
    `console.log(held);` +
    `await store.close();`;
  const args = ['--input-type=module', '-e', script];
  const runs = await Promise.all([1, 2, 3].map(() => run(process.execPath, args)));
  const held = runs.map(({ stdout }) => Number(stdout)).toSorted((a, b) => a - b);
  expect(held).toEqual([0, 0, 50]);
});

test('what was committed is there after reopening, and another process reads while one writes', async () => {
  const store = await createSqliteStore({ file });
  await store.commit({ state: { hold: 1 }, events: [event(1)], snapshot });
  const script =
    `import { createSqliteStore } from ${JSON.stringify(import.meta.resolve('./sqlite-store.ts'))};` +
    `const store = await createSqliteStore({ file: ${JSON.stringify(file)} });` +
    `const snapshot = await store.readSnapshot();` +
    `await store.writeSetting('mode', { by: snapshot.strategy });` +
    `await store.close();`;
  const { stderr } = await run(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr).toBe('');
  expect(await store.readSetting('mode')).toEqual({ by: 'webshop' });
  await store.close();
  const again = await createSqliteStore({ file });
  expect(await again.loadState()).toEqual({ hold: 1 });
  await again.close();
});

test('a commit that cannot be kept whole is not kept at all', async () => {
  const store = await createSqliteStore({ file });
  await store.commit({ state: { n: 1 } });
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const broken = { ...event(1), evidence: circular };
  await expect(store.commit({ state: { n: 2 }, events: [broken] })).rejects.toThrow('circular');
  expect(await store.loadState()).toEqual({ n: 1 });
  await store.close();
});

test.each([
  ['another kind of file', 'store-corrupt', () => writeFile(file, 'not a database '.repeat(100))],
  ['a damaged file', 'store-corrupt', damage],
  ['a file of a newer Ballast', 'store-newer', makeNewer],
])('%s is refused with a code and advice', async (_claim, code, prepare) => {
  await prepare();
  const opening = createSqliteStore({ file }).then((store) => store.loadState());
  await expect(opening).rejects.toMatchObject({ name: 'StoreError', code });
});

test('a path that cannot be opened is refused with advice', async () => {
  const opening = createSqliteStore({ file: join(folder, 'no', 'such', 'folder', 'x.db') });
  await expect(opening).rejects.toMatchObject({ code: 'store-unusable' });
});

async function damage() {
  const store = await createSqliteStore({ file });
  await store.commit({ state: { text: 'x'.repeat(50_000) } });
  await store.close();
  const bytes = await readFile(file);
  bytes.fill(0x5a, 100);
  await writeFile(file, bytes);
}

async function makeNewer() {
  await (await createSqliteStore({ file })).close();
  const database = new DatabaseSync(file);
  database.exec('update schema_version set version = 99');
  database.close();
}
