/**
 * The loop of `ballast top`: reads once a second, draws after each read, key and resize. Reading never
 * stops drawing: what cannot be read is said and the last picture stays, with its age.
 */

import type { Clock } from '../../model/ports.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { StatusReport } from '../../operations/contract.ts';
import { messageOf } from '../failure.ts';
import { screenWords } from '../screen-words.ts';
import type { Size } from '../terminal.ts';
import { type FrameInput, pageOf, topFrame } from './frame.ts';
import { listed } from './list.ts';
import { FIRST_VIEW, type Key, pressKey, type TopView } from './view.ts';

export interface TopReading {
  readonly report: StatusReport;
  readonly events: readonly ControlEvent[];
}

export interface TopPorts {
  read(): Promise<TopReading>;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  readonly signal: AbortSignal;
  readonly screen: TopScreen;
  readonly colors: FrameInput['colors'];
  readonly words?: FrameInput['words'];
}

export interface TopScreen {
  size(): Size;
  draw(lines: readonly string[]): void;
  /** Returns what ends the listening. */
  onKey(listener: (key: Key) => void): () => void;
  onResize(listener: () => void): () => void;
}

const REFRESH_MS = 1_000;

/** Resolves when the person has had enough, or the signal aborts. */
export async function runTop(ports: TopPorts): Promise<void> {
  const { clock, screen, colors, words = screenWords('en') } = ports;
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, over.signal]);
  let reading = await ports.read();
  let view: TopView = FIRST_VIEW;
  let failure: string | null = null;
  let pausedAtMs: number | null = null;

  const draw = () => {
    const nowMs = pausedAtMs ?? clock.nowMs();
    const size = screen.size();
    screen.draw(topFrame({ ...reading, view, size, nowMs, colors, failure, words }));
  };
  const endKeys = screen.onKey((key) => {
    const services = listed(reading.report.snapshot.upstreams, view).map(({ service }) => service);
    view = pressKey(view, key, { services, page: pageOf(screen.size()) });
    pausedAtMs = view.isPaused ? (pausedAtMs ?? clock.nowMs()) : null;
    if (view.isOver) over.abort();
    else draw();
  });
  const endResize = screen.onResize(draw);
  try {
    draw();
    while (!signal.aborted) {
      await clock.sleep(REFRESH_MS, signal);
      if (signal.aborted) return;
      if (view.isPaused) continue;
      try {
        reading = await ports.read();
        failure = null;
      } catch (error) {
        failure = messageOf(error);
      }
      draw();
    }
  } finally {
    endKeys();
    endResize();
  }
}
