/** `ballast drill list`: the drills that can be held by name. */

import { libraryEntries } from '../../drill/library-entries.ts';
import { createDrillLibrary } from '../../drill/library.ts';
import { formatDuration } from '../../lib/quantities.ts';
import type { LibraryDrill } from '../../operations/drill-plan.ts';
import { printJson, type CliContext } from '../context.ts';
import { SYSTEM_CLOCK } from '../system.ts';

/** Those of the package. */
export async function listDrills(
  context: CliContext,
  options: { readonly json: boolean },
): Promise<void> {
  const drills = libraryEntries(await createDrillLibrary(null).list(), SYSTEM_CLOCK.nowMs());
  tellLibrary(context, drills, options);
}

export function tellLibrary(
  context: CliContext,
  drills: readonly LibraryDrill[],
  { json }: { readonly json: boolean },
): void {
  if (json) return printJson(context, drills);
  const width = Math.max(...drills.map(({ name }) => name.length));
  const lines = drills.map(
    ({ name, title, fault, durationMs }) =>
      `${name.padEnd(width)}  ${title} (${fault}, ${formatDuration(durationMs)})\n`,
  );
  context.print(lines.join(''));
}
