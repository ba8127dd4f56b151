/**
 * Compares a folder with what would be written into it: files that are missing, differ, or are left
 * over from another strategy. Only sub-folders of generated parts are looked through; what else is in
 * the folder is somebody else's.
 */

import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import type { GeneratedFile } from '../../generate/kong-files.ts';
import { systemCode } from '../failure.ts';
import { readIfThere } from '../output-file.ts';

export interface Finding {
  readonly file: string;
  readonly problem: 'missing' | 'different' | 'left over';
}

export async function compareFolder(
  folder: string,
  options: {
    readonly files: readonly GeneratedFile[];
    /** Sub-folders in which there is nothing but generated files. */
    readonly parts: readonly string[];
    /** Whether a path may be there although it would not be written now. */
    readonly mayStay: (path: string) => boolean;
  },
): Promise<readonly Finding[]> {
  const { files, parts, mayStay } = options;
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    const file = join(folder, path);
    const found = await readIfThere(file);
    if (found === null) findings.push({ file, problem: 'missing' });
    else if (found !== text) findings.push({ file, problem: 'different' });
  }
  const known = new Set(files.map(({ path }) => path));
  for (const part of parts) {
    for (const path of await filesIn(folder, part)) {
      if (known.has(path) || mayStay(path)) continue;
      findings.push({ file: join(folder, path), problem: 'left over' });
    }
  }
  return findings;
}

/** Paths from the folder, with `/`, in order; none when the part is not there. */
async function filesIn(folder: string, part: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length))
      .map((path) => path.split(sep).join('/'))
      .toSorted();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
