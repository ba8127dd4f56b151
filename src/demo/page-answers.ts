/**
 * Waits until the page answers quickly. Its server shares a process with the clients of the demo: on
 * a slow machine the first seconds of traffic keep it busy, and an address told then is a page that
 * hangs.
 */

import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 200;
const QUICK_MS = 1_000;
/** After this the page may be opened anyway; what it shows says what is wrong. */
const PATIENCE_MS = 60_000;

/** Resolves at the first answer within a second, or when patience or the signal ends. */
export async function waitForAnswer(
  url: string,
  options: { readonly signal: AbortSignal; readonly patienceMs?: number },
): Promise<void> {
  const { signal, patienceMs = PATIENCE_MS } = options;
  const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  while (!over.aborted && !(await answersQuickly(url, over))) {
    await sleep(PAUSE_MS, null, { signal: over }).catch(() => null);
  }
}

async function answersQuickly(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const quick = AbortSignal.any([signal, AbortSignal.timeout(QUICK_MS)]);
    const response = await fetch(url, { signal: quick });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
