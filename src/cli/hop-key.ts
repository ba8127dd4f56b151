/**
 * The key with which Kong marks requests to itself (see `src/generate/hop.ts`), where a generated
 * file has to contain it: made once, kept in a file that only its owner can read, never in the
 * strategy. The same key gives the same generated file.
 */

import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { CliFailure, messageOf, systemCode } from './failure.ts';
import { readIfThere } from './output-file.ts';

const KEY_BYTES = 24;
/** Goes into a header and a route: nothing that either would read otherwise. */
const KEY_PATTERN = /^[A-Za-z0-9_-]{32,128}$/;

/** Beside the strategy, hidden. */
export function defaultHopKeyFile(strategyFile: string): string {
  return join(dirname(strategyFile), '.ballast-hop-key');
}

/** @param options.mayMake whether a key is made where there is none. */
export async function readHopKey(
  file: string,
  { mayMake }: { readonly mayMake: boolean },
): Promise<string> {
  const found = (await readIfThere(file))?.trim() ?? null;
  if (found === null && mayMake) return await makeHopKey(file);
  if (found !== null && KEY_PATTERN.test(found)) return found;
  const what = found === null ? 'is not there' : 'does not hold a key';
  throw new CliFailure(`the hop key file ${file} ${what}`, {
    exitCode: 1,
    fix: 'Put 32 to 128 letters and digits in it, or let `ballast generate --dbless` make it.',
  });
}

async function makeHopKey(file: string): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('hex');
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    // Somebody else made it at the same time: theirs counts.
    if (systemCode(error) === 'EEXIST') return await readHopKey(file, { mayMake: false });
    throw new CliFailure(`the hop key file ${file} cannot be written: ${messageOf(error)}`, {
      exitCode: 1,
      fix: 'Name another one with --hop-key-file FILE.',
      cause: error,
    });
  }
}
