/** Writes ballast.schema.json, docs/errors.md and docs/strategy.md: `node scripts/generate-schema.ts`. */

import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from '../src/strategy/reference/files.ts';

for (const { path, content } of generatedFiles()) {
  const url = new URL(`../${path}`, import.meta.url);
  const options = await resolveConfig(url);
  await writeFile(url, await format(content, { ...options, filepath: path }));
  console.log(path);
}
