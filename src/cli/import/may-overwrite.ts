/** Asks before a file is overwritten; without a terminal to ask on, `--force` says so. */

import type { CliContext } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { readIfThere } from '../output-file.ts';

export async function mayOverwrite(
  context: CliContext,
  { file, force }: { readonly file: string; readonly force: boolean },
): Promise<void> {
  if (force || (await readIfThere(file)) === null) return;
  if (context.interactive) {
    const { confirm } = await import('@clack/prompts');
    const answer = await confirm({ message: `Overwrite ${file}?`, initialValue: false });
    if (answer === true) return;
  }
  throw usageFailure(
    `${file} is there already and is left alone`,
    'Use --force to overwrite it, --out FILE to write another, or --stdout to look first.',
  );
}
