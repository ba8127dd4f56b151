/**
 * The reports beside examples/webshop are what `ballast advise` writes: rendering what was found
 * (`evidence.json`) gives the same bytes, and simulating a part of it again gives the same figures.
 * After a change: `node scripts/example-reports.ts`, and read the difference.
 */

import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { comparisonOf } from '../../src/cli/advise/compare-designs.ts';
import { planRuns } from '../../src/cli/advise/runs.ts';
import { linesOf } from '../../src/cli/advise/strategy-lines.ts';
import type { Evidence } from '../../src/generate/advice/evidence.ts';
import { adviceFacts } from '../../src/generate/advice/facts.ts';
import { ADVICE_FORMATS, renderAdvice } from '../../src/generate/advice/render-advice.ts';
import { LANGUAGES } from '../../src/lib/locale.ts';
import { DEFAULT_ASSUMPTIONS } from '../../src/simulator/forecast/assumptions.ts';
import { simulate } from '../../src/simulator/index.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

const read = (name: string) =>
  readFile(new URL(`../../examples/webshop/${name}`, import.meta.url), 'utf8');
const text = await read('ballast.yaml');
const { strategy } = parseStrategy(text);
if (strategy === null) throw new Error('the example is a valid strategy');
const stored = JSON.parse(await read('evidence.json')) as Omit<Evidence, 'lineOf'>;
const evidence: Evidence = { ...stored, lineOf: linesOf(text) };

describe.each(LANGUAGES)('the report in %s', (language) => {
  test.each(ADVICE_FORMATS)('as %s has the bytes that are stored', async (format) => {
    const report = renderAdvice(strategy, { language, format, evidence });
    expect(report === (await read(`report.${language}.${format}`))).toBe(true);
  });
});

test('a fault simulated again comes out the same', async () => {
  const facts = adviceFacts(strategy);
  const rps = new Map(facts.services.map((entry) => [entry.service.name, entry.rps]));
  const plan = planRuns({
    strategy,
    seed: 1,
    rpsOf: ({ name }) => rps.get(name) ?? 1,
    partialRatios: {
      target: DEFAULT_ASSUMPTIONS.targetFailingRatio,
      region: DEFAULT_ASSUMPTIONS.regionFailingRatio,
    },
  });
  const runs = plan.runs.filter(({ fault }) => fault === 'region-refuses');
  const outcomes = [];
  for (const run of runs) outcomes.push({ run, result: await simulate(run.job.input) });
  const again = comparisonOf(plan, outcomes).faults.find(({ fault }) => fault === 'region-refuses');
  const before = stored.comparison?.faults.find(({ fault }) => fault === 'region-refuses');
  expect(again).toEqual(before);
}, 120_000);
