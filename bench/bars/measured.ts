/** From the runs of all seeds to the verdict on each bar. */

import type { ContestantName, RunResult } from '../../src/simulator/contract.ts';
import type { Bar, Runs } from './bar.ts';
import type { BarAnswer, BarTask } from './worker.ts';

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

export interface MeasuredBar {
  readonly bar: Bar;
  /** Of the seeds whose runs were all made. */
  readonly values: readonly SeedValue[];
  /** `null` when nothing was measured. */
  readonly mean: number | null;
  readonly worst: SeedValue | null;
  /** Every seed was measured and their mean is within the bound. */
  readonly isMet: boolean;
}

export interface Finding {
  readonly run: string;
  readonly guarantee: string;
  readonly message: string;
}

/** Bars that look at the same scenario share its runs. */
export function keyOf({ name, run }: Bar, { contestant, seed }: Omit<BarTask, 'bar'>): string {
  const scenario = run.kind === 'simulate' ? run.scenario.name : name;
  return `${scenario} ${contestant} ${seed}`;
}

/** Each run once, also when several bars look at it; the longest first, so that all end together. */
export function tasksOf(bars: readonly Bar[], seeds: readonly number[]): readonly BarTask[] {
  const tasks = new Map<string, { readonly task: BarTask; readonly ms: number }>();
  for (const bar of bars) {
    const contestants = bar.run.kind === 'simulate' ? bar.run.contestants : [null];
    for (const contestant of contestants) {
      for (const seed of seeds) {
        const task = { bar: bar.name, contestant, seed };
        tasks.set(keyOf(bar, task), { task, ms: virtualMs(bar) });
      }
    }
  }
  return [...tasks.values()].toSorted((a, b) => b.ms - a.ms).map(({ task }) => task);
}

/** Virtual time of one run, in place of how long it takes; a computed one counts as a usual one. */
export function virtualMs({ run }: Bar): number {
  return run.kind === 'simulate' ? run.scenario.warmUpMs + run.scenario.durationMs : 210_000;
}

export function measureBar(
  bar: Bar,
  { answers, seeds }: { answers: ReadonlyMap<string, BarAnswer>; seeds: readonly number[] },
): MeasuredBar {
  const values = seeds.flatMap((seed) => {
    const runs = runsOf(bar, { answers, seed });
    return runs === null ? [] : [{ seed, value: bar.measure(runs) }];
  });
  const [first = null, ...others] = values;
  if (first === null) return { bar, values, mean: null, worst: null, isMet: false };
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
  const isAtMost = bar.is === 'at most';
  const worst = others.reduce((a, b) => (isAtMost === b.value > a.value ? b : a), first);
  const isWithin = isAtMost ? mean <= bar.bound : mean >= bar.bound;
  return { bar, values, mean, worst, isMet: isWithin && values.length === seeds.length };
}

/** The first of each run. */
export function findingsOf(answers: ReadonlyMap<string, BarAnswer>): readonly Finding[] {
  return [...answers].flatMap(([run, answer]) => {
    const first = 'result' in answer ? answer.result.findings[0] : undefined;
    if (first === undefined) return [];
    return [{ run, guarantee: first.guarantee, message: first.message }];
  });
}

/** `null` when a run of that seed is missing. */
function runsOf(
  bar: Bar,
  { answers, seed }: { answers: ReadonlyMap<string, BarAnswer>; seed: number },
): Runs | null {
  const { run } = bar;
  if (run.kind === 'compute') {
    const answer = answers.get(keyOf(bar, { contestant: null, seed }));
    return answer === undefined || !('value' in answer) ? null : computed(answer.value);
  }
  const results = new Map<ContestantName, RunResult>();
  for (const contestant of run.contestants) {
    const answer = answers.get(keyOf(bar, { contestant, seed }));
    if (answer === undefined || !('result' in answer)) return null;
    results.set(contestant, answer.result);
  }
  return { scenario: run.scenario, of: (contestant) => needed(results, contestant), value: 0 };
}

function computed(value: number): Runs {
  const none = () => {
    throw new Error('nothing was simulated');
  };
  return { scenario: null as never, of: none, value };
}

function needed(results: ReadonlyMap<ContestantName, RunResult>, name: ContestantName): RunResult {
  const result = results.get(name);
  if (result === undefined) throw new Error(`${name} was not run`);
  return result;
}
