/**
 * Makes the reports beside examples/webshop: `node scripts/example-reports.ts`. Simulates once (half
 * a minute on two cores) and writes what was found (`evidence.json`) and the report of it in both
 * languages and formats. A test renders them again and simulates a part again; `--render` only renders.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import pico from 'picocolors';

import { gatherEvidence } from '../src/cli/advise/gather-evidence.ts';
import { linesOf } from '../src/cli/advise/strategy-lines.ts';
import type { Evidence } from '../src/generate/advice/evidence.ts';
import { ADVICE_FORMATS, renderAdvice } from '../src/generate/advice/render-advice.ts';
import { LANGUAGES } from '../src/lib/locale.ts';
import { DEFAULT_ASSUMPTIONS } from '../src/simulator/forecast/assumptions.ts';
import { parseStrategy } from '../src/strategy/index.ts';

const folder = join(import.meta.dirname, '../examples/webshop');
const FILE = 'ballast.yaml';
const text = await readFile(join(folder, FILE), 'utf8');
const { strategy, problems } = parseStrategy(text, { file: FILE });
if (strategy === null) throw new Error(JSON.stringify(problems));

const context = {
  print: (line: string) => void process.stdout.write(line),
  note: (line: string) => void process.stderr.write(`${line}\n`),
  env: process.env,
  colors: pico.createColors(false),
  interactive: false,
  signal: new AbortController().signal,
  setExitCode: () => undefined,
};
const isRenderOnly = process.argv.includes('--render');
const place = join(folder, 'evidence.json');
const evidence: Evidence = isRenderOnly ? await readEvidence() : await gather();
if (!isRenderOnly) await writeFile(place, `${JSON.stringify(evidence, null, 2)}\n`);
for (const language of LANGUAGES) {
  for (const format of ADVICE_FORMATS) {
    const report = renderAdvice(strategy, { language, format, evidence });
    await writeFile(join(folder, `report.${language}.${format}`), report);
  }
}

async function readEvidence(): Promise<Evidence> {
  const stored = JSON.parse(await readFile(place, 'utf8')) as Omit<Evidence, 'lineOf'>;
  return { ...stored, lineOf: linesOf(text) };
}

async function gather(): Promise<Evidence> {
  if (strategy === null) throw new Error('there is a strategy');
  return gatherEvidence(context, {
    strategy,
    file: FILE,
    text,
    assumptions: DEFAULT_ASSUMPTIONS,
    rps: {},
    seed: 1,
    years: 2_000,
    simulates: true,
  });
}
