/**
 * `npm run bench:faults`: what the faults of the demo cost under folklore, under Ballast's
 * configuration alone and under Ballast, each against the bounds Ballast has to keep. Runs
 * `ballast demo --scenario … --json` one after the other; wants a machine with nothing else to do.
 * Exit code 1 when a bound is not kept.
 *
 * Options: --scenario NAME (repeatable), --seeds 3, --seed FIRST, --rate 200, --duration 30s.
 */

import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import type { ScenarioReport } from '../src/demo/run-demo.ts';
import { isScenarioName, SCENARIO_NAMES, type ScenarioName } from '../src/demo/scenarios.ts';
import { BOUNDS, type Results } from './faults/bounds.ts';

interface Outcome {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly results: Results;
  /** The bounds that were not kept. */
  readonly broken: readonly string[];
}

const MAIN = join(import.meta.dirname, '../src/cli/main.ts');
const RESULTS = join(import.meta.dirname, 'results');
const WIDTHS = [18, 6, 30, 20, 22, 18, 0];
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true, default: [...SCENARIO_NAMES] },
    seeds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '200' },
    duration: { type: 'string', default: '30s' },
  },
});

const outcomes: Outcome[] = [];
line([
  'scenario',
  'seed',
  'lost folklore/generated/ballast',
  'clean after (s)',
  'p99 (ms)',
  'writes, back (s)',
  '',
]);
for (const scenario of values.scenario.filter(isScenarioName)) {
  for (let index = 0; index < Number(values.seeds); index += 1) {
    const outcome = await measure(scenario, Number(values.seed) + index);
    outcomes.push(outcome);
    print(outcome);
  }
}
await mkdir(RESULTS, { recursive: true });
await writeFile(join(RESULTS, 'faults.json'), `${JSON.stringify(outcomes)}\n`);
process.exitCode = outcomes.every(({ broken }) => broken.length === 0) ? 0 : 1;

async function measure(scenario: ScenarioName, seed: number): Promise<Outcome> {
  const options = ['--rate', values.rate, '--duration', values.duration, '--seed', String(seed)];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [MAIN, 'demo', '--scenario', scenario, ...options, '--json'],
    { maxBuffer: MAX_OUTPUT_BYTES },
  );
  const { contestants }: ScenarioReport = JSON.parse(stdout);
  const { folklore, generated, ballast } = contestants;
  if (folklore === undefined || generated === undefined || ballast === undefined) {
    throw new Error(`${scenario}: a contestant is missing`);
  }
  const results = { folklore, generated, ballast };
  const broken = BOUNDS[scenario].filter(({ holds }) => !holds(results)).map(({ says }) => says);
  return { scenario, seed, results, broken };
}

function print({ scenario, seed, results, broken }: Outcome): void {
  const all = [results.folklore, results.generated, results.ballast];
  const { ballast } = results;
  const seconds = (ms: number | null) => (ms === null ? 'never' : String(ms / 1_000));
  line([
    scenario,
    String(seed),
    all.map(({ failed }) => failed).join(' / '),
    all.map(({ cleanAfterMs }) => seconds(cleanAfterMs)).join(' / '),
    all.map(({ p99Ms }) => Math.round(p99Ms ?? 0)).join(' / '),
    `${ballast.writes}, ${seconds(ballast.backAfterMs)}`,
    broken.length === 0 ? 'ok' : `NOT: ${broken.join('; ')}`,
  ]);
}

function line(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(''));
}
