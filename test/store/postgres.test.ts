/**
 * The store in a real PostgreSQL: held to what every store is held to, and to what only several
 * machines on one database can get wrong.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { awaitState } from '../../src/cli/state-file.ts';
import { listenOn } from '../../src/demo/ports.ts';
import { parsePostgresAddress } from '../../src/store/postgres-address.ts';
import { createPool } from '../../src/store/postgres-pool.ts';
import { createPostgresStore } from '../../src/store/postgres-store.ts';
import { historyContract } from '../support/history-contract.ts';
import { findPostgres, PASSWORD, startPostgres, type Postgres } from '../support/postgres.ts';
import { event, snapshot, storeContract } from '../support/store-contract.ts';

const isThere = findPostgres() !== null;
const SILENT = { info: () => undefined, error: () => undefined };
let postgres: Postgres;
let count = 0;

beforeAll(async () => {
  if (isThere) postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres?.close();
});

/** Address of a schema that nobody has used yet. */
const emptyPlace = () => {
  count += 1;
  return postgres.schema(`s${count}`);
};
const make = (limits: object) =>
  createPostgresStore({
    address: emptyPlace(),
    leaseNowMs: ({ nowMs }) => sql`${Math.round(nowMs)}::bigint`,
    ...limits,
  });

describe.skipIf(!isThere)('PostgreSQL (skipped where Debian’s package is missing)', () => {
  storeContract('postgres', make);
  historyContract('postgres', make, { numRuns: 2 });

  test('what was committed is there for another, and after reopening', async () => {
    const address = emptyPlace();
    const store = await createPostgresStore({ address });
    await store.commit({ state: { hold: 1 }, events: [event(1)], snapshot });
    const other = await createPostgresStore({ address, mustExist: true });
    expect(await other.readSnapshot()).toEqual(snapshot);
    await store.close();
    await other.close();
    const again = await createPostgresStore({ address });
    expect(await again.loadState()).toEqual({ hold: 1 });
    await again.close();
  });

  test('many that open an empty store at the same time all find one', async () => {
    const address = emptyPlace();
    const stores = await Promise.all(
      Array.from({ length: 6 }, () => createPostgresStore({ address })),
    );
    await Promise.all(stores.map((store, index) => store.commit({ events: [event(index)] })));
    expect(await stores[0]?.readEvents(10)).toHaveLength(6);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('two that change one setting lose no change', async () => {
    const address = emptyPlace();
    const stores = [await createPostgresStore({ address }), await createPostgresStore({ address })];
    const increment = (stored: unknown) => (typeof stored === 'number' ? stored : 0) + 1;
    for (let round = 0; round < 15; round += 1) {
      await Promise.all(stores.map((store) => store.updateSetting('count', increment)));
    }
    expect(await stores[0]?.readSetting('count')).toBe(30);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('whoever goes on after a number misses no entry, however many write at once', async () => {
    const address = emptyPlace();
    const open = () => createPostgresStore({ address });
    const [reader, ...writers] = [await open(), await open(), await open(), await open()];
    const writing = Promise.all(
      writers.map(async (store, writer) => {
        for (let n = 0; n < 40; n += 1) await store.commit({ events: [event(writer * 100 + n)] });
      }),
    );
    let isDone = false;
    void writing.then(() => (isDone = true));
    const seen: number[] = [];
    let afterId = 0;
    for (let isLast = false; ; isLast = isDone) {
      const page = await reader.history.readEvents({ afterId, limit: 1_000 });
      seen.push(...page.map(({ entry }) => entry.atMs));
      afterId = page.at(-1)?.id ?? afterId;
      if (isLast) break;
    }
    await writing;
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    await Promise.all([reader, ...writers].map((store) => store.close()));
  });

  test('stores of two schemas in one database know nothing of each other', async () => {
    const [one, other] = [await make({}), await make({})];
    await one.holdLease({ holder: 'a', nowMs: 0, ttlMs: 5_000 });
    await one.commit({ state: { of: 'one' } });
    expect(await other.loadState()).toBeNull();
    expect(await other.holdLease({ holder: 'b', nowMs: 0, ttlMs: 5_000 })).not.toBeNull();
    await Promise.all([one.close(), other.close()]);
  });

  describe('the lease', () => {
    const HOUR_MS = 3_600_000;

    test('goes by the clock of the database, however wrong those of the machines are', async () => {
      const address = emptyPlace();
      const store = await createPostgresStore({ address });
      const nowMs = Date.now();
      const first = await store.holdLease({ holder: 'a', nowMs: nowMs - HOUR_MS, ttlMs: 60_000 });
      // Told in the asker's own time.
      expect(first).toEqual({ token: 1, untilMs: nowMs - HOUR_MS + 60_000 });
      const second = { holder: 'b', nowMs: nowMs + HOUR_MS, ttlMs: 60_000 };
      expect(await store.holdLease(second)).toBeNull();
      await postgres.sql(`update s${count}.leases set until_ms = until_ms - 60001`);
      expect(await store.holdLease(second)).toMatchObject({ token: 2 });
      await store.close();
    });

    test('is one’s alone when many ask at once', async () => {
      const address = emptyPlace();
      const stores = await Promise.all([1, 2, 3].map(() => createPostgresStore({ address })));
      const ask = (n: number) => ({ holder: String(n), nowMs: Date.now(), ttlMs: 60_000 });
      const rounds = Array.from({ length: 10 }, () =>
        Promise.all(stores.map((store, n) => store.holdLease(ask(n)))),
      );
      const held = (await Promise.all(rounds)).map((leases) => leases.map((one) => one !== null));
      const holder = held[0]?.indexOf(true);
      expect(holder).toBeGreaterThanOrEqual(0);
      for (const round of held) expect(round).toEqual(stores.map((_, n) => n === holder));
      await Promise.all(stores.map((store) => store.close()));
    });

    test('a leader that sleeps in mid-write keeps nobody from the lease longer than a lease lasts', async () => {
      const address = emptyPlace();
      const store = await createPostgresStore({ address });
      await store.holdLease({ holder: 'a', nowMs: Date.now(), ttlMs: 1 });
      // Another connection of the same kind that has begun to commit and then hangs.
      const hung = await openTransaction(address, 'update leases set token = token');
      const taken = await retry(() =>
        store.holdLease({ holder: 'b', nowMs: Date.now(), ttlMs: 60_000 }),
      );
      expect(taken).toMatchObject({ token: 2 });
      await expect(hung.commit()).rejects.toThrow(/terminat|closed|not queryable/iu);
      await store.close();
    });
  });

  describe('a store that cannot be used is refused with a code and advice', () => {
    const open = (address: string) => createPostgresStore({ address });

    test.each([
      ['a wrong password', () => postgres.address.replace(PASSWORD, 'wr0ng'), 'store-unusable'],
      [
        'no such database',
        () => postgres.address.replace('/postgres', '/nothing'),
        'store-unusable',
      ],
      ['nobody there', () => postgres.address.replace(/:\d+\//u, ':1/'), 'store-away'],
      [
        'a parameter that is not known',
        () => `${postgres.address}?sslmod=require`,
        'store-unusable',
      ],
    ])('%s', async (_claim, address, code) => {
      const refusal = await open(address()).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ name: 'StoreError', code });
      expect(String(refusal)).toMatch(/\. \w/u);
      expect(String(refusal)).not.toMatch(new RegExp(`${PASSWORD}|wr0ng`, 'u'));
    });

    test('a store of a newer Ballast', async () => {
      const address = emptyPlace();
      await (await open(address)).close();
      await postgres.sql(`update s${count}.schema_version set version = 99`);
      await expect(open(address)).rejects.toMatchObject({ code: 'store-newer' });
    });

    test('a user without the right to make its tables', async () => {
      await postgres.sql("create role poor login password 'p'");
      const address = emptyPlace().replace(`ballast:${PASSWORD}`, 'poor:p');
      await expect(open(address)).rejects.toThrow(/GRANT CREATE/u);
      await postgres.sql(`create schema s${count} authorization poor`);
      await (await open(address)).close();
    });

    test('for readers: none there, and none is made', async () => {
      const address = emptyPlace();
      const opening = createPostgresStore({ address, mustExist: true });
      await expect(opening).rejects.toMatchObject({ code: 'store-missing' });
      const found = await postgres.sql(`select to_regnamespace('s${count}') is null`);
      expect(found).toBe('true');
    });
  });

  test('whoever may only read can look, and change nothing', async () => {
    const owner = await make({});
    await owner.commit({ snapshot });
    await postgres.sql("create role reader login password 'r'");
    await postgres.sql(`grant usage on schema s${count} to reader`);
    await postgres.sql(`grant select on all tables in schema s${count} to reader`);
    const address = postgres.schema(`s${count}`).replace(`ballast:${PASSWORD}`, 'reader:r');
    const store = await createPostgresStore({ address, mustExist: true });
    expect(await store.readSnapshot()).toEqual(snapshot);
    expect(await store.history.readEvents({ limit: 1 })).toEqual([]);
    await expect(store.writeSetting('mode', {})).rejects.toMatchObject({ code: 'store-unusable' });
    await Promise.all([owner.close(), store.close()]);
  });

  test('when the server goes away it is said, and when it comes back all goes on', async () => {
    const store = await createPostgresStore({ address: emptyPlace() });
    await store.commit({ state: { n: 1 } });
    await postgres.stop();
    for (let n = 0; n < 3; n += 1) {
      await expect(store.commit({ state: { n: 2 } })).rejects.toMatchObject({ code: 'store-away' });
    }
    await expect(store.history.readEvents({ limit: 1 })).rejects.toMatchObject({
      code: 'store-away',
    });
    await postgres.start();
    expect(await store.loadState()).toEqual({ n: 1 });
    await store.commit({ state: { n: 3 } });
    expect(await store.loadState()).toEqual({ n: 3 });
    await store.close();
  });

  test('a controller waits for a server that starts later, and does not when it is to stop', async () => {
    const place = emptyPlace();
    const warnings: string[] = [];
    const logger = { warn: (_: unknown, text: string) => warnings.push(text), ...SILENT };
    await postgres.stop();
    const stopped = { logger, signal: AbortSignal.abort() };
    await expect(awaitState(place, stopped)).rejects.toThrow(/cannot be reached/u);
    const opening = awaitState(place, { logger, signal: new AbortController().signal });
    await postgres.start();
    const store = await opening;
    expect(await store.loadState()).toBeNull();
    expect(new Set(warnings)).toEqual(new Set(['The store cannot be reached yet; trying again.']));
    await store.close();
  });
});

describe.skipIf(!isThere)('connections to PostgreSQL', () => {
  test('are checked and encrypted as sslmode says', async (context) => {
    const { certificateFile } = postgres;
    if (certificateFile === null) return context.skip('openssl is missing');
    const reach = async (parameters: string) => {
      const store = await createPostgresStore({ address: `${postgres.address}?${parameters}` });
      const encrypted = await postgres.sql(
        "select coalesce(bool_and(ssl), false)::text from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'ballast'",
      );
      await store.close();
      return encrypted;
    };
    expect(await reach('sslmode=disable')).toBe('false');
    expect(await reach('sslmode=require')).toBe('true');
    expect(await reach(`sslmode=verify-full&sslrootcert=${certificateFile}`)).toBe('true');
    await expect(reach('sslmode=verify-full')).rejects.toThrow(/self-signed/u);
  });

  test('that the server does not answer are given up and never used again', async () => {
    const proxy = await startProxy(postgres.port);
    const address = parsePostgresAddress(postgres.address.replace(/:\d+\//u, `:${proxy.port}/`));
    const limits = { connections: 1, statementMs: 300, connectMs: 2_000 };
    const pool = await createPool(address, limits);
    const first = await pool.connect();
    await first.query('select 1', []);
    proxy.hold();
    await expect(first.query('select 2', [])).rejects.toThrow(/timeout/u);
    await expect(first.query('rollback', [])).rejects.toThrow(/closed/u);
    first.release();
    proxy.letPass();
    const second = await pool.connect();
    expect((await second.query('select 3 as n', [])).rows).toEqual([{ n: 3 }]);
    second.release();
    await pool.end();
    await proxy.close();
  });

  test('take the password from PGPASSWORD', async () => {
    vi.stubEnv('PGPASSWORD', PASSWORD);
    const address = postgres.address.replace(`:${PASSWORD}`, '');
    await (await createPostgresStore({ address })).close();
    vi.stubEnv('PGPASSWORD', 'wr0ng');
    await expect(createPostgresStore({ address })).rejects.toThrow(/authentication failed/u);
    vi.unstubAllEnvs();
  });

  /** Last: the server has another password from then on. */
  test('take the password from a file, read anew for each of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ballast-password-'));
    const file = join(folder, 'password');
    const address = postgres.address.replace(`:${PASSWORD}`, '');
    await writeFile(file, `${PASSWORD}\n`);
    const store = await createPostgresStore({ address: `${address}?password-file=${file}` });
    await postgres.sql("alter role ballast password 'n3wer'");
    await writeFile(file, 'n3wer');
    await postgres.stop();
    await postgres.start('n3wer');
    expect(await store.loadState()).toBeNull();
    await store.close();
    await rm(folder, { recursive: true });
  });
});

/** A network on loopback that can stop to carry. */
async function startProxy(target: number) {
  let isHeld = false;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => {
        if (!isHeld) other.write(bytes);
      });
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  const port = await listenOn(server, null);
  return {
    port,
    hold: () => (isHeld = true),
    letPass: () => (isHeld = false),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openTransaction(address: string, statement: string) {
  const limits = { connections: 1, statementMs: 3_000, connectMs: 3_000 };
  const pool = await createPool(parsePostgresAddress(address), limits);
  const client = await pool.connect();
  await client.query('begin', []);
  await client.query(statement, []);
  return {
    async commit() {
      try {
        await client.query('commit', []);
      } finally {
        client.release(true);
        await pool.end();
      }
    },
  };
}

/** As the loop does: what fails is asked again at the next tick. */
async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 1) throw error;
    }
  }
}
