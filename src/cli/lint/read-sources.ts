/** The files of a call with their text; all that cannot be read are told at once. */

import { readFile, stat } from 'node:fs/promises';
import process from 'node:process';
import { text as textOf } from 'node:stream/consumers';

import { messageOf, systemCode, usageFailure } from '../failure.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Files in one call: a linter is given folders of them by shells. */
const MAX_FILES = 1_000;
const MAX_BYTES = 16 * 1024 * 1024;

export async function readSources(files: readonly string[]): Promise<readonly Source[]> {
  const unique = [...new Set(files)];
  if (unique.length > MAX_FILES) {
    throw usageFailure(`${unique.length} files are more than the ${MAX_FILES} of one call`);
  }
  const sources: Source[] = [];
  const failures: string[] = [];
  for (const file of unique) {
    const result = await readSource(file);
    if (typeof result === 'string') failures.push(result);
    else sources.push(result);
  }
  if (failures.length > 0) {
    throw usageFailure(failures.join('; '), 'Name files that can be read; - is stdin.');
  }
  return sources;
}

async function readSource(file: string): Promise<Source | string> {
  if (file === '-') return { file: '<stdin>', text: await textOf(process.stdin) };
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return `${file} is larger than 16 MiB`;
    return { file, text: await readFile(file, 'utf8') };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return `there is no file ${file}`;
    return `${file} cannot be read: ${messageOf(error)}`;
  }
}
