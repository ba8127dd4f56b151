import { expect, test } from 'vitest';
import { CLEAN } from './baseline.ts';
import { renderReport } from './render-report.ts';
import { summarize } from './statistics.ts';

test('the report has a column for each contestant and says never where it must', () => {
  const times = { faultMs: 1_000, healMs: 2_000, endMs: 3_000 };
  const empty = summarize({ records: [], times, primaryRegion: 'eu-west', writes: 12 });
  const report = renderReport({
    scenario: 'region-blackhole',
    seed: 3,
    rate: 200,
    faultMs: 30_000,
    healMs: 41_000,
    baseline: CLEAN,
    contestants: { folklore: { ...empty, cleanAfterMs: null }, ballast: empty },
  });
  expect(report).toMatchInlineSnapshot(`
    "Every target of the primary region accepts and never answers: 30 s, watched for 41 s after.
    200 requests/s to each contestant, seed 3.

                                        folklore       ballast
    requests sent                              0             0
    lost                                       0             0
    lost while it lasted                  0.00 %        0.00 %
    bad seconds                                0             0
    clean after                            never           0 s
    traffic back after the heal            never         never
    p50 while it lasted                        –             –
    p99 while it lasted                        –             –
    p99 before                                 –             –
    weights written                           12            12
    "
  `);
});

test('the report says that its figures are the machine’s when the warm-up was not clean', () => {
  const head = { scenario: 'steady', seed: 1, rate: 200, faultMs: 1_000, healMs: 1_000 } as const;
  const baseline = { clean: false, warning: 'This machine is too slow for 200 …' };
  const report = renderReport({ ...head, baseline, contestants: {} });
  expect(report).toContain('The baseline was not clean. This machine is too slow for 200 …');
});
