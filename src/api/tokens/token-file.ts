/**
 * The file with the API's tokens, without their secrets. Replaced as a whole, so that whoever reads
 * it never sees half of it; changed under a lock, so that two commands lose none of each other's.
 */

import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { TokenRecord } from './token.ts';

/** In one file; each request is compared with all of them. */
export const MAX_TOKENS = 1_000;
const MAX_FILE_BYTES = 1024 * 1024;
const LOCK_TRIES = 40;
const LOCK_WAIT_MS = 50;
/** Left by a command that was killed. */
const LOCK_STALE_MS = 10_000;

const recordSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  role: z.enum(['viewer', 'operator', 'admin']),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAtMs: z.number(),
  createdBy: z.string().max(200),
  expiresAtMs: z.number().nullable(),
});
const fileSchema = z.strictObject({
  version: z.literal(1),
  tokens: z.array(recordSchema).max(MAX_TOKENS),
});

/** A file that is there and cannot be used; whoever checks tokens lets nobody in. */
export class TokenFileError extends Error {
  override readonly name = 'TokenFileError';
}

/** None when there is no such file. */
export async function readTokenFile(file: string): Promise<readonly TokenRecord[]> {
  const text = await readText(file);
  if (text === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TokenFileError(`${file} is not JSON`);
  }
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data.tokens;
  const [issue] = parsed.error.issues;
  throw new TokenFileError(`${file} is not a token file: ${issue?.path.join('.')}`);
}

/** Reads, changes and replaces the file as one step, between processes too. */
export async function changeTokenFile(
  file: string,
  change: (tokens: readonly TokenRecord[]) => readonly TokenRecord[],
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unlock = await lock(`${file}.lock`);
  try {
    await replaceFile(file, change(await readTokenFile(file)));
  } finally {
    await unlock();
  }
}

/** Differs whenever the file has been replaced; `null` when there is none. */
export async function fingerprintOf(file: string): Promise<string | null> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${ino}/${size}/${mtimeMs}`;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new TokenFileError(`${file} cannot be read: ${codeOf(error)}`);
  }
}

async function readText(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) throw new TokenFileError(`${file} is larger than 1 MiB`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof TokenFileError) throw error;
    if (codeOf(error) === 'ENOENT') return null;
    throw new TokenFileError(`${file} cannot be read: ${codeOf(error)}`);
  }
}

async function replaceFile(file: string, tokens: readonly TokenRecord[]): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(draft, 0o600);
  await rename(draft, file);
}

async function lock(file: string): Promise<() => Promise<void>> {
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    try {
      await (await open(file, 'wx')).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new TokenFileError(`${file} cannot be made: ${codeOf(error)}`);
      }
      await dropStale(file);
      await sleep(LOCK_WAIT_MS);
    }
  }
  throw new TokenFileError(`${file} is held by another command; remove it if there is none`);
}

async function dropStale(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null && Date.now() - found.mtimeMs > LOCK_STALE_MS) await rm(file, { force: true });
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return 'unknown error';
}
