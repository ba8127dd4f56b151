/**
 * The live stream: one look at the state and the journal for all who read it, while anybody does.
 * Each reader gets the state when it has changed and each event once, in order; after a break it
 * goes on after the last event it saw.
 */

import type { ServerResponse } from 'node:http';

import type { Clock, Logger } from '../../../model/ports.ts';
import type { Language } from '../../../lib/locale.ts';
import type { Operations } from '../../../operations/contract.ts';
import { withoutSecrets } from '../redact.ts';
import { createFeed, type Feed } from './feed.ts';
import { frameOf, HEART_BEAT } from './frames.ts';
import { createStreamReader, type StreamReader } from './reader.ts';

export interface StreamHub {
  /** How many read now. */
  readonly readers: number;
  /** Takes the answer over until its reader goes away. */
  open(options: {
    readonly raw: ServerResponse;
    /** Last event that the reader saw before; `null` = only what comes. */
    readonly afterId: number | null;
    /** Whether it may still read; asked at each heart-beat. */
    readonly isAllowed: () => Promise<boolean>;
    readonly onClose: () => void;
  }): Promise<void>;
  close(): void;
}

export interface StreamHubOptions {
  readonly operations: Pick<Operations, 'status' | 'journal'>;
  /** Of what these operations say. */
  readonly language: Language;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  readonly version: string;
}

const HEART_BEAT_MS = 15_000;

interface Reading {
  readonly reader: StreamReader;
  readonly isAllowed: () => Promise<boolean>;
  isCatchingUp: boolean;
}

export function createStreamHub(options: StreamHubOptions): StreamHub {
  const { clock, version } = options;
  const feed = createFeed(options.operations, options.language);
  const readings = new Set<Reading>();
  const isHeartBeat = createHeartBeat();
  const loop = createLoop(options, async () => {
    const nowMs = clock.nowMs();
    await tell({ feed, readings, nowMs, isHeartBeat: isHeartBeat(nowMs) });
  });
  let begun: Promise<void> | null = null;
  let isClosed = false;

  /** From nobody to somebody: what happened meanwhile is not new to those who come. */
  function begin(): Promise<void> {
    begun ??= feed.begin().catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  }

  function leave(reading: Reading): void {
    readings.delete(reading);
    if (readings.size > 0) return;
    loop.stop();
    begun = null;
  }

  return {
    get readers() {
      return readings.size;
    },
    async open({ raw, afterId, isAllowed, onClose }) {
      await begin();
      if (raw.destroyed || isClosed) return onClose();
      // An id from before the store was replaced would never be reached.
      const lastId = Math.min(afterId ?? feed.newestId, feed.newestId);
      const reader = createStreamReader({ raw, lastId, nowMs: () => clock.nowMs() });
      const reading: Reading = { reader, isAllowed, isCatchingUp: lastId < feed.newestId };
      readings.add(reading);
      raw.on('close', () => {
        leave(reading);
        onClose();
      });
      const hello = { version, atMs: clock.nowMs(), heartBeatMs: HEART_BEAT_MS, lastId };
      reader.send(`retry: 2000\n${frameOf('hello', hello)}`);
      reader.sendState(feed.stateFrame);
      if (readings.size === 1) loop.start();
      if (reading.isCatchingUp) await feed.catchUp(reader);
      reading.isCatchingUp = false;
    },
    close() {
      isClosed = true;
      loop.stop();
      for (const { reader } of readings) reader.end(frameOf('bye', { reason: 'Ballast stops.' }));
    },
  };
}

async function tell(options: {
  readonly feed: Feed;
  readonly readings: ReadonlySet<Reading>;
  readonly nowMs: number;
  readonly isHeartBeat: boolean;
}): Promise<void> {
  const { feed, readings, nowMs, isHeartBeat } = options;
  const { isNewState, events } = await feed.look();
  for (const { reader, isCatchingUp } of readings) {
    if (!isCatchingUp) reader.sendEvents(events);
    if (isNewState) reader.sendState(feed.stateFrame);
    if (isHeartBeat) reader.send(HEART_BEAT);
    reader.check(nowMs);
  }
  if (isHeartBeat) await dropUninvited(readings);
}

/** Whether one is due; the first is after a whole interval. */
function createHeartBeat(): (nowMs: number) => boolean {
  let dueMs: number | null = null;
  return (nowMs) => {
    const isDue = dueMs !== null && nowMs >= dueMs;
    if (dueMs === null || isDue) dueMs = nowMs + HEART_BEAT_MS;
    return isDue;
  };
}

async function dropUninvited(readings: ReadonlySet<Reading>): Promise<void> {
  for (const { reader, isAllowed } of readings) {
    if (!(await isAllowed())) reader.end(frameOf('bye', { reason: 'The token has ended.' }));
  }
}

/** With a tick of 1 s, what is shown is at most 1.5 s old. */
const STEP_MS = 500;
const MAX_STEP_MS = 3_000;
/** Looking takes at most this part of the process's time. */
const BUSY_RATIO = 0.1;

function createLoop(
  { clock, logger }: Pick<StreamHubOptions, 'clock' | 'logger'>,
  work: () => Promise<void>,
): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  let isOn = false;
  let failure = '';

  function plan(delayMs: number): void {
    if (!isOn) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void step(), delayMs);
    timer.unref();
  }

  async function step(): Promise<void> {
    const beganMs = clock.nowMs();
    try {
      await work();
      failure = '';
    } catch (error) {
      const text = withoutSecrets(String(error));
      if (text !== failure) logger.warn({ error: text }, 'The live stream cannot look.');
      failure = text;
    }
    const tookMs = clock.nowMs() - beganMs;
    plan(Math.min(MAX_STEP_MS, Math.max(STEP_MS, tookMs / BUSY_RATIO)));
  }

  return {
    start() {
      isOn = true;
      plan(STEP_MS);
    },
    stop() {
      isOn = false;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
