/** The controller's store, read beside it as `status` and `explain` do. */

import { openStateFile } from '../../../src/cli/state-file.ts';
import type { ControlEvent, EventKind } from '../../../src/model/control.ts';
import type { Store } from '../../../src/model/ports.ts';
import type { RegionStatus, StatusSnapshot } from '../../../src/model/status.ts';
import { waitFor } from './wait.ts';

export interface Journal {
  /** All of them, or those of one kind, oldest first. */
  events(kind?: EventKind): Promise<readonly ControlEvent[]>;
  snapshot(): Promise<StatusSnapshot | null>;
  region(name: string): Promise<RegionStatus | null>;
  waitForPhase(region: string, phase: RegionStatus['phase']): Promise<RegionStatus>;
  /** Resolves to the first event of the kind beyond the `skip` oldest ones. */
  waitForEvent(kind: EventKind, options?: { readonly skip?: number }): Promise<ControlEvent>;
  /** The newest lines, for messages. */
  tail(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const EVENT_LIMIT = 10_000;
const TAIL_LINES = 12;
const TIMEOUT_MS = 30_000;

export function openJournal(place: string): Journal {
  let store: Store | null = null;
  const opened = async () => (store ??= await openStateFile(place));
  const journal: Journal = {
    async events(kind) {
      const events = await (await opened()).readEvents(EVENT_LIMIT);
      return kind === undefined ? events : events.filter((event) => event.kind === kind);
    },
    snapshot: async () => (await opened()).readSnapshot(),
    async region(name) {
      const upstream = (await journal.snapshot())?.upstreams[0];
      return upstream?.regions.find(({ region }) => region === name) ?? null;
    },
    waitForPhase(region, phase) {
      const look = async () => {
        const found = await journal.region(region);
        return found?.phase === phase ? found : null;
      };
      const options = { timeoutMs: TIMEOUT_MS, context: () => journal.tail() };
      return waitFor(`${region} is ${phase}`, look, options);
    },
    waitForEvent(kind, { skip = 0 } = {}) {
      const look = async () => (await journal.events(kind))[skip];
      return waitFor(kind, look, { timeoutMs: TIMEOUT_MS, context: () => journal.tail() });
    },
    tail: async () =>
      (await journal.events()).slice(-TAIL_LINES).map(({ kind, message }) => `${kind}: ${message}`),
    close: async () => store?.close(),
  };
  return journal;
}
