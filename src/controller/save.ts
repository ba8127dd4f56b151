/**
 * What is kept of a tick: state and events when there is news, or when it is time; the decision and
 * the tick of the journal always. The leader saves all, a follower only what it tells of itself.
 */

import type { EventKind } from '../model/control.ts';
import type { Store, StoreCommit } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Running } from './running.ts';

/** What is remembered but decides nothing by itself (means, windows) is saved this often. */
const SAVE_EVERY_MS = 10_000;
/** Journal lines kept in memory while the store cannot be written. */
const UNSAVED_LIMIT = 1_000;
/** What a controller that does not lead tells of itself. */
const OWN_EVENTS: readonly EventKind[] = [
  'not-leading',
  'lease-lost',
  'controller-started',
  'controller-stopped',
];

export async function save(
  running: Running,
  options: { store: Store; snapshot: StatusSnapshot | null; nowMs: number },
): Promise<void> {
  const { store, snapshot, nowMs } = options;
  const fence = running.leadership.token();
  if (fence === null) return await saveAsFollower(running, store);
  running.unsaved = running.unsaved.slice(-UNSAVED_LIMIT);
  const events = running.unsaved;
  const isDue = nowMs - running.savedAtMs >= SAVE_EVERY_MS;
  const isNews = events.length > 0 || running.decision !== null || snapshot === null;
  const commit: StoreCommit = {
    fence,
    ...(isNews || isDue ? { state: running.state, events } : {}),
    ...(running.decision === null ? {} : { decision: running.decision }),
    ...(running.tick === null ? {} : { tick: running.tick }),
    ...(snapshot === null ? {} : { snapshot }),
  };
  await store.commit(commit);
  if (isNews || isDue) running.savedAtMs = nowMs;
  running.unsaved = [];
  running.decision = null;
  running.tick = null;
}

/** The state, the decisions and the snapshot in the store are the leader's. */
async function saveAsFollower(running: Running, store: Store): Promise<void> {
  const events = running.unsaved.filter(({ kind }) => OWN_EVENTS.includes(kind));
  if (events.length > 0) await store.commit({ events });
  running.unsaved = [];
  running.decision = null;
  running.tick = null;
}
