/** Strategies as text, and generated files in a folder. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../../../src/generate/kong-files.ts';
import type { Strategy } from '../../../src/model/strategy.ts';
import { parseStrategy } from '../../../src/strategy/index.ts';

export function strategyOf(text: string, file = 'ballast.yaml'): Strategy {
  const { strategy, problems } = parseStrategy(text, { file });
  if (strategy === null) throw new Error(JSON.stringify(problems));
  return strategy;
}

export async function writeFiles(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  for (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
