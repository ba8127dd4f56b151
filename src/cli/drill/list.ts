/** `ballast drill list`: the drills of the package. */

import { readFile } from 'node:fs/promises';

import { parseDrill } from '../../drill/file/parse-drill.ts';
import { assert } from '../../lib/assert.ts';
import { formatDuration } from '../../lib/quantities.ts';
import { printJson, type CliContext } from '../context.ts';
import { libraryFile, libraryNames } from './find-drill.ts';

export async function listDrills(
  context: CliContext,
  { json }: { readonly json: boolean },
): Promise<void> {
  const drills = await Promise.all(
    (await libraryNames()).map(async (name) => {
      const { drill } = parseDrill(await readFile(libraryFile(name), 'utf8'));
      assert(drill !== null, `${name} is valid`);
      return drill;
    }),
  );
  if (json) {
    const rows = drills.map(({ name, title, fault, durationMs }) => {
      return { name, title, fault: fault.kind, durationMs };
    });
    return printJson(context, rows);
  }
  const width = Math.max(...drills.map(({ name }) => name.length));
  const lines = drills.map(
    ({ name, title, fault, durationMs }) =>
      `${name.padEnd(width)}  ${title} (${fault.kind}, ${formatDuration(durationMs)})\n`,
  );
  context.print(lines.join(''));
}
