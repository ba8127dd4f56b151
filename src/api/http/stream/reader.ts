/**
 * One who reads the stream. What cannot be sent yet waits in the socket, up to a limit; of
 * snapshots only the newest waits. Who takes nothing for some seconds is dropped: it can come back
 * and go on after the last event it saw.
 */

import type { ServerResponse } from 'node:http';

import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import { eventFrame } from './frames.ts';

export interface StreamReader {
  /** Number of the last event that was sent. */
  readonly lastId: number;
  sendEvents(events: readonly Numbered<ControlEvent>[]): void;
  /** The newest state; takes the place of one that still waits. */
  sendState(frame: string): void;
  send(frame: string): void;
  /** Drops it when it takes nothing. */
  check(nowMs: number): void;
  end(frame: string): void;
}

/** Of events for one reader: a thousand of them. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const MAX_STALL_MS = 10_000;

export function createStreamReader(options: {
  readonly raw: ServerResponse;
  readonly lastId: number;
  readonly nowMs: () => number;
}): StreamReader {
  const { raw, nowMs } = options;
  let lastId = options.lastId;
  let waitingState: string | null = null;
  let stalledSinceMs: number | null = null;

  function write(frame: string): void {
    if (raw.destroyed || raw.writableEnded) return;
    if (!raw.write(frame)) stalledSinceMs ??= nowMs();
  }

  raw.on('drain', () => {
    stalledSinceMs = null;
    if (waitingState === null) return;
    const frame = waitingState;
    waitingState = null;
    write(frame);
  });
  raw.on('error', () => raw.destroy());

  return {
    get lastId() {
      return lastId;
    },
    sendEvents(events) {
      for (const event of events) {
        if (event.id <= lastId) continue;
        lastId = event.id;
        write(eventFrame(event));
      }
      // A state of thousands of services may wait; events behind it may not pile up.
      if (stalledSinceMs !== null && raw.writableLength > 2 * MAX_WAITING_BYTES) raw.destroy();
    },
    sendState(frame) {
      if (stalledSinceMs === null) write(frame);
      else waitingState = frame;
    },
    send: write,
    check(now) {
      if (stalledSinceMs !== null && now - stalledSinceMs > MAX_STALL_MS) raw.destroy();
    },
    end(frame) {
      write(frame);
      raw.end();
    },
  };
}
