/** Table, CSV and JSON of a comparison, as they are printed. */

import { expect, test } from 'vitest';
import { madeUpRun, madeUpSummary } from '../../../test/support/simulated-runs.ts';
import { renderCsv } from './csv.ts';
import { summaryJson } from './json.ts';
import { renderText } from './text-table.ts';

const RUNS = [1, 2, 3].flatMap((seed) => [
  madeUpRun('kong-tuned', seed),
  madeUpRun('ballast', seed),
]);

const MARKS = '▲ ▼ more or less than ballast, seed by seed, where that can be told.';

test('the table', () => {
  expect(renderText(madeUpSummary(RUNS))).toBe(
    `made-up  Targets & "quotes" <b>
                                     kong-tuned            ballast
requests lost                        2 ± 2.48 %    0.12 ± 0.0248 %
bad seconds (over 1 % lost)                  20 ▲                1
clean after                               never                2 s
latency p50                             12.3 ms            12.3 ms
latency p99                        42 ± 2.48 ms       42 ± 2.48 ms
latency p99.9                             80 ms              80 ms
latency mean                            14.3 ms            14.3 ms
weights written                               0                 12
regions evacuated, returns undone             0                  1
Means of 3 seeds with 95 % confidence intervals. ${MARKS}
`,
  );
});

test('a broken guarantee is told below the table, with where to find it', () => {
  const finding = { guarantee: 'G2', atMs: 1_500, message: 'nothing left', evidence: {} } as const;
  const text = renderText(madeUpSummary([madeUpRun('ballast', 7, { findings: [finding] })]));
  expect(text).toContain('guarantees broken');
  expect(text).toContain('G2 ballast seed 7 at 1.5 s: nothing left');
  expect(text).toContain('One seed (7): no interval can be given.');
});

test('what was interrupted shows what there is', () => {
  const unrun = madeUpSummary(RUNS).scenarios.map((one) => ({ ...one, runs: [] }));
  const text = renderText(madeUpSummary([madeUpRun('kong-tuned', 1), madeUpRun('ballast', 2)]));
  expect(text).toMatch(/requests lost +1 % +0.12 %/);
  expect(renderText({ ...madeUpSummary(RUNS), scenarios: unrun })).toMatch(
    /^1 scenario was not run/,
  );
});

test('the CSV has a line for each run', () => {
  const [head, ...lines] = renderCsv(madeUpSummary(RUNS)).split('\r\n');
  expect(head).toBe(
    'scenario,contestant,seed,sent,failed,shed,failedPercent,shedPercent,badSeconds,cleanAfterS,' +
      'p50Ms,p99Ms,p999Ms,meanMs,writes,ejections,regionMoves,findings',
  );
  expect(lines).toEqual([
    'made-up,kong-tuned,1,10000,100,0,1,0,20,,12.3,41,80,14.25,0,0,0,0',
    'made-up,kong-tuned,2,10000,200,0,2,0,20,,12.3,42,80,14.25,0,0,0,0',
    'made-up,kong-tuned,3,10000,300,0,3,0,20,,12.3,43,80,14.25,0,0,0,0',
    'made-up,ballast,1,10000,11,0,0.11,0,1,2,12.3,41,80,14.25,12,0,1,0',
    'made-up,ballast,2,10000,12,0,0.12,0,1,2,12.3,42,80,14.25,12,0,1,0',
    'made-up,ballast,3,10000,13,0,0.13,0,1,2,12.3,43,80,14.25,12,0,1,0',
    '',
  ]);
});

test('the JSON has every figure, and no time lines', () => {
  const json: unknown = JSON.parse(JSON.stringify(summaryJson(madeUpSummary(RUNS))));
  expect(json).toMatchObject({
    contestants: ['kong-tuned', 'ballast'],
    seeds: [1, 2, 3],
    scenarios: [
      {
        scenario: 'made-up',
        durationMs: 60_000,
        contestants: {
          'kong-tuned': {
            failedPercent: { mean: 2, min: 1, max: 3, minusBallast: { mean: 1.88 } },
            cleanAfterS: { mean: null, unknown: 3 },
          },
          ballast: { writes: { mean: 12, ci95: 0 } },
        },
        findings: [],
      },
    ],
  });
  expect(JSON.stringify(json)).not.toContain('seconds":');
});
