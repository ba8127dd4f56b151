/**
 * `npm run bench:bars`: what the control law is held to, measured in the simulator with seeds that it
 * was not developed with. Prints for each bar the mean over the seeds, the worst seed, the bar and
 * whether it is met, and the best bound known where it is not; findings of the checkers in these runs
 * are told too. Progress and errors go to stderr.
 *
 * Options: --seeds 5, --seed FIRST (7001), --jobs N (all cores), --only TEXT (repeatable; bars whose
 * name contains it), --minutes 60 (what is not measured by then is told as such), --json, --list.
 * Exit code 1 when a bar is missed or was not measured.
 */

import process from 'node:process';
import { parseArgs } from 'node:util';
import { BARS } from './bars/bars.ts';
import {
  findingsOf,
  keyOf,
  measureBar,
  tasksOf,
  virtualMs,
  type MeasuredBar,
} from './bars/measured.ts';
import { jsonOf, tableOf } from './bars/table.ts';
import type { BarAnswer, BarTask } from './bars/worker.ts';
import { jobsOf, runTasks } from './worker-pool.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '7001' },
    jobs: { type: 'string' },
    only: { type: 'string', multiple: true, default: [''] },
    minutes: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
/** Between two lines of progress where lines cannot be overwritten. */
const PROGRESS_EVERY_MS = 30_000;

const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
process.once('SIGTERM', () => stopped.abort());

const bars = BARS.filter(({ name }) => values.only.some((part) => name.includes(part)));
const barsByName = new Map(bars.map((bar) => [bar.name, bar]));
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.seed) + at);
const answers = new Map<string, BarAnswer>();
if (values.list) {
  for (const { name, row, what } of bars) console.log(`${name}: ${row}; ${what}`);
} else {
  await measureAll();
  const measured = bars.map((bar) => measureBar(bar, { answers, seeds }));
  report(measured);
  process.exitCode = measured.every(({ isMet }) => isMet) ? 0 : 1;
}

async function measureAll(): Promise<void> {
  const tasks = tasksOf(bars, seeds);
  const progress = startProgress(tasks);
  const timer = setTimeout(() => stopped.abort(), Number(values.minutes) * 60_000);
  await runTasks<BarTask, BarAnswer>({
    module: new URL('./bars/worker.ts', import.meta.url),
    jobs: jobsOf(values.jobs),
    tasks,
    signal: stopped.signal,
    onAnswer: (task, answer) => {
      const bar = barsByName.get(task.bar);
      if (bar === undefined) return;
      const key = keyOf(bar, task);
      answers.set(key, answer);
      progress.done(task, 'error' in answer ? `${key}: ${answer.error}` : null);
    },
  });
  clearTimeout(timer);
  progress.end();
}

/** What is left is reckoned by virtual time: a run of an hour takes longer than one of minutes. */
function startProgress(tasks: readonly BarTask[]) {
  const msOf = ({ bar: name }: BarTask) => {
    const bar = barsByName.get(name);
    return bar === undefined ? 0 : virtualMs(bar);
  };
  const startedMs = performance.now();
  const totalMs = tasks.reduce((sum, task) => sum + msOf(task), 0);
  const { isTTY } = process.stderr;
  let doneMs = 0;
  let done = 0;
  let toldAtMs = startedMs;
  const clear = () => isTTY && process.stderr.write('\r\u001B[2K');
  return {
    done: (task: BarTask, error: string | null) => {
      done += 1;
      doneMs += msOf(task);
      clear();
      if (error !== null) console.error(error);
      const nowMs = performance.now();
      if (!isTTY && nowMs - toldAtMs < PROGRESS_EVERY_MS) return;
      toldAtMs = nowMs;
      const tookS = (nowMs - startedMs) / 1_000;
      const leftS = (tookS * (totalMs - doneMs)) / Math.max(1, doneMs);
      const line = `${done}/${tasks.length} runs in ${tookS.toFixed(0)} s, about ${leftS.toFixed(0)} s left`;
      process.stderr.write(isTTY ? line : `${line}\n`);
    },
    end: () => {
      clear();
      const tookS = (performance.now() - startedMs) / 1_000;
      const how = stopped.signal.aborted ? 'stopped after' : 'in';
      console.error(`${done} of ${tasks.length} runs ${how} ${tookS.toFixed(0)} s`);
    },
  };
}

function report(measured: readonly MeasuredBar[]): void {
  const findings = findingsOf(answers);
  if (values.json) {
    console.log(jsonOf(measured, { seeds, findings }));
    return;
  }
  for (const line of tableOf(measured, seeds)) console.log(line);
  for (const { run, guarantee, message } of findings) {
    console.log(`\nfound in ${run}: ${guarantee} ${message}`);
  }
  const met = measured.filter(({ isMet }) => isMet).length;
  console.log(`\n${met} of ${measured.length} bars met, seeds ${seeds[0]} to ${seeds.at(-1)}`);
}
