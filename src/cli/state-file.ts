/**
 * The controller's store, opened by the commands that write or read it: a SQLite file, or a database
 * of PostgreSQL where the place is a `postgresql://` address.
 */

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { KeptStore } from '../model/history.ts';
import type { Logger } from '../model/ports.ts';
import { isPostgresAddress, shownAddress } from '../store/postgres-address.ts';
import { StoreError } from '../store/store-error.ts';
import { CliFailure, messageOf } from './failure.ts';
import { SYSTEM_CLOCK } from './system.ts';

/** For whoever writes: made when absent. */
export async function openStateFile(
  place: string,
  options: { readonly warn?: (message: string) => void } = {},
): Promise<KeptStore> {
  try {
    return await open(place, { mustExist: false, ...options });
  } catch (error) {
    throw stateFailure(place, error);
  }
}

/** For readers: a store that is not there is said, not made. */
export async function openExistingState(place: string): Promise<KeptStore> {
  const found = await openStateIfThere(place);
  if (found !== null) return found;
  const isStore = isPostgresAddress(place);
  const text = {
    en: `there is no ${isStore ? 'store of Ballast' : 'state file'} at ${shownState(place)}`,
    nl: `er is geen ${isStore ? 'opslag van Ballast' : 'statusbestand'} op ${shownState(place)}`,
  };
  throw new CliFailure(text, {
    exitCode: 1,
    fix: {
      en: 'Start `ballast run` first, or name its state with --state FILE or postgresql://….',
      nl: 'Start eerst `ballast run`, of noem de opslag ervan met --state BESTAND of postgresql://….',
    },
  });
}

/** `null` where there is none; a failure where it cannot be known. */
export async function openStateIfThere(place: string): Promise<KeptStore | null> {
  const isFile = !isPostgresAddress(place);
  if (isFile && (await stat(place).catch(() => null)) === null) return null;
  try {
    return await open(place, { mustExist: true });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store-missing') return null;
    throw stateFailure(place, error);
  }
}

/** A database may start later than the controller beside it; then a supervisor tries again. */
const AWAY_LIMIT_MS = 60_000;
const RETRY_MS = 2_000;

/** For the controller: waits a while for a database that cannot be reached yet. */
export async function awaitState(
  place: string,
  { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<KeptStore> {
  const beganMs = SYSTEM_CLOCK.nowMs();
  const warn = (message: string) => logger.warn({}, message);
  for (;;) {
    try {
      return await openStateFile(place, { warn });
    } catch (error) {
      const isAway = error instanceof CliFailure && isAwayError(error.cause);
      const isLate = SYSTEM_CLOCK.nowMs() - beganMs > AWAY_LIMIT_MS;
      if (!isAway || isLate || signal.aborted) throw error;
      logger.warn({ error: error.message }, 'The store cannot be reached yet; trying again.');
      await SYSTEM_CLOCK.sleep(RETRY_MS, signal);
    }
  }
}

/** As people may see it: the address of a database without its password. */
export function shownState(place: string): string {
  return isPostgresAddress(place) ? shownAddress(place) : place;
}

async function open(
  place: string,
  options: { readonly mustExist: boolean; readonly warn?: (message: string) => void },
): Promise<KeptStore> {
  if (isPostgresAddress(place)) {
    const { createPostgresStore } = await import('../store/postgres-store.ts');
    return await createPostgresStore({ address: place, ...options });
  }
  await mkdir(dirname(place), { recursive: true });
  const { createSqliteStore } = await import('../store/sqlite-store.ts');
  return await createSqliteStore({ file: place });
}

function isAwayError(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store-away';
}

function stateFailure(place: string, error: unknown): CliFailure {
  const text =
    error instanceof StoreError
      ? error.message
      : {
          en: `the state in ${shownState(place)} cannot be used: ${messageOf(error)}`,
          nl: `de opslag ${shownState(place)} is niet te gebruiken: ${messageOf(error)}`,
        };
  return new CliFailure(text, {
    exitCode: 1,
    fix: {
      en: 'Or name another with --state FILE or --state postgresql://….',
      nl: 'Of noem een andere met --state BESTAND of --state postgresql://….',
    },
    cause: error,
  });
}
