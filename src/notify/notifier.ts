/**
 * Tells people and their tools what happens: it stands behind the store and hears what was committed,
 * and behind the loop and sees the newest state. Neither waits for it.
 *
 * Only the leader tells: events come with its fence, states with its snapshot. What the journal has and
 * nobody was told when a leader died, the next one tells: how far each channel came is kept in the
 * store (`notify`), at least once and not exactly once; ids let receivers see what they have had.
 */

import type { ControlEvent } from '../model/control.ts';
import type { LoopMeter } from '../model/loop-meter.ts';
import type { Clock, Logger, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Random } from '../lib/random.ts';
import { createSender } from './channels/create-senders.ts';
import { conditionsOf } from './conditions.ts';
import { createEventOutlet } from './event-outlet.ts';
import { noticeOf } from './notice.ts';
import type { Outlet, OutletCounts } from './outlet.ts';
import { GIVE_UP_MS } from './pace.ts';
import { createSecretReader, type ReadSecret } from './secret.ts';
import { createStateOutlet } from './state-outlet.ts';

export interface Notifier {
  /** The same store; what the leader commits is told. */
  listening(store: Store): Store;
  readonly meter: LoopMeter;
  counts(): Readonly<Record<string, OutletCounts>>;
  /** Until the signal aborts; then sends what waits, for two seconds at most. Never throws. */
  run(signal: AbortSignal): Promise<void>;
}

export interface NotifierOptions {
  readonly strategy: Strategy;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly readSecret?: ReadSecret;
}

/** Name of the setting: by channel, the time before which all has been dealt with. */
export const NOTIFY_SETTING = 'notify';
const SAVE_EVERY_MS = 5_000;
/** Events looked through for what was left untold. */
const RESUME_EVENTS = 1_000;
/** Ids that were offered already. */
const SEEN_MAX = 2_000;

interface Office extends NotifierOptions {
  readonly outlets: readonly Outlet[];
  /** Ids that were offered. */
  readonly seen: Set<string>;
  isLeading: boolean;
  resuming: Promise<void>;
}

export function createNotifier(options: NotifierOptions): Notifier {
  const outlets = createOutlets(options);
  const start = { seen: new Set<string>(), isLeading: false, resuming: Promise.resolve() };
  const office: Office = { ...options, outlets, ...start };
  const { clock } = options;
  return {
    listening: (inner) => ({
      ...inner,
      async commit(commit) {
        await inner.commit(commit);
        if (commit.fence === undefined) return;
        for (const event of commit.events ?? []) offer(office, event, () => true);
      },
    }),
    meter: {
      tickEnded({ snapshot }) {
        const leads = (snapshot.leader ?? null) !== null;
        if (leads && !office.isLeading) office.resuming = resume(office);
        if (!leads && office.isLeading) for (const outlet of outlets) outlet.silence();
        office.isLeading = leads;
        if (!leads) return;
        const conditions = conditionsOf(snapshot);
        for (const outlet of outlets) outlet.observe(conditions, clock.nowMs());
      },
    },
    counts: () => Object.fromEntries(outlets.map((outlet) => [outlet.name, outlet.counts()])),
    async run(signal) {
      if (outlets.length === 0) return;
      await Promise.all([
        ...outlets.map((outlet) => outlet.run(signal)),
        saveOften(office, signal),
      ]);
      await save(office);
    },
  };
}

function offer(office: Office, event: ControlEvent, isFor: (outlet: Outlet) => boolean): void {
  const { seen, outlets, strategy } = office;
  const notice = noticeOf(event, strategy);
  if (notice === null || seen.has(notice.id)) return;
  seen.add(notice.id);
  const [oldest] = seen;
  if (seen.size > SEEN_MAX && oldest !== undefined) seen.delete(oldest);
  for (const outlet of outlets) if (isFor(outlet)) outlet.offer(notice);
}

/** Offers what the journal has and the leader before could not tell. */
async function resume(office: Office): Promise<void> {
  const { store, clock, logger } = office;
  try {
    const settled = readSettled(await store.readSetting(NOTIFY_SETTING));
    const sinceMs = clock.nowMs() - GIVE_UP_MS;
    for (const event of await store.readEvents(RESUME_EVENTS)) {
      if (event.atMs < sinceMs) continue;
      // A channel that is new begins with what comes now.
      offer(office, event, ({ name }) => event.atMs >= (settled[name] ?? Infinity));
    }
  } catch (error) {
    logger.warn({ error: String(error) }, 'What was left untold cannot be read from the store.');
  }
}

async function saveOften(office: Office, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await office.clock.sleep(SAVE_EVERY_MS, signal);
    await save(office);
  }
}

async function save(office: Office): Promise<void> {
  if (!office.isLeading) return;
  await office.resuming;
  const mine = Object.fromEntries(
    office.outlets.flatMap((outlet) => {
      const settledMs = outlet.settledMs();
      return settledMs === null ? [] : [[outlet.name, settledMs]];
    }),
  );
  if (Object.keys(mine).length === 0) return;
  try {
    await office.store.updateSetting(NOTIFY_SETTING, (stored) => ({
      ...readSettled(stored),
      ...mine,
    }));
  } catch (error) {
    office.logger.warn({ error: String(error) }, 'How far notifications came cannot be kept.');
  }
}

function createOutlets({ strategy, clock, random, logger, readSecret }: NotifierOptions): Outlet[] {
  const secrets = readSecret ?? createSecretReader();
  return strategy.notify.map((notification) => {
    const common = { notification, strategy: strategy.name, clock, random, logger };
    const made = createSender(notification, secrets);
    return made.tells === 'events'
      ? createEventOutlet(made.sender, common)
      : createStateOutlet(made.sender, common);
  });
}

/** What stands in a store, which others may have written; anything else is left out. */
function readSettled(stored: unknown): Readonly<Record<string, number>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
