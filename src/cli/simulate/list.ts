/** `ballast simulate --list`. */

import { formatDuration } from '../../lib/quantities.ts';
import { printJson, type CliContext } from '../context.ts';
import { readLibrary } from './library.ts';

export async function listScenarios(
  context: CliContext,
  { json }: { readonly json: boolean },
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
    return `${name.padEnd(width)}  ${formatDuration(durationMs).padStart(6)}  ${title}\n`;
  });
  context.print(lines.join(''));
}
