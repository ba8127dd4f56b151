/** One run with every checker, reduced to what is kept of it. */

import type { RunResult } from '../../simulator/contract.ts';
import { createCheckers } from '../../simulator/checkers/create-checkers.ts';
import { simulate } from '../../simulator/index.ts';
import type { Job } from './job.ts';

export async function runJob(
  { input, keepsSeries }: Job,
  onProgress: (doneRatio: number) => void,
): Promise<RunResult> {
  const result = await simulate(input, { checkers: createCheckers(input), onProgress });
  return keepsSeries ? result : { ...result, seconds: [], weights: [], decisions: [] };
}
