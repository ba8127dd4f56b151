import { describe, expect, test } from 'vitest';

import { exampleEvidence } from '../../../test/advise/evidence.ts';
import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { capacityRows } from './capacity.ts';
import { adviceFacts } from './facts.ts';
import { failureCosts } from './failures.ts';
import { renderAdvice } from './render-advice.ts';

test('the error budget of 99.99 % over 30 days is 259 s', () => {
  expect(renderAdvice(exampleStrategy(), { language: 'en' })).toContain('**259 s');
});

test('the summary of many services names the worst and counts the others', () => {
  const names = Array.from({ length: 40 }, (_, index) => `svc${index}`);
  const strategy = exampleStrategy(names.map((name) => exampleService({ name })));
  const page = renderAdvice(strategy, { language: 'en', evidence: exampleEvidence(names) });
  const [summary = ''] = page.split('## Situation');
  expect(summary.match(/expected availability/g)).toHaveLength(8);
  expect(summary).toMatch(/svc8, svc9 and 30 more\*\*/);
  expect(summary).toMatch(/The other 32\s\S+ services use/);
});

describe('N−1 capacity', () => {
  const targets = (west: number | null, north: number | null) =>
    [
      { host: 'w', region: 'eu-west', capacityRps: west },
      { host: 'n', region: 'eu-north', capacityRps: north },
    ].map((target) => ({ ...target, target: `${target.host}:80`, port: 80 }));

  test.each([
    ['equal regions carry each other', 200, 200, ['fits', 'fits']],
    ['a small standby does not carry the primary', 200, 100, ['short', 'fits']],
    ['what is not stated is not known', 200, null, ['unknown', 'unknown']],
  ])('%s', (_name, west, north, verdicts) => {
    const rows = capacityRows(exampleService({ targets: targets(west, north) }));
    expect(rows.map((row) => row.verdict)).toEqual(verdicts);
  });

  test.each([
    ['a peak that the standby can take fits', 80, 85, ['fits', 'fits']],
    ['a peak above what is left is short', 90, 85, ['short-at-peak', 'fits']],
  ])('%s', (_name, peakRps, fitsRps, verdicts) => {
    const load = { peakRps, usualRps: 40 };
    const service = exampleService({ targets: targets(200, 100), load });
    expect(capacityRows(service).map((row) => row.verdict)).toEqual(verdicts);
    const [facts] = adviceFacts({ ...exampleStrategy(), services: [service] }).services;
    expect(facts).toMatchObject({ rps: 40, peakRps, loadFrom: 'stated' });
    expect(facts?.capacity[0]?.survivableRps).toBe(fitsRps);
  });

  test('isolated services have nothing left', () => {
    const failover = { ...exampleService().failover, mode: 'isolate' as const };
    const rows = capacityRows(exampleService({ failover }));
    expect(rows.map((row) => row.verdict)).toEqual(['nothing-left', 'nothing-left']);
  });
});

describe('failure costs', () => {
  test('Kong alone handles loss of a region and never a partial fault', () => {
    const alone = Object.fromEntries(
      failureCosts(exampleService(), 100).map(({ kind, alone: cost }) => [kind, cost.movedMs]),
    );
    expect(alone).toEqual({
      'region-refuses': 2_200,
      'region-hangs': 3_000,
      'region-errors': 2_200,
      'target-gray': null,
      'region-gray': null,
      slow: null,
    });
  });

  test('less traffic means later evidence', () => {
    const movedMs = (rps: number) =>
      failureCosts(exampleService(), rps).find(({ kind }) => kind === 'region-gray')?.withBallast
        .movedMs ?? 0;
    expect(movedMs(10)).toBeGreaterThan(movedMs(100));
    // 150 tries × 3.5 at 67/s take 7.8 s; then log, tick and write.
    expect(movedMs(67)).toBeGreaterThan(8_900);
    expect(movedMs(67)).toBeLessThan(9_100);
  });
});
