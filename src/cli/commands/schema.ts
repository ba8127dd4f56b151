/** `ballast schema`: the JSON Schema of the strategy file, for editors. */

import { readFile } from 'node:fs/promises';

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';

/** At the root of the package, both from `src` and from `dist`. */
const SCHEMA_URL = new URL('../../../ballast.schema.json', import.meta.url);

export function schemaCommand(context: CliContext): Command {
  const command = new Command('schema')
    .description('print the JSON Schema of the strategy file')
    .action(async () => context.print(await readFile(SCHEMA_URL, 'utf8')));
  return withExamples(command, [
    ['ballast schema > ballast.schema.json', 'beside ballast.yaml, where its first line looks'],
  ]);
}
