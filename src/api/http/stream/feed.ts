/** What the stream tells: the state as a frame, and what of the journal is new since the last look. */

import type { Language } from '../../../lib/locale.ts';
import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import type { Operations } from '../../../operations/contract.ts';
import { errorIn, OperationError } from '../../../operations/operation-error.ts';
import { frameOf } from './frames.ts';
import type { StreamReader } from './reader.ts';

export interface Feed {
  /** Number of the newest event that has been seen. */
  readonly newestId: number;
  readonly stateFrame: string;
  /** What has happened until now is not new. */
  begin(): Promise<void>;
  look(): Promise<{
    readonly isNewState: boolean;
    readonly events: readonly Numbered<ControlEvent>[];
  }>;
  /** Until the reader has seen what all others have. */
  catchUp(reader: StreamReader): Promise<void>;
}

const PAGE = 500;
/** More than this many missed events are not sent again one by one. */
const MAX_PAGES = 20;

export function createFeed(
  { status, journal }: Pick<Operations, 'status' | 'journal'>,
  language: Language,
): Feed {
  let stateFrame = '';
  let newestId = 0;

  async function readState(): Promise<string> {
    try {
      return frameOf('state', await status.status());
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      const { message: detail, fix } = errorIn(error, language);
      return frameOf('no-state', { code: error.code, detail, fix });
    }
  }

  return {
    get newestId() {
      return newestId;
    },
    get stateFrame() {
      return stateFrame;
    },
    async begin() {
      const [newest] = await journal.events({ limit: 1 });
      newestId = newest?.id ?? 0;
      stateFrame = await readState();
    },
    async look() {
      const frame = await readState();
      const isNewState = frame !== stateFrame;
      stateFrame = frame;
      const events = await journal.events({ afterId: newestId, limit: PAGE });
      newestId = events.at(-1)?.id ?? newestId;
      return { isNewState, events };
    },
    async catchUp(reader) {
      for (let pages = 0; pages < MAX_PAGES && reader.lastId < newestId; pages += 1) {
        const events = await journal.events({ afterId: reader.lastId, limit: PAGE });
        if (events.length === 0) break;
        reader.sendEvents(events);
      }
      if (reader.lastId < newestId) reader.send(frameOf('gap', { afterId: reader.lastId }));
    },
  };
}
