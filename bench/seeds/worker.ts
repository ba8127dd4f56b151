/** Worker of `bench/seeds.ts`: explores one seed, or shrinks what it found. */

import { exploreSeed, shrinkSeed } from '../../src/simulator/explore/explore-seed.ts';
import { FULL, SHORT } from '../../src/simulator/explore/random-scenario.ts';
import { answerTasks } from '../worker-pool.ts';

export type SeedTask =
  | { readonly kind: 'explore'; readonly seed: number; readonly isShort: boolean }
  | {
      readonly kind: 'shrink';
      readonly seed: number;
      readonly isShort: boolean;
      readonly rule: string;
    };

export type SeedAnswer =
  Awaited<ReturnType<typeof exploreSeed>> | Awaited<ReturnType<typeof shrinkSeed>>;

answerTasks<SeedTask, SeedAnswer>((task) => {
  const span = task.isShort ? SHORT : FULL;
  return task.kind === 'explore'
    ? exploreSeed(task.seed, span)
    : shrinkSeed(task.seed, { rule: task.rule, span });
});
