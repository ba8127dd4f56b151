/** The scenarios that come with the package, read once. */

import { readdir, readFile } from 'node:fs/promises';
import { assert } from '../../lib/assert.ts';
import type { Scenario } from '../../simulator/contract.ts';
import { parseScenario } from '../../simulator/scenario/index.ts';

/** At the root of the package, both from `src` and from `dist`. */
const FOLDER = new URL('../../../scenarios/', import.meta.url);

let library: Promise<readonly Scenario[]> | null = null;

/** By name. A scenario that cannot be read is a fault of the package. */
export function readScenarios(): Promise<readonly Scenario[]> {
  library ??= readAll().catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

async function readAll(): Promise<readonly Scenario[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.yaml')).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const { scenario, problems } = parseScenario(await readFile(new URL(file, FOLDER), 'utf8'));
      assert(scenario !== null, `${file}: ${problems[0]?.message ?? ''}`);
      return scenario;
    }),
  );
}
