/**
 * Mutated strategies and OpenAPI documents: whatever is in the file, parsing ends soon, throws
 * nothing, and what is refused is refused with a place.
 *
 *     node test/examples/fuzz.ts --runs 5000 --seed 1
 */

import { readFileSync } from 'node:fs';
import process, { argv, cpuUsage, memoryUsage, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { parse } from 'yaml';

import { parseOpenApi } from '../../src/cli/init/openapi/parse-openapi.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { EXAMPLES, exampleText } from './example-files.ts';
import { mutate } from './mutate.ts';

export interface FuzzReport {
  readonly runs: number;
  readonly seed: number;
  readonly refused: number;
  readonly slowestMs: number;
  readonly heapMiB: number;
  /** What must not be: a throw, a refusal without a place, or too slow. */
  readonly faults: readonly string[];
}

/** Far above what any of them takes; of the processor, since the machine may be busy. */
const SLOW_MS = 5_000;
const MAX_FAULTS = 10;

export function fuzz({ runs, seed }: { runs: number; seed: number }): FuzzReport {
  const random = seededRandom(seed);
  const documents = [...EXAMPLES.map(exampleText), OPEN_API];
  const texts = documents.flatMap((text) => [text, JSON.stringify(parse(text), null, 1)]);
  const faults: string[] = [];
  let refused = 0;
  let slowestMs = 0;
  for (let run = 0; run < runs && faults.length < MAX_FAULTS; run += 1) {
    const source = texts[Math.floor(random() * texts.length)] ?? '';
    const text = mutate(source, { random, others: texts });
    const before = cpuUsage();
    try {
      const isRefused = judge(text);
      refused += isRefused ? 1 : 0;
    } catch (error) {
      faults.push(`run ${run}: ${String(error)}\n${text.slice(0, 2_000)}`);
    }
    const { user, system } = cpuUsage(before);
    const tookMs = (user + system) / 1_000;
    slowestMs = Math.max(slowestMs, tookMs);
    if (tookMs > SLOW_MS) faults.push(`run ${run}: took ${Math.round(tookMs)} ms`);
  }
  const heapMiB = Math.round(memoryUsage().heapUsed / 1024 / 1024);
  return { runs, seed, refused, slowestMs: Math.round(slowestMs), heapMiB, faults };
}

/** Whether it was refused by both; throws what must not be. */
function judge(text: string): boolean {
  const { strategy, problems } = parseStrategy(text);
  const isPlaced = problems.every(({ line, column }) => line >= 1 && column >= 1);
  if (!isPlaced) throw new Error('a problem of the strategy without a place');
  const hasError = problems.some(({ severity }) => severity === 'error');
  if ((strategy === null) !== hasError)
    throw new Error('refused without an error, or in spite of one');
  const api = parseOpenApi(text);
  if (api.kind === 'refused' && !(api.problem.line >= 1 && api.problem.column >= 1)) {
    throw new Error('a refused description without a place');
  }
  return strategy === null && api.kind === 'refused';
}

const OPEN_API = readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8');

function main(): void {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
  });
  const report = fuzz({ runs: Number(values.runs), seed: Number(values.seed) });
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.faults.length > 0) process.exitCode = 1;
}

if (argv[1] === fileURLToPath(import.meta.url)) main();
