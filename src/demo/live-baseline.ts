/**
 * The baseline of the endless demo: judged second by second over the last ten, until the first
 * fault. From then on the last verdict stands: what is lost after a heal may be the return's.
 */

import type { ContestantState } from './api-types.ts';
import { baselineOf, CLEAN, type Baseline, type Unbroken } from './baseline.ts';
import type { Topology } from './topology.ts';

const WINDOW_SECONDS = 10;

export interface LiveBaseline {
  /** Once a second, as long as nothing has been broken. */
  see(contestants: readonly ContestantState[]): void;
  /** Something was broken: the verdict stays. */
  freeze(): void;
  verdict(): Baseline;
}

export function createLiveBaseline(options: {
  readonly ratePerSecond: number;
  readonly topology: Topology;
}): LiveBaseline {
  const kept: (readonly Unbroken[])[] = [];
  let isFrozen = false;
  let verdict = CLEAN;
  return {
    see(contestants) {
      if (isFrozen) return;
      kept.push(
        contestants.map(({ name, sent, failed, p50Ms }) => ({ name, sent, failed, p50Ms })),
      );
      if (kept.length > WINDOW_SECONDS + 1) kept.shift();
      verdict = baselineOf(sinceThen(kept), options);
    },
    freeze() {
      isFrozen = true;
    },
    verdict: () => verdict,
  };
}

/** What came between the oldest kept and the newest. */
function sinceThen(kept: readonly (readonly Unbroken[])[]): Unbroken[] {
  const oldest = kept[0] ?? [];
  return (kept.at(-1) ?? []).map((side) => {
    const before = oldest.find(({ name }) => name === side.name);
    return {
      ...side,
      sent: side.sent - (before?.sent ?? 0),
      failed: side.failed - (before?.failed ?? 0),
    };
  });
}
