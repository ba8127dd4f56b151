/**
 * The drills that can be held by name: those of the package, and those in a folder of the user's,
 * which win. A name is one of the list, so none leads out of the folders.
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { nearest } from '../lib/nearest.ts';
import { operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import type { DrillSource } from './choose-drill.ts';

/** At the root of the package, both from `src` and from `dist`. */
const PACKAGE = fileURLToPath(new URL('../../drills/', import.meta.url));

export interface NamedDrill extends DrillSource {
  /** The file's, without its ending. */
  readonly name: string;
}

export interface DrillLibrary {
  /** By name; read anew each time, so that an edited file counts at once. */
  list(): Promise<readonly NamedDrill[]>;
}

/** More files than these are no folder of drills. */
const MAX_FILES = 200;
const MAX_BYTES = 65_536;
const FILE = /^([a-z0-9][a-z0-9._-]{0,62})\.ya?ml$/i;

/** @param folder of the user's; `null` for none. */
export function createDrillLibrary(folder: string | null): DrillLibrary {
  return {
    async list() {
      const packaged = await readFolder(PACKAGE, true);
      const own = folder === null ? [] : await readFolder(folder, false);
      const names = own.map(({ name }) => name);
      const all = [...own, ...packaged.filter(({ name }) => !names.includes(name))];
      return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export async function findInLibrary(library: DrillLibrary, wanted: string): Promise<NamedDrill> {
  const drills = await library.list();
  const found = drills.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const meant = nearest(
    wanted,
    drills.map(({ name }) => name),
  );
  const fix =
    meant === null ? sayOperation('fix-drill-list') : sayOperation('probably-meant', { meant });
  const name = wanted.slice(0, MAX_NAMED);
  throw operationError('not-found', { message: sayOperation('no-such-drill', { name }), fix });
}

/** Of what is no name, as much is repeated. */
const MAX_NAMED = 100;

async function readFolder(folder: string, isExample: boolean): Promise<readonly NamedDrill[]> {
  try {
    const files = (await readdir(folder)).filter((file) => FILE.test(file)).toSorted();
    const read = await Promise.all(
      files.slice(0, MAX_FILES).map((file) => readOne(folder, file, isExample)),
    );
    return read.flatMap((one) => one ?? []);
  } catch (error) {
    throw operationError('unavailable', {
      message: sayOperation('drill-folder-unreadable', { why: why(error) }),
      fix: sayOperation('fix-drill-folder'),
    });
  }
}

async function readOne(
  folder: string,
  file: string,
  isExample: boolean,
): Promise<NamedDrill | null> {
  const path = join(folder, file);
  const name = FILE.exec(file)?.[1] ?? file;
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > MAX_BYTES) return null;
    return { name, file, text: await readFile(path, 'utf8'), isExample };
  } catch {
    // One that cannot be read is no reason to have none.
    return null;
  }
}

/** The code of a system's error says no path. */
function why(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? 'unknown';
}
