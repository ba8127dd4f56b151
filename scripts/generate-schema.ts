/**
 * Writes what is made from the schemas and the library: ballast.schema.json, scenario.schema.json,
 * docs/errors.md, docs/strategy.md and docs/scenarios/: `node scripts/generate-schema.ts`.
 */

import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { readLibrary } from '../src/cli/simulate/library.ts';
import { scenarioFiles } from '../src/simulator/scenario/reference.ts';
import { generatedFiles } from '../src/strategy/reference/files.ts';

for (const { path, content } of [...generatedFiles(), ...scenarioFiles(await readLibrary())]) {
  const url = new URL(`../${path}`, import.meta.url);
  const options = await resolveConfig(url);
  await writeFile(url, await format(content, { ...options, filepath: path }));
  console.log(path);
}
