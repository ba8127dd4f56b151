/** The newest lines of the journal, then each new one as it comes, until the signal aborts. */

import type { Clock } from '../../model/ports.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Numbered } from '../../model/history.ts';
import type { JournalOperations } from '../../operations/contract.ts';

export interface TailRequest {
  /** Lines of before. */
  readonly lines: number;
  readonly isFollowing: boolean;
  /** Absent: all are. */
  readonly isWanted?: (event: ControlEvent) => boolean;
}

export interface TailPorts {
  readonly journal: Pick<JournalOperations, 'events'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  readonly show: (events: readonly Numbered<ControlEvent>[]) => void;
  /** The journal could not be read just now. */
  readonly complain: (error: unknown) => void;
}

const POLL_MS = 1_000;
const PAGE = 1_000;
/** Looked through for lines of before that are wanted. */
const LOOKED_THROUGH = 10_000;

export async function tailJournal(request: TailRequest, ports: TailPorts): Promise<void> {
  const { journal, clock, signal, show, complain } = ports;
  const { lines, isFollowing, isWanted = () => true } = request;
  const limit = request.isWanted === undefined ? lines : LOOKED_THROUGH;
  const newest = await journal.events({ limit });
  show(newest.filter(({ entry }) => isWanted(entry)).slice(-lines));
  let afterId = newest.at(-1)?.id ?? 0;
  let isBroken = false;
  while (isFollowing && !signal.aborted) {
    try {
      const page = await journal.events({ afterId, limit: PAGE });
      show(page.filter(({ entry }) => isWanted(entry)));
      afterId = page.at(-1)?.id ?? afterId;
      isBroken = false;
      if (page.length === PAGE) continue;
    } catch (error) {
      // Said once; it goes on where it was when the Ballast or its file is back.
      if (!isBroken) complain(error);
      isBroken = true;
    }
    await clock.sleep(POLL_MS, signal);
  }
}
