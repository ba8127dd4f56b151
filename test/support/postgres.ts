/**
 * A PostgreSQL of the tests' own, from Debian's package: in a temporary folder, reached over a socket
 * in it and over loopback, and gone with it. PostgreSQL refuses to run as root, so there it runs as
 * another user.
 */

import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { globSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { findFreePort } from '../../src/demo/ports.ts';

const run = promisify(execFile);

/** Where `scripts/system-packages.mjs` unpacks packages when it may not install them. */
const UNPACKED = fileURLToPath(
  new URL('../../node_modules/.cache/ballast-debian', import.meta.url),
);
const READY_TIMEOUT_MS = 20_000;
const USER = 'ballast';
export const PASSWORD = 'canary-s3cret';

export interface Postgres {
  /** Of an empty database; with a password. */
  readonly address: string;
  /** Address of another empty schema in the same database. */
  schema(name: string): string;
  /** Runs SQL as the owner of everything; resolves to the first value of the first row. */
  sql(text: string): Promise<string>;
  /** As an accident would. */
  stop(): Promise<void>;
  /** Where it was, with what it had. */
  start(password?: string): Promise<void>;
  readonly port: number;
  /** Its certificate, for 127.0.0.1; `null` where there is no openssl, and so no TLS. */
  readonly certificateFile: string | null;
  close(): Promise<void>;
}

/** Folder of its programs, the newest version's; `null` where this machine has none that runs. */
export function findPostgres(): string | null {
  const found = [UNPACKED, '/']
    .flatMap((root) => globSync(join(root, 'usr/lib/postgresql/*/bin')))
    .toSorted((a, b) => versionOf(b) - versionOf(a));
  const runs = (path: string) =>
    spawnSync(path, ['--version'], { stdio: 'ignore', env: environment() }).status === 0;
  const isUsable = (folder: string) =>
    ['initdb', 'postgres'].every((name) => runs(join(folder, name)));
  return found.find(isUsable) ?? null;
}

export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgres();
  if (programs === null) throw new Error('PostgreSQL is missing');
  const owner = await otherUser();
  const folder = await mkdtemp(join(tmpdir(), 'ballast-pg-'));
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  await writeFile(join(folder, 'password'), PASSWORD);
  const port = await findFreePort();
  const as = { ...owner, env: environment() };
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '--pwfile', join(folder, 'password'), '-E', 'UTF8', '--no-sync']
      .concat(['--locale=C', '--auth-local=trust', '--auth-host=scram-sha-256'])
      .concat(['--no-instructions']),
    { ...as, cwd: folder },
  );
  const certificateFile = await makeCertificate(folder, as);
  const address = `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  const psql = async (text: string, password = PASSWORD): Promise<string> => {
    const client = new Client({ connectionString: address.replace(PASSWORD, password) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<[string | null]>({ text, rowMode: 'array' });
      return String(rows[0]?.[0] ?? '');
    } finally {
      await client.end();
    }
  };
  let child: ChildProcess | null = null;
  const start = async (password = PASSWORD) => {
    child = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1']
        .concat(['-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'max_connections=60'])
        .concat(['-c', 'autovacuum=off', '-c', 'jit=off'])
        .concat(certificateFile === null ? [] : tlsOptions(folder)),
      { ...as, cwd: folder, stdio: 'ignore' },
    );
    const deadlineMs = performance.now() + READY_TIMEOUT_MS;
    while (!(await isReady(() => psql('select 1', password)))) {
      if (performance.now() > deadlineMs) throw new Error('PostgreSQL did not start in time');
      await sleep(30);
    }
  };
  const stop = async () => {
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    // Immediate shutdown: connections end without a good-bye.
    child.kill('SIGQUIT');
    await ended;
    child = null;
  };
  await start();
  return {
    address,
    port,
    certificateFile,
    schema: (name) => `${address}?schema=${name}`,
    sql: (text) => psql(text),
    start,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Self-signed, by the user of the server: it takes no key that others may read. */
async function makeCertificate(folder: string, as: object): Promise<string | null> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=postgres', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'tls.key'), '-out', join(folder, 'tls.pem')];
  const making = run('openssl', ['req', '-x509', ...key, ...names, ...files], {
    ...as,
    cwd: folder,
  });
  return making.then(() => join(folder, 'tls.pem')).catch(() => null);
}

function tlsOptions(folder: string): readonly string[] {
  const files = { ssl_cert_file: 'tls.pem', ssl_key_file: 'tls.key' };
  const settings = Object.entries(files).map(([name, file]) => `${name}=${join(folder, file)}`);
  return ['ssl=on', ...settings].flatMap((setting) => ['-c', setting]);
}

async function isReady(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch {
    return false;
  }
}

/** The package's own user or nobody, where these tests run as root. */
async function otherUser(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const found = await run('id', ['-u', name]).catch(() => null);
    if (found === null) continue;
    const { stdout } = await run('id', ['-g', name]);
    return { uid: Number(found.stdout), gid: Number(stdout) };
  }
  return null;
}

/** Programs that were unpacked have their libraries beside them. */
function environment(): NodeJS.ProcessEnv {
  const libraries = globSync(join(UNPACKED, 'usr/lib/*-linux-gnu')).join(':');
  return { ...process.env, ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }) };
}

function versionOf(folder: string): number {
  return Number(/postgresql\/(\d+)\/bin/u.exec(folder)?.[1] ?? 0);
}
