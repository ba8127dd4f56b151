/** `ballast simulate --list`. */

import { formatDuration } from '../../lib/quantities.ts';
import type { Language } from '../../lib/locale.ts';
import { titleIn } from '../../simulator/words/scenario-titles.ts';
import { printJson, type CliContext } from '../context.ts';
import { readLibrary } from './library.ts';

export async function listScenarios(
  context: CliContext,
  { json, lang }: { readonly json: boolean; readonly lang: Language },
): Promise<void> {
  const library = await readLibrary();
  if (json) {
    const list = library.map(({ name, title, description, durationMs }) => {
      return { name, title, description, durationMs };
    });
    return printJson(context, list);
  }
  const width = Math.max(...library.map(({ name }) => name.length));
  const lines = library.map(({ name, title, durationMs }) => {
    return `${name.padEnd(width)}  ${formatDuration(durationMs).padStart(6)}  ${titleIn(title, lang)}\n`;
  });
  context.print(lines.join(''));
}
