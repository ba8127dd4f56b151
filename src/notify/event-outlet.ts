/**
 * Tells one channel of events: gathers what comes together, sends it as one message, tries again with
 * growing pauses, gives up after a quarter of an hour. What it cannot send it counts and says.
 */

import { createHash } from 'node:crypto';
import type { Delivery, EventSender, ToldNotice } from './channels/sender.ts';
import { broke, freshLine, type Line, wentOut } from './line.ts';
import { createNoticeQueue, type NoticeQueue } from './notice-queue.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { ATTEMPT_MS, FAREWELL_MS } from './pace.ts';
import { createWaker } from './waker.ts';

interface Desk extends OutletOptions, Line {
  readonly sender: EventSender;
  readonly queue: NoticeQueue;
  repeated: number;
  /** Newest of all that was offered: what a later start need not look at again. */
  offeredUntilMs: number | null;
  /** Losses that a message has told of. */
  lostSaid: number;
}

export function createEventOutlet(sender: EventSender, options: OutletOptions): Outlet {
  const { notification, clock, logger } = options;
  const { name } = notification;
  const queue = createNoticeQueue(notification);
  const waker = createWaker(clock);
  const counts = { repeated: 0, offeredUntilMs: null, lostSaid: 0 };
  const desk: Desk = { ...options, sender, queue, ...counts, ...freshLine() };
  return {
    name,
    offer(notice) {
      const dropped = queue.droppedCount;
      const outcome = queue.offer(notice, clock.nowMs());
      if (outcome === 'repeated') desk.repeated += 1;
      desk.offeredUntilMs = Math.max(desk.offeredUntilMs ?? 0, notice.atMs);
      if (queue.droppedCount > dropped && dropped === 0) {
        logger.warn({ channel: name }, 'Too many notifications wait; the least grave are dropped.');
      }
      if (outcome === 'queued') waker.wake();
    },
    observe() {},
    silence: () => queue.clear(),
    counts() {
      const { sent, failed, repeated, sentAtMs, failure } = desk;
      const [dropped, waiting] = [queue.droppedCount, queue.length];
      return { sent, failed, repeated, dropped, waiting, sentAtMs, failure };
    },
    settledMs: () => queue.oldestMs() ?? desk.offeredUntilMs,
    async run(signal) {
      while (!signal.aborted) {
        const dueMs = queue.dueMs();
        const untilMs = dueMs === null ? null : Math.max(dueMs, desk.notBeforeMs);
        if (untilMs === null || untilMs > clock.nowMs()) {
          await waker.sleepUntil(untilMs, signal);
        } else {
          await attempt(desk, signal);
        }
        giveUp(desk);
      }
      if (queue.length > 0) await attempt(desk, clock.timeoutSignal(FAREWELL_MS));
    },
  };
}

async function attempt(desk: Desk, signal: AbortSignal): Promise<void> {
  const { queue, clock, logger, notification, strategy } = desk;
  const notices = queue.take();
  if (notices.length === 0) return;
  const lost = queue.droppedCount + desk.failed;
  const delivery: Delivery = {
    id: deliveryId(notices),
    strategy,
    sentAtMs: clock.nowMs(),
    notices,
    droppedCount: lost - desk.lostSaid,
    isTest: false,
  };
  try {
    await desk.sender.send(delivery, clock.timeoutSignal(ATTEMPT_MS, signal));
  } catch (error) {
    failedAttempt(desk, error, notices);
    return;
  }
  queue.settle(notices);
  if (wentOut(desk, notices.length, desk)) {
    logger.info({ channel: notification.name }, 'Notifications go out again.');
  }
  desk.lostSaid = lost;
}

function failedAttempt(desk: Desk, error: unknown, notices: readonly ToldNotice[]): void {
  const { logger, notification, queue } = desk;
  const { message, fix, isTemporary, isNews } = broke(desk, error, desk);
  const fields = { channel: notification.name, error: message, notices: notices.length };
  if (!isTemporary) {
    queue.settle(notices);
    desk.failed += notices.length;
    logger.error(fields, `A notification was refused and is given up. ${fix}`);
  } else if (isNews) {
    logger.warn(fields, `A notification could not be sent; it is tried again. ${fix}`);
  }
}

function giveUp(desk: Desk): void {
  const gone = desk.queue.giveUp(desk.clock.nowMs());
  if (gone === 0) return;
  desk.failed += gone;
  const fields = { channel: desk.notification.name, notices: gone };
  desk.logger.error(fields, 'Notifications were given up after 15 minutes.');
}

/** The same for the same notices: a receiver that took a delivery without our knowing sees it again. */
function deliveryId(notices: readonly ToldNotice[]): string {
  const ids = notices.map(({ id }) => id).join('\n');
  return createHash('sha256').update(ids).digest('hex').slice(0, 24);
}
