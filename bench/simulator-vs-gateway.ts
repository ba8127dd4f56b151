/**
 * `npm run bench:simulator-vs-gateway`: does the simulator agree with what was measured? Simulates
 * the nine faults at the conditions of the measurements and compares what was lost with a real Kong
 * 3.9.3 (recorded). With --sockets it runs five of them on the embedded gateway as well (65 s each)
 * and compares failed requests and the time of the shift; with --demo FILE with what
 * `ballast demo --scenario … --json` printed. Exit code 1 when something does not agree.
 *
 * Tolerance: the median of the seeds within a factor 2 or ± 20 (`ok`), or what was measured between
 * the smallest and the largest of them, ± 20 (`chance`: it is one run); a shift within 2 s.
 * Options: --seeds 9, --seed FIRST, --sockets, --demo FILE (repeatable).
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { ScenarioReport } from '../src/demo/run-demo.ts';
import type { ContestantName } from '../src/simulator/contract.ts';
import { simulate } from '../src/simulator/index.ts';
import { type Conditions, DEMO, scenarioOf, strategyOf, TWIN } from './agreement/conditions.ts';
import {
  type Figures,
  fromSimulation,
  fromSockets,
  isCountWithin,
  isWithinRange,
  isShiftWithin,
} from './agreement/figures.ts';
import { runCellApart } from './twin/cell-process.ts';
import { type Column, COLUMNS, FAULTS, RECORDED, type TwinFault } from './twin/recorded.ts';

const CONTESTANTS: Readonly<Record<Column, ContestantName>> = {
  folklore: 'folklore',
  'tuned-round-robin': 'kong-tuned',
  'tuned-least-connections': 'kong-tuned-least-connections',
};
const ON_SOCKETS: readonly TwinFault[] = [
  'region-refuse',
  'region-blackhole',
  'target-gray',
  'region-slow',
  'small-secondary',
];
const WIDTHS = [18, 26, 12, 12, 34, 20, 20];

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
    sockets: { type: 'boolean', default: false },
    demo: { type: 'string', multiple: true, default: [] },
  },
});
let agrees = true;

await compareWithKong();
if (values.sockets) await compareWithSockets();
for (const file of values.demo) await compareWithDemo(file);
process.exitCode = agrees ? 0 : 1;

async function compareWithKong(): Promise<void> {
  print(['fault', 'configuration', 'real Kong', 'simulated', 'lost by seed', 'p99 (recorded)', '']);
  for (const fault of FAULTS) {
    for (const column of COLUMNS) {
      const { lost, p99Ms } = RECORDED[fault][column];
      const runs = await simulated(fault, { contestant: CONTESTANTS[column], conditions: TWIN });
      const counts = runs.map(({ failed }) => failed);
      const p99 = Math.round(medianOf(runs.map((run) => run.p99Ms ?? 0)));
      print([
        fault,
        column,
        String(lost),
        String(medianOf(counts)),
        counts.join(' '),
        p99Ms === undefined ? `${p99} ms` : `${p99} ms (${p99Ms})`,
        verdict(agreement(counts, lost)),
      ]);
    }
  }
}

async function compareWithSockets(): Promise<void> {
  print(['', '', 'sockets', 'simulated', 'lost by seed', 'shift (sockets)', '']);
  const directory = await mkdtemp(join(tmpdir(), 'ballast-agreement-'));
  const { signal } = new AbortController();
  try {
    for (const fault of ON_SOCKETS) {
      const column = 'tuned-round-robin';
      const cell = { fault, column, seed: Number(values.seed) } as const;
      const { result, isDisturbed } = await runCellApart(cell, { directory, signal });
      const runs = await simulated(fault, { contestant: CONTESTANTS[column], conditions: TWIN });
      printPair([fault, isDisturbed ? `${column} (busy)` : column], fromSockets(result), runs);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function compareWithDemo(file: string): Promise<void> {
  // Printed by our own command.
  const report = JSON.parse(await readFile(file, 'utf8')) as ScenarioReport;
  for (const [contestant, result] of Object.entries(report.contestants)) {
    const runs = await simulated(report.scenario, {
      contestant: contestant as ContestantName,
      conditions: { ...DEMO, afterMs: report.healMs },
    });
    printPair([report.scenario, `demo: ${contestant}`], fromSockets(result), runs);
  }
}

async function simulated(
  fault: TwinFault | 'steady',
  { contestant, conditions }: { contestant: ContestantName; conditions: Conditions },
): Promise<Figures[]> {
  const strategy = strategyOf(conditions);
  const runs: Figures[] = [];
  for (let index = 0; index < Number(values.seeds); index += 1) {
    const seed = Number(values.seed) + index;
    const scenario = scenarioOf(fault, conditions, seed);
    runs.push(fromSimulation(await simulate({ scenario, strategy, contestant, seed })));
  }
  return runs;
}

function printPair(names: readonly string[], sockets: Figures, runs: readonly Figures[]): void {
  const counts = runs.map(({ failed }) => failed);
  const shifts = runs.map(({ shiftMs }) => shiftMs);
  const isShift = shifts.some((shiftMs) => isShiftWithin(shiftMs, sockets.shiftMs));
  print([
    ...names,
    String(sockets.failed),
    String(medianOf(counts)),
    counts.join(' '),
    `${shifts[0] ?? '–'} (${sockets.shiftMs ?? '–'}) ms`,
    verdict(isShift ? agreement(counts, sockets.failed) : 'DEPARTS'),
  ]);
}

/** `chance`: one run was measured, and the luck of the seeds reaches as far. */
function agreement(counts: readonly number[], measured: number): 'ok' | 'chance' | 'DEPARTS' {
  if (isCountWithin(medianOf(counts), measured)) return 'ok';
  return isWithinRange(counts, measured) ? 'chance' : 'DEPARTS';
}

function verdict(word: ReturnType<typeof agreement>): string {
  agrees &&= word !== 'DEPARTS';
  return word;
}

function print(cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
      .join('')
      .trimEnd(),
  );
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
