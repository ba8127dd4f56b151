/** The line that shows how far the runs are: bar, runs, rate, time left. Pure. */

import { simulateWords, type SimulateWords } from '../../simulator/words/simulate-words.ts';
import type { JobsProgress } from './run-jobs.ts';

const WIDTH = 24;

export function renderProgress(
  { total, done, doneRatio, events }: JobsProgress,
  elapsedMs: number,
  { tell }: SimulateWords = simulateWords('en'),
): string {
  const filled = Math.round(doneRatio * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const rate =
    done === 0
      ? ''
      : `  ${tell('progress-rate', { rate: perSecond(events / (elapsedMs / 1_000)) })}`;
  // The first percent says little about the rest.
  const leftMs = (elapsedMs / doneRatio) * (1 - doneRatio);
  const left = doneRatio < 0.01 ? '' : `  ${tell('progress-left', { leftMs })}`;
  const runs = tell('progress-runs', { done, total });
  return `${bar} ${Math.floor(100 * doneRatio)} %  ${runs}${rate}${left}`;
}

function perSecond(rate: number): string {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} M`;
  return rate >= 1e3 ? `${Math.round(rate / 1e3)} k` : String(Math.round(rate));
}
