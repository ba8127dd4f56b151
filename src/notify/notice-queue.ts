/**
 * What waits to be told to one channel. Plain bookkeeping without I/O: selects, counts repeats, keeps
 * within its limit, says when the next message is due and what is in it.
 */

import type { Notification } from '../model/notification.ts';
import type { ToldNotice } from './channels/sender.ts';
import type { Notice } from './notice.ts';
import { DELIVERY_MAX, GATHER_MS, GIVE_UP_MS, QUEUE_MAX, REPEAT_MS } from './pace.ts';
import { isWanted, rankOf } from './selection.ts';

export interface NoticeQueue {
  /** Whether it has to be told, was counted as a repeat, or is of no interest. */
  offer(notice: Notice, nowMs: number): 'queued' | 'repeated' | 'unwanted';
  /** When the next message should go out; `null` when nothing waits. */
  dueMs(): number | null;
  /** What that message holds, the gravest first; it stays in the queue until `settle`. */
  take(): readonly ToldNotice[];
  settle(notices: readonly ToldNotice[]): void;
  /** Removes what is too old, and says how many. */
  giveUp(nowMs: number): number;
  /** Dropped by the limit since the start. */
  readonly droppedCount: number;
  readonly length: number;
  /** When the oldest waiting one happened; `null` when nothing waits. */
  oldestMs(): number | null;
  clear(): void;
}

interface Waiting {
  readonly notice: Notice;
  readonly offeredAtMs: number;
}

interface Told {
  atMs: number;
  repeats: number;
}

/** Keys remembered for repeats; the oldest are forgotten. */
const TOLD_MAX = 2_000;

export function createNoticeQueue(notification: Notification): NoticeQueue {
  let waiting: Waiting[] = [];
  const told = new Map<string, Told>();
  let droppedCount = 0;
  return {
    offer(notice, nowMs) {
      if (!isWanted(notice, notification)) return 'unwanted';
      if (waiting.some(({ notice: { id } }) => id === notice.id)) return 'unwanted';
      const before = told.get(notice.key);
      if (before !== undefined && nowMs - before.atMs < REPEAT_MS) {
        before.repeats += 1;
        return 'repeated';
      }
      told.delete(notice.key);
      told.set(notice.key, { atMs: nowMs, repeats: 0 });
      forgetOldest(told);
      waiting.push({ notice: withRepeats(notice, before), offeredAtMs: nowMs });
      if (waiting.length > QUEUE_MAX) {
        waiting = withoutLeast(waiting);
        droppedCount += 1;
      }
      return 'queued';
    },
    dueMs: () =>
      waiting.reduce<number | null>((due, { notice, offeredAtMs }) => {
        const own = offeredAtMs + GATHER_MS[notice.severity];
        return due === null ? own : Math.min(due, own);
      }, null),
    take: () =>
      waiting
        .slice(0, DELIVERY_MAX)
        .map(({ notice }) => ({ repeats: 0, ...notice }))
        .toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity)),
    settle(notices) {
      const done = new Set(notices.map(({ id }) => id));
      waiting = waiting.filter(({ notice }) => !done.has(notice.id));
    },
    giveUp(nowMs) {
      const before = waiting.length;
      waiting = waiting.filter(({ offeredAtMs }) => nowMs - offeredAtMs < GIVE_UP_MS);
      return before - waiting.length;
    },
    get droppedCount() {
      return droppedCount;
    },
    get length() {
      return waiting.length;
    },
    oldestMs: () =>
      waiting.reduce<number | null>(
        (oldest, { notice }) => Math.min(oldest ?? Infinity, notice.atMs),
        null,
      ),
    clear() {
      waiting = [];
    },
  };
}

function withRepeats(notice: Notice, before: Told | undefined): Notice & { repeats?: number } {
  return before === undefined || before.repeats === 0
    ? notice
    : { ...notice, repeats: before.repeats };
}

/** Without the oldest of the least grave. */
function withoutLeast(waiting: readonly Waiting[]): Waiting[] {
  let least = 0;
  for (const [index, { notice }] of waiting.entries()) {
    const now = waiting[least];
    if (now !== undefined && rankOf(notice.severity) > rankOf(now.notice.severity)) least = index;
  }
  return waiting.filter((_, index) => index !== least);
}

function forgetOldest(told: Map<string, Told>): void {
  const [oldest] = told.keys();
  if (told.size > TOLD_MAX && oldest !== undefined) told.delete(oldest);
}
