/** The controller's state file, opened by the commands that write or read it. */

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { KeptStore } from '../model/history.ts';
import { StoreError } from '../store/store-error.ts';
import { CliFailure, messageOf } from './failure.ts';

/** For the controller: made when absent. */
export async function openStateFile(file: string): Promise<KeptStore> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const { createSqliteStore } = await import('../store/sqlite-store.ts');
    return await createSqliteStore({ file });
  } catch (error) {
    throw stateFailure(file, error);
  }
}

/** For readers: a file that is not there is said, not made. */
export async function openExistingState(file: string): Promise<KeptStore> {
  const found = await stat(file).catch(() => null);
  if (found === null) {
    throw new CliFailure(`there is no state file at ${file}`, {
      exitCode: 1,
      fix: 'Start `ballast run` first, or name its file with --state FILE.',
    });
  }
  return openStateFile(file);
}

function stateFailure(file: string, error: unknown): CliFailure {
  const message =
    error instanceof StoreError
      ? error.message
      : `the state file ${file} cannot be used: ${messageOf(error)}`;
  return new CliFailure(message, {
    exitCode: 1,
    fix: 'Or name another file with --state FILE.',
    cause: error,
  });
}
