/** Opens a controller's state file for the demo, which may not import the store itself. */

import type { JournalReader } from '../demo/journal.ts';
import { openExistingState } from './state-file.ts';

export async function openJournal(file: string): Promise<JournalReader> {
  const store = await openExistingState(file);
  return {
    readEvents: (limit) => store.readEvents(limit),
    async readPhases() {
      const snapshot = await store.readSnapshot();
      return (snapshot?.upstreams ?? []).flatMap(({ upstream, regions }) =>
        regions.map(({ region, phase }) => ({ upstream, region, phase })),
      );
    },
    readWrites: async () => (await store.readSnapshot())?.writes ?? 0,
    close: () => store.close(),
  };
}
