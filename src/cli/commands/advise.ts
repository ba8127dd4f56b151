/** `ballast advise`: the design as one page. */

import { Command, Option } from 'commander';

import type { Language } from '../../lib/locale.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { writeOutput } from '../output-file.ts';
import { loadStrategy } from '../strategy-file.ts';

interface AdviseOptions extends GlobalOptions {
  readonly lang: Language;
  readonly out?: string;
}

export function adviseCommand(context: CliContext): Command {
  const command = new Command('advise')
    .description('explain the design: choices, worst-case times, capacity with a region gone')
    .addOption(new Option('-l, --lang <language>', 'language').choices(['en', 'nl']).default('en'))
    .option('-o, --out <file>', 'write the Markdown to a file')
    .action(() => advise(context, command.optsWithGlobals<AdviseOptions>()));
  return withExamples(command, [
    ['ballast advise', 'read it here'],
    ['ballast advise --lang nl --out advies.md', 'in Dutch, to a file'],
    ['ballast advise --json', 'the numbers behind it'],
  ]);
}

async function advise(context: CliContext, options: AdviseOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  if (options.json) {
    const { adviceFacts } = await import('../../generate/advice/facts.ts');
    return printJson(context, adviceFacts(strategy));
  }
  const { renderAdvice } = await import('../../generate/advice/render-advice.ts');
  const page = renderAdvice(strategy, { language: options.lang });
  if (options.out === undefined) return context.print(page);
  await writeOutput(options.out, page);
  context.note(`wrote ${options.out}`);
  context.print(`${options.out}\n`);
}
