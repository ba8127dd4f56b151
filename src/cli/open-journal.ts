/** Opens a controller's state file for the demo, which may not import the store itself. */

import type { JournalReader } from '../demo/journal.ts';

export async function openJournal(_file: string): Promise<JournalReader> {
  return {
    readEvents: () => Promise.resolve([]),
    readPhases: () => Promise.resolve([]),
    readWrites: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  };
}
