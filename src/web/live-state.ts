/**
 * The demo's state as it arrives, one message a second, and the last three minutes of it for the
 * charts. The browser's EventSource reconnects by itself; `online` says whether it is connected.
 */

import { signal } from '@preact/signals';
import type { ContestantName, DemoState } from '../demo/api-types.ts';

export interface HistoryPoint {
  readonly atMs: number;
  readonly errorPercent: Readonly<Record<string, number>>;
  readonly p99Ms: Readonly<Record<string, number | null>>;
}

const HISTORY_POINTS = 180;

export const state = signal<DemoState | null>(null);
export const online = signal(false);
export const history = signal<readonly HistoryPoint[]>([]);
/** What went wrong with the last button pressed; `null` when nothing did. */
export const actionError = signal<string | null>(null);

export function connect(): void {
  const source = new EventSource('api/stream');
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const next: DemoState = JSON.parse(message.data);
    online.value = true;
    state.value = next;
    history.value = [...history.value, pointOf(next)].slice(-HISTORY_POINTS);
  });
  source.addEventListener('open', () => {
    online.value = true;
  });
  source.addEventListener('error', () => {
    online.value = false;
  });
}

/** Presses a button of the demo: `faults/region-refuse`, `heal`. */
export async function act(path: string): Promise<void> {
  try {
    const response = await fetch(`api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    actionError.value = response.ok ? null : `The demo refused: ${await response.text()}`;
  } catch {
    actionError.value = 'The demo does not answer. Is it still running in its terminal?';
  }
}

export function contestantColour(name: ContestantName): string {
  return { folklore: 'var(--folklore)', generated: 'var(--generated)', ballast: 'var(--ballast)' }[
    name
  ];
}

function pointOf(next: DemoState): HistoryPoint {
  const entries = next.contestants;
  return {
    atMs: next.atMs,
    errorPercent: Object.fromEntries(entries.map((each) => [each.name, 100 * each.errorRatio])),
    p99Ms: Object.fromEntries(entries.map((each) => [each.name, each.p99Ms])),
  };
}
