/**
 * What the stream says, as signals: the newest status, the newest events, and whether we are
 * connected. When the server is gone the last status stays, with its age; we come back with back-off.
 */

import { computed, signal } from '@preact/signals';
import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import type { StatusReport } from '../../../operations/contract.ts';
import { ApiError, callForItems, ownHeaders, problemOf, type Problem } from '../api/client.ts';
import { readStream, type StreamMessage } from '../api/event-stream.ts';
import { language } from './preferences.ts';
import { endSession } from './session.ts';

export interface Connection {
  readonly kind: 'connecting' | 'live' | 'lost';
  readonly sinceMs: number;
  /** When the next attempt is made; `null` while one is under way. */
  readonly retryAtMs: number | null;
}

export const report = signal<StatusReport | null>(null);
export const snapshot = computed(() => report.value?.snapshot ?? null);
/** Why there is no status; `null` when there is one. */
export const noState = signal<Problem | null>(null);
/** Oldest first. */
export const events = signal<readonly Numbered<ControlEvent>[]>([]);
export const connection = signal<Connection>({
  kind: 'connecting',
  sinceMs: Date.now(),
  retryAtMs: null,
});
/** This machine's clock, each second; ages on the page are told against `serverNowMs`. */
export const clockMs = signal(Date.now());
const skewMs = signal(0);
export const serverNowMs = computed(() => clockMs.value + skewMs.value);

/** Kept in the page; the timeline asks the API for older ones. */
const EVENTS_KEPT = 500;
/** Heart-beats come at least each 15 s. */
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The `Date` header has whole seconds: less than this is not a skew. */
const LEAST_SKEW_MS = 2_000;

let stop: AbortController | null = null;
let wake: (() => void) | null = null;
/** The events that are there are to be replaced, not added to. */
let isToldAnew = false;

export function startLive(): void {
  stop?.abort();
  const controller = new AbortController();
  stop = controller;
  void follow(controller.signal);
}

export function stopLive(): void {
  stop?.abort();
  stop = null;
  report.value = null;
  events.value = [];
}

/** All is told anew in another language; until it is, the last picture stays. */
language.subscribe(() => {
  if (stop === null) return;
  isToldAnew = true;
  startLive();
});

/** Ends the wait before the next attempt. */
export function retryNow(): void {
  wake?.();
}

async function follow(signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  let lastId = '';
  while (!signal.aborted) {
    try {
      const body = await openStream(signal, lastId);
      waitMs = FIRST_WAIT_MS;
      connection.value = { kind: 'live', sinceMs: Date.now(), retryAtMs: null };
      await readStream(body, {
        silenceMs: SILENCE_MS,
        onMessage: (message) => {
          if (message.lastEventId !== '') lastId = message.lastEventId;
          if (!signal.aborted) receive(message);
        },
      });
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) return;
    }
    if (signal.aborted) return;
    await pause(waitMs, signal);
    waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
  }
}

async function openStream(signal: AbortSignal, lastId: string) {
  const response = await fetch('v1/stream', {
    signal,
    cache: 'no-store',
    credentials: 'omit',
    headers: {
      accept: 'text/event-stream',
      ...ownHeaders(),
      ...(lastId === '' ? {} : { 'last-event-id': lastId }),
    },
  });
  if (response.status === 401) {
    const problem = await problemOf(response);
    endSession(problem.message);
    throw new ApiError(problem);
  }
  if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
  measureSkew(response.headers.get('date'));
  if (lastId === '') await catchUp(signal);
  return response.body;
}

/** The stream tells what is new; what was before it is asked for once. */
async function catchUp(signal: AbortSignal): Promise<void> {
  const query = { limit: EVENTS_KEPT };
  const items = await callForItems<Numbered<ControlEvent>>({ path: 'events', query, signal });
  if (isToldAnew) events.value = [];
  isToldAnew = false;
  append(items);
}

function receive({ event, data }: StreamMessage): void {
  switch (event) {
    case 'state':
      report.value = JSON.parse(data) as StatusReport;
      noState.value = null;
      break;
    case 'no-state': {
      const { code, detail, fix } = JSON.parse(data) as Record<'code' | 'detail' | 'fix', string>;
      noState.value = { status: 0, code, message: detail, fix, reasons: [] };
      break;
    }
    case 'event':
      append([JSON.parse(data) as Numbered<ControlEvent>]);
      break;
    default:
  }
}

function append(items: readonly Numbered<ControlEvent>[]): void {
  const newest = events.value.at(-1)?.id ?? -1;
  const fresh = items.filter(({ id }) => id > newest);
  if (fresh.length > 0) events.value = [...events.value, ...fresh].slice(-EVENTS_KEPT);
}

async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  const before = connection.value;
  const sinceMs = before.kind === 'lost' ? before.sinceMs : Date.now();
  // Some spread, so that all pages do not come back at once.
  const spreadMs = waitMs * (0.75 + Math.random() / 2);
  connection.value = { kind: 'lost', sinceMs, retryAtMs: Date.now() + spreadMs };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, spreadMs);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', () => wake?.(), { once: true });
  });
  wake = null;
  connection.value = { ...connection.value, retryAtMs: null };
}

function measureSkew(date: string | null): void {
  const toldMs = date === null ? Number.NaN : Date.parse(date);
  const skew = toldMs - Date.now();
  skewMs.value = Math.abs(skew) > LEAST_SKEW_MS ? skew : 0;
}

setInterval(() => {
  clockMs.value = Date.now();
}, 1_000);
