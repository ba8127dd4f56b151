/**
 * `npm run bench:bars`: what the control law is held to, measured in the simulator with seeds that it
 * was not developed with. Prints for each bar the mean over the seeds, the worst seed, the bar and
 * whether it is met; findings of the checkers in these runs are told too.
 *
 * Options: --seeds 5, --seed FIRST (1001), --jobs N (all cores), --only TEXT (repeatable; bars whose
 * name contains it), --list. Exit code 1 when a bar is missed.
 */

import process from 'node:process';
import { parseArgs } from 'node:util';
import type { ContestantName, RunResult } from '../src/simulator/contract.ts';
import type { Bar, Runs } from './bars/bar.ts';
import { BARS } from './bars/bars.ts';
import type { BarAnswer, BarTask } from './bars/worker.ts';
import { jobsOf, runTasks } from './worker-pool.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1001' },
    jobs: { type: 'string' },
    only: { type: 'string', multiple: true, default: [''] },
    list: { type: 'boolean', default: false },
  },
});
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
process.once('SIGTERM', () => stopped.abort());

const bars = BARS.filter(({ name }) => values.only.some((part) => name.includes(part)));
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.seed) + at);
const answers = new Map<string, BarAnswer>();
if (values.list) {
  for (const { name, row, what } of bars) console.log(`${name}: ${row}; ${what}`);
} else {
  await measureAll();
  process.exitCode = report() ? 0 : 1;
}

async function measureAll(): Promise<void> {
  const tasks = tasksOf(bars);
  let done = 0;
  await runTasks<BarTask, BarAnswer>({
    module: new URL('./bars/worker.ts', import.meta.url),
    jobs: jobsOf(values.jobs),
    tasks,
    signal: stopped.signal,
    onAnswer: (task, answer) => {
      answers.set(keyOf(task), answer);
      if ('error' in answer) console.log(`${keyOf(task)}: ${answer.error}`);
      done += 1;
      if (process.stderr.isTTY) process.stderr.write(`\r${done}/${tasks.length} runs  `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[2K');
}

/** Each run once, also when several bars look at it. */
function tasksOf(wanted: readonly Bar[]): readonly BarTask[] {
  const tasks = new Map<string, BarTask>();
  for (const { name, run } of wanted) {
    const contestants = run.kind === 'simulate' ? run.contestants : [null];
    for (const contestant of contestants) {
      for (const seed of seeds) {
        const task = { bar: name, contestant, seed };
        if (!tasks.has(keyOf(task))) tasks.set(keyOf(task), task);
      }
    }
  }
  return [...tasks.values()];
}

function keyOf({ bar: name, contestant, seed }: BarTask): string {
  const bar = BARS.find((one) => one.name === name);
  const scenario = bar?.run.kind === 'simulate' ? bar.run.scenario.name : name;
  return `${scenario} ${contestant} ${seed}`;
}

function runsOf(bar: Bar, seed: number): Runs | null {
  const { run, name } = bar;
  if (run.kind === 'compute') {
    const answer = answers.get(keyOf({ bar: name, contestant: null, seed }));
    return answer === undefined || !('value' in answer) ? null : computed(answer.value);
  }
  const results = new Map<ContestantName, RunResult>();
  for (const contestant of run.contestants) {
    const answer = answers.get(keyOf({ bar: name, contestant, seed }));
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

/** True when every bar is met. */
function report(): boolean {
  let isMet = true;
  let row = '';
  for (const bar of bars) {
    const measured = seeds
      .map((seed) => ({ seed, runs: runsOf(bar, seed) }))
      .flatMap(({ seed, runs }) => (runs === null ? [] : [{ seed, value: bar.measure(runs) }]));
    if (measured.length < seeds.length) isMet = false;
    if (measured.length === 0) continue;
    if (bar.row !== row) console.log(`\n${bar.row}`);
    row = bar.row;
    isMet = tell(bar, measured) && isMet;
  }
  tellFindings();
  return isMet;
}

function tell(bar: Bar, measured: readonly { seed: number; value: number }[]): boolean {
  const mean = measured.reduce((sum, { value }) => sum + value, 0) / measured.length;
  const worst = measured.reduce((a, b) => ((bar.is === 'at most') === b.value > a.value ? b : a));
  const isMet = bar.is === 'at most' ? mean <= bar.bound : mean >= bar.bound;
  const verdict = isMet ? 'met' : bar.bestKnown === undefined ? 'MISSED' : 'missed, see below';
  const sign = bar.is === 'at most' ? '≤' : '≥';
  console.log(
    `  ${verdict.padEnd(7)} ${bar.name.padEnd(32)} mean ${show(mean, bar)}, ` +
      `worst ${show(worst.value, bar)} (seed ${worst.seed}), bar ${sign} ${show(bar.bound, bar)}: ` +
      bar.what,
  );
  if (!isMet && bar.bestKnown !== undefined) console.log(`          best known: ${bar.bestKnown}`);
  return isMet;
}

function show(value: number, { unit }: Bar): string {
  const text = Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '∞';
  return unit === '' || unit === '×' || unit === '%' ? `${text}${unit}` : `${text} ${unit}`;
}

function tellFindings(): void {
  for (const [key, answer] of answers) {
    if (!('result' in answer) || answer.result.findings.length === 0) continue;
    const [first] = answer.result.findings;
    console.log(`\nfound in ${key}: ${first?.guarantee} ${first?.message}`);
  }
}
