/** Writing results to files: folders as needed, and a temporary file renamed, never half a file. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

import { CliFailure, messageOf, systemCode } from './failure.ts';

/** Returns whether the file changed. */
export async function writeOutput(file: string, text: string): Promise<boolean> {
  if ((await readIfThere(file)) === text) return false;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    throw new CliFailure(`${file} cannot be written: ${messageOf(error)}`, {
      exitCode: 1,
      fix: 'Choose another place with --out.',
      cause: error,
    });
  }
  return true;
}

/** The file's text; `null` when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new CliFailure(`${file} cannot be read: ${messageOf(error)}`, {
      exitCode: 1,
      cause: error,
    });
  }
}
