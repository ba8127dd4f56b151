/** `ballast schema`: the JSON Schema of the strategy file or of scenarios, for editors. */

import { readFile } from 'node:fs/promises';

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';

/** At the root of the package, both from `src` and from `dist`. */
const ROOT = new URL('../../../', import.meta.url);

export function schemaCommand(context: CliContext): Command {
  const command = new Command('schema')
    .description('print the JSON Schema of the strategy file')
    .option('--scenario', 'that of the scenarios of `ballast simulate` instead', false)
    .action(async ({ scenario }: { readonly scenario: boolean }) => {
      const file = scenario ? 'scenario.schema.json' : 'ballast.schema.json';
      context.print(await readFile(new URL(file, ROOT), 'utf8'));
    });
  return withExamples(command, [
    ['ballast schema > ballast.schema.json', 'beside ballast.yaml, where its first line looks'],
    ['ballast schema --scenario > scenario.schema.json', 'beside scenarios of your own'],
  ]);
}
