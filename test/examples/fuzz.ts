/**
 * Mutated strategies, Kong files and OpenAPI documents, in YAML and in JSON: whatever is in the file,
 * reading, linting and importing it end soon, throw nothing, and what is refused is refused with a
 * place and as wrong use (exit code 2).
 *
 *     node test/examples/fuzz.ts --runs 5000 --seed 1
 */

import { readFileSync } from 'node:fs';
import process, { argv, cpuUsage, memoryUsage, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { parse } from 'yaml';

import { CliFailure } from '../../src/cli/failure.ts';
import { parseKongText } from '../../src/cli/import/read-file.ts';
import { parseOpenApi } from '../../src/cli/init/openapi/parse-openapi.ts';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { importKong } from '../../src/import/import-kong.ts';
import { renderStrategy } from '../../src/import/render-strategy.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';
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
  const documents = [...EXAMPLES.map(exampleText), OPEN_API, ...KONG_FILES];
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

/** Whether it was refused by all; throws what must not be. */
function judge(text: string): boolean {
  return [judgeStrategy, judgeOpenApi, judgeLint, judgeImport]
    .map((refuses) => refuses(text))
    .every((isRefused) => isRefused);
}

function judgeStrategy(text: string): boolean {
  const { strategy, problems } = parseStrategy(text);
  if (!problems.every(isPlaced)) throw new Error('a problem of the strategy without a place');
  const hasError = problems.some(({ severity }) => severity === 'error');
  if ((strategy === null) !== hasError)
    throw new Error('refused without an error, or in spite of one');
  return strategy === null;
}

function judgeOpenApi(text: string): boolean {
  const api = parseOpenApi(text);
  if (api.kind === 'refused' && !isPlaced(api.problem)) {
    throw new Error('a refused description without a place');
  }
  return api.kind === 'refused';
}

function judgeLint(text: string): boolean {
  const { documents, unusable } = readDocument('fuzz.yaml', text);
  const found = lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
  if (![...found, ...unusable.map(({ place }) => place)].every(isPlaced)) {
    throw new Error('a finding without a place');
  }
  return unusable.length > 0;
}

function judgeImport(text: string): boolean {
  try {
    const documents = parseKongText(text, 'fuzz.yaml');
    const result = importKong(documents, { name: 'fuzz', gateway: {} });
    if (Object.keys(result.strategy.services).length === 0) return true;
    const { problems } = parseStrategy(renderStrategy(result, { language: 'nl', from: 'fuzz' }));
    const error = problems.find(({ severity }) => severity === 'error');
    if (error !== undefined) throw new Error(`an imported strategy has an error: ${error.message}`);
    return false;
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    if (error.exitCode !== 2 || !/^fuzz\.yaml:[1-9]\d*:[1-9]\d*\b/.test(error.message)) {
      throw new Error(`refused without a place: ${error.message}`, { cause: error });
    }
    return true;
  }
}

function isPlaced({ line, column }: { readonly line: number; readonly column: number }): boolean {
  return line >= 1 && column >= 1;
}

const OPEN_API = readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8');

const KONG_FILES = [
  '../golden/generate/webshop/kong-eu/base.yaml',
  '../golden/generate/webshop/kong-eu/upstreams.yaml',
  '../fixtures/folklore/b-upstream.yaml',
  '../fixtures/folklore/b-plugins.yaml',
].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'));

function main(): void {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
  });
  const report = fuzz({ runs: Number(values.runs), seed: Number(values.seed) });
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.faults.length > 0) process.exitCode = 1;
}

if (argv[1] === fileURLToPath(import.meta.url)) main();
