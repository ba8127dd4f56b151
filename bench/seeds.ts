/**
 * `npm run simulate:seeds`: random worlds and fault schedules, with every guarantee checked. A
 * failure prints the command that replays it, and the smallest scenario found that still fails.
 *
 * Options: --seeds 1000, --seed FIRST (1), --jobs N (all cores), --short (the worlds of the test: less
 * virtual time), --no-shrink, --every (also failures of rules that failed before are shrunk). Exit
 * code 1 when a seed failed.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { ExploredSeed, ShrunkSeed } from '../src/simulator/explore/explore-seed.ts';
import type { SeedTask } from './seeds/worker.ts';
import { jobsOf, runTasks } from './worker-pool.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string' },
    'no-shrink': { type: 'boolean', default: false },
    every: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
  },
});
const MAX_TOLD = 10;
const RESULTS = join(import.meta.dirname, 'results');
const module = new URL('./seeds/worker.ts', import.meta.url);
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
process.once('SIGTERM', () => stopped.abort());

const jobs = jobsOf(values.jobs);
const isShort = values.short;
const count = Number(values.seeds);
const first = Number(values.seed);
const startedMs = performance.now();
const failed: ExploredSeed[] = [];
const toldOf = new Map<string, number>();
let done = 0;

await runTasks<SeedTask, ExploredSeed>({
  module,
  jobs,
  signal: stopped.signal,
  tasks: Array.from({ length: count }, (_, index) => ({
    kind: 'explore',
    seed: first + index,
    isShort,
  })),
  onAnswer: (_, answer) => {
    done += 1;
    if (answer.complaints.length > 0) {
      failed.push(answer);
      tell(answer);
    }
    showProgress();
  },
});
summarise();
if (!values['no-shrink'] && !stopped.signal.aborted) await shrinkFailures();
process.exitCode = failed.length > 0 ? 1 : 0;

/** Failures are told up to `MAX_TOLD` of each rule; the summary counts them all. */
function tell({ seed, complaints }: ExploredSeed): void {
  const rules = [...new Set(complaints.map(({ rule }) => rule))];
  for (const rule of rules) toldOf.set(rule, (toldOf.get(rule) ?? 0) + 1);
  if (rules.every((rule) => (toldOf.get(rule) ?? 0) > MAX_TOLD)) return;
  clearProgress();
  console.log(`seed ${seed} fails ${rules.join(', ')}: ${complaints[0]?.message ?? ''}`);
  console.log(
    `  replay: npm run simulate:seeds -- --seeds 1 --seed ${seed}${isShort ? ' --short' : ''}`,
  );
  if (count > 1) return;
  for (const { rule, atMs, message, evidence } of complaints) {
    console.log(`  ${rule} at ${atMs} ms: ${message}\n    ${JSON.stringify(evidence)}`);
  }
}

function showProgress(): void {
  if (!process.stderr.isTTY) return;
  const perSecond = (1_000 * done) / (performance.now() - startedMs);
  const leftS = Math.round((count - done) / perSecond);
  process.stderr.write(
    `\r${done}/${count} seeds, ${failed.length} failed, ` +
      `${perSecond.toFixed(1)} seeds/s, ${leftS} s left  `,
  );
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[2K');
}

function summarise(): void {
  clearProgress();
  const seconds = (performance.now() - startedMs) / 1_000;
  const byRule = new Map<string, number>();
  for (const { complaints } of failed) {
    for (const rule of new Set(complaints.map((complaint) => complaint.rule))) {
      byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
    }
  }
  const parts = [...byRule].map(([rule, seeds]) => `${rule}: ${seeds}`).join(', ');
  console.log(
    `${stopped.signal.aborted ? 'stopped: ' : ''}${done} of ${count} seeds in ` +
      `${seconds.toFixed(0)} s (${(done / seconds).toFixed(1)}/s), ` +
      `${failed.length} failed${parts === '' ? '' : ` (${parts})`}`,
  );
}

/** The first seed of each rule; all of them with `--every`. */
async function shrinkFailures(): Promise<void> {
  const told = new Set<string>();
  const tasks: SeedTask[] = [];
  for (const { seed, complaints } of failed.toSorted((a, b) => a.seed - b.seed)) {
    for (const rule of new Set(complaints.map((complaint) => complaint.rule))) {
      if (told.has(rule) && !values.every) continue;
      told.add(rule);
      tasks.push({ kind: 'shrink', seed, isShort, rule });
    }
  }
  const shrunk: { readonly seed: number; readonly answer: ShrunkSeed }[] = [];
  await runTasks<SeedTask, ShrunkSeed>({
    module,
    jobs,
    tasks,
    signal: stopped.signal,
    onAnswer: ({ seed }, answer) => shrunk.push({ seed, answer }),
  });
  await mkdir(RESULTS, { recursive: true });
  for (const { seed, answer } of shrunk) await tellShrunk(seed, answer);
}

async function tellShrunk(seed: number, { rule, complaint, yaml, runs }: ShrunkSeed) {
  const file = join(RESULTS, `seed-${seed}-${rule.toLowerCase()}.yaml`);
  await writeFile(file, yaml);
  console.log(`\nseed ${seed}, ${rule}, shrunk in ${runs} runs: ${complaint?.message ?? ''}`);
  console.log(`  replay: ballast simulate --scenario ${file} --compare ballast --seed ${seed}\n`);
  console.log(yaml);
}
