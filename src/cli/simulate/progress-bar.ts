/** The line that shows how far the runs are: bar, runs, rate, time left. Pure. */

import { span } from '../format.ts';
import type { JobsProgress } from './run-jobs.ts';

const WIDTH = 24;

export function renderProgress(
  { total, done, doneRatio, events }: JobsProgress,
  elapsedMs: number,
): string {
  const filled = Math.round(doneRatio * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const rate = done === 0 ? '' : `  ${perSecond(events / (elapsedMs / 1_000))} events/s`;
  // The first percent says little about the rest.
  const left = doneRatio < 0.01 ? '' : `  ${span((elapsedMs / doneRatio) * (1 - doneRatio))} left`;
  return `${bar} ${Math.floor(100 * doneRatio)} %  ${done} of ${total} runs${rate}${left}`;
}

function perSecond(rate: number): string {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} M`;
  return rate >= 1e3 ? `${Math.round(rate / 1e3)} k` : String(Math.round(rate));
}
