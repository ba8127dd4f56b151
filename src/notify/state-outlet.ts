/**
 * Tells one channel of states: what is so, again and again, and what has ended until that was taken.
 * It keeps no queue, only the newest picture: what failed is made good by the next attempt.
 */

import type { StateSender } from './channels/sender.ts';
import type { Condition } from './conditions.ts';
import { broke, freshLine, type Line, wentOut } from './line.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { ATTEMPT_MS, FAREWELL_MS, STATE_EVERY_MS, STATE_SPACING_MS } from './pace.ts';
import { isWanted } from './selection.ts';
import { createWaker } from './waker.ts';

/** Ends that wait to be told; the oldest are forgotten, alerts then end by their own time. */
const ENDED_MAX = 1_000;

type Ended = Condition & { readonly endedAtMs: number };

interface Picture extends OutletOptions, Line {
  readonly sender: StateSender;
  active: ReadonlyMap<string, Condition>;
  ended: ReadonlyMap<string, Ended>;
  isChanged: boolean;
  attemptedAtMs: number;
}

export function createStateOutlet(sender: StateSender, options: OutletOptions): Outlet {
  const { notification, clock } = options;
  const waker = createWaker(clock);
  const picture: Picture = {
    ...options,
    sender,
    active: new Map(),
    ended: new Map(),
    isChanged: false,
    attemptedAtMs: -Infinity,
    ...freshLine(),
  };
  return {
    name: notification.name,
    offer() {},
    observe(conditions, nowMs) {
      look(picture, conditions, nowMs);
      if (picture.isChanged) waker.wake();
    },
    silence() {
      picture.active = new Map();
      picture.ended = new Map();
      picture.isChanged = false;
    },
    counts() {
      const { sent, failed, sentAtMs, failure, isChanged } = picture;
      const waiting = isChanged ? 1 : 0;
      return { sent, failed, dropped: 0, repeated: 0, waiting, sentAtMs, failure };
    },
    settledMs: () => null,
    async run(signal) {
      while (!signal.aborted) {
        const untilMs = nextMs(picture);
        if (untilMs === null || untilMs > clock.nowMs()) await waker.sleepUntil(untilMs, signal);
        else await attempt(picture, signal);
      }
      if (picture.isChanged) await attempt(picture, clock.timeoutSignal(FAREWELL_MS));
    },
  };
}

function look(picture: Picture, conditions: readonly Condition[], nowMs: number): void {
  const before = picture.active;
  const wanted = conditions.filter((one) => isWanted(one, picture.notification));
  // Text may change from tick to tick; when it began is known best at first.
  const active = new Map(
    wanted.map((one) => [
      one.key,
      { ...one, sinceMs: before.get(one.key)?.sinceMs ?? one.sinceMs ?? nowMs },
    ]),
  );
  const gone = [...before.values()].filter(({ key }) => !active.has(key));
  const isNews = [...active.keys()].some((key) => !before.has(key));
  picture.active = active;
  if (gone.length === 0 && !isNews) return;
  picture.isChanged = true;
  const ended = [
    ...[...picture.ended.values()].filter(({ key }) => !active.has(key)),
    ...gone.map((one) => ({ ...one, endedAtMs: nowMs })),
  ];
  picture.ended = new Map(ended.slice(-ENDED_MAX).map((one) => [one.key, one]));
}

/** When the next attempt is due; `null` while there is nothing to tell. */
function nextMs({ isChanged, active, attemptedAtMs, notBeforeMs }: Picture): number | null {
  if (isChanged) return Math.max(attemptedAtMs + STATE_SPACING_MS, notBeforeMs);
  return active.size === 0 ? null : Math.max(attemptedAtMs + STATE_EVERY_MS, notBeforeMs);
}

async function attempt(picture: Picture, signal: AbortSignal): Promise<void> {
  const { clock, logger, notification, strategy } = picture;
  const nowMs = clock.nowMs();
  const [active, ended] = [[...picture.active.values()], [...picture.ended.values()]];
  picture.isChanged = false;
  picture.attemptedAtMs = nowMs;
  try {
    const state = { strategy, nowMs, active, ended };
    await picture.sender.sync(state, clock.timeoutSignal(ATTEMPT_MS, signal));
  } catch (error) {
    failedAttempt(picture, error);
    return;
  }
  const told = new Set(ended);
  const left = [...picture.ended.values()].filter((one) => !told.has(one));
  picture.ended = new Map(left.map((one) => [one.key, one]));
  if (wentOut(picture, 1, picture)) {
    logger.info({ channel: notification.name }, 'Notifications go out again.');
  }
}

function failedAttempt(picture: Picture, error: unknown): void {
  const { logger, notification } = picture;
  const { message, fix, isNews } = broke(picture, error, picture);
  picture.failed += 1;
  picture.isChanged = true;
  const fields = { channel: notification.name, error: message };
  if (isNews) logger.warn(fields, `A state could not be told. ${fix}`);
}
