/** Worker of `bench/seeds.ts`: explores one seed, or shrinks what it found. */

import { exploreSeed, shrinkSeed } from '../../src/simulator/explore/explore-seed.ts';
import { answerTasks } from '../worker-pool.ts';

export type SeedTask =
  | { readonly kind: 'explore'; readonly seed: number }
  | { readonly kind: 'shrink'; readonly seed: number; readonly rule: string };

export type SeedAnswer =
  Awaited<ReturnType<typeof exploreSeed>> | Awaited<ReturnType<typeof shrinkSeed>>;

answerTasks<SeedTask, SeedAnswer>((task) =>
  task.kind === 'explore' ? exploreSeed(task.seed) : shrinkSeed(task.seed, { rule: task.rule }),
);
