/** What the reading commands need of the state file. */

import type { ControlEvent } from '../model/control.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { CliFailure } from './failure.ts';
import { openExistingState } from './state-file.ts';

export async function readSnapshot(
  file: string,
  limits: { events: number },
): Promise<{ snapshot: StatusSnapshot; events: readonly ControlEvent[] }> {
  const store = await openExistingState(file);
  try {
    const snapshot = await store.readSnapshot();
    if (snapshot === null) {
      throw new CliFailure(`${file} holds no status yet`, {
        exitCode: 1,
        fix: 'A controller writes it within a second or two of `ballast run`.',
      });
    }
    const events = limits.events === 0 ? [] : await store.readEvents(limits.events);
    return { snapshot, events };
  } finally {
    await store.close();
  }
}
