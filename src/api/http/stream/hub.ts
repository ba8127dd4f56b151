/**
 * The live stream: one look at the state and the journal for all who read it, while anybody does.
 * Each reader gets the state when it has changed and each event once, in order; after a break it
 * goes on after the last event it saw.
 */

import type { ServerResponse } from 'node:http';

import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import type { Clock, Logger } from '../../../model/ports.ts';
import type { Operations } from '../../../operations/contract.ts';
import { OperationError } from '../../../operations/operation-error.ts';
import { withoutSecrets } from '../redact.ts';
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

const HEART_BEAT_MS = 15_000;
/** With a tick of 1 s, what is shown is at most 1.5 s old. */
const STEP_MS = 500;
const MAX_STEP_MS = 3_000;
/** Looking takes at most this part of the process's time. */
const BUSY_RATIO = 0.1;
const PAGE = 500;
/** More than this many missed events are not sent again one by one. */
const MAX_PAGES = 20;

interface Reading {
  readonly reader: StreamReader;
  readonly isAllowed: () => Promise<boolean>;
  isCatchingUp: boolean;
}

export function createStreamHub(options: {
  readonly operations: Pick<Operations, 'status' | 'journal'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  readonly version: string;
}): StreamHub {
  const { operations, clock, logger, version } = options;
  const readings = new Set<Reading>();
  let stateFrame = '';
  let failure = '';
  let newestId = 0;
  let heartBeatAtMs = 0;
  let timer: NodeJS.Timeout | null = null;
  let started: Promise<void> | null = null;
  let isClosed = false;

  /** From nobody to somebody: what happened meanwhile is not new to those who come. */
  async function start(): Promise<void> {
    const [newest] = await operations.journal.events({ limit: 1 });
    newestId = newest?.id ?? 0;
    stateFrame = await readState();
    heartBeatAtMs = clock.nowMs() + HEART_BEAT_MS;
  }

  function plan(delayMs: number): void {
    if (isClosed || readings.size === 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void step(), delayMs);
    timer.unref();
  }

  async function step(): Promise<void> {
    const beganMs = clock.nowMs();
    try {
      await look(beganMs);
      failure = '';
    } catch (error) {
      const text = withoutSecrets(String(error));
      if (text !== failure) logger.warn({ error: text }, 'The live stream cannot look.');
      failure = text;
    }
    const tookMs = clock.nowMs() - beganMs;
    plan(Math.min(MAX_STEP_MS, Math.max(STEP_MS, tookMs / BUSY_RATIO)));
  }

  async function look(nowMs: number): Promise<void> {
    const frame = await readState();
    const isNew = frame !== stateFrame;
    stateFrame = frame;
    const events = await operations.journal.events({ afterId: newestId, limit: PAGE });
    newestId = events.at(-1)?.id ?? newestId;
    const isHeartBeat = nowMs >= heartBeatAtMs;
    if (isHeartBeat) heartBeatAtMs = nowMs + HEART_BEAT_MS;
    for (const reading of readings) {
      const { reader } = reading;
      if (!reading.isCatchingUp) reader.sendEvents(events);
      if (isNew) reader.sendState(frame);
      if (isHeartBeat) reader.send(HEART_BEAT);
      reader.check(nowMs);
    }
    if (isHeartBeat) await dropUninvited();
  }

  async function readState(): Promise<string> {
    try {
      return frameOf('state', await operations.status.status());
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      const { code, message, fix } = error;
      return frameOf('no-state', { code, detail: message, fix });
    }
  }

  async function dropUninvited(): Promise<void> {
    for (const { reader, isAllowed } of readings) {
      if (!(await isAllowed())) reader.end(frameOf('bye', { reason: 'The token has ended.' }));
    }
  }

  /** Until the reader has seen what all others have. */
  async function catchUp(reading: Reading): Promise<void> {
    const { reader } = reading;
    for (let pages = 0; pages < MAX_PAGES && reader.lastId < newestId; pages += 1) {
      const query = { afterId: reader.lastId, limit: PAGE };
      const events: readonly Numbered<ControlEvent>[] = await operations.journal.events(query);
      if (events.length === 0) break;
      reader.sendEvents(events);
    }
    if (reader.lastId < newestId) reader.send(frameOf('gap', { afterId: reader.lastId }));
    reading.isCatchingUp = false;
  }

  return {
    get readers() {
      return readings.size;
    },
    async open({ raw, afterId, isAllowed, onClose }) {
      started ??= start().catch((error: unknown) => {
        started = null;
        throw error;
      });
      await started;
      // An id from before the store was replaced would never be reached.
      const lastId = Math.min(afterId ?? newestId, newestId);
      const reader = createStreamReader({ raw, lastId, nowMs: () => clock.nowMs() });
      const reading: Reading = { reader, isAllowed, isCatchingUp: lastId < newestId };
      if (raw.destroyed) return onClose();
      const wasEmpty = readings.size === 0;
      readings.add(reading);
      raw.on('close', () => {
        readings.delete(reading);
        if (readings.size === 0) stop();
        onClose();
      });
      const hello = { version, atMs: clock.nowMs(), heartBeatMs: HEART_BEAT_MS, lastId };
      reader.send(`retry: 2000\n${frameOf('hello', hello)}`);
      reader.sendState(stateFrame);
      if (wasEmpty) plan(STEP_MS);
      if (reading.isCatchingUp) await catchUp(reading);
    },
    close() {
      isClosed = true;
      for (const { reader } of readings) reader.end(frameOf('bye', { reason: 'Ballast stops.' }));
      stop();
    },
  };

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    started = null;
    stateFrame = '';
  }
}
