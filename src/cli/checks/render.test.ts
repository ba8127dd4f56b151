/** What came of checks and simulations, as people read it. */

import { expect, test } from 'vitest';
import type { BalanceCheck } from '../../model/checks.ts';
import type { WhatIfResult, WhatIfRun } from '../../model/what-if.ts';
import { renderBalance } from './render-balance.ts';
import { courseOf, renderWhatIf } from './render-what-if.ts';
import { outcomeWords } from './words.ts';

const CHECK: BalanceCheck = {
  service: 'shop',
  gateway: 'kong-eu',
  url: 'http://127.0.0.1:8000/shop',
  by: 'target',
  rows: [
    { name: 'a:1', expectedRatio: 0.75, observed: 760 },
    { name: 'b:1', expectedRatio: 0.25, observed: 240 },
  ],
  sent: 1_000,
  answered: 1_000,
  requests: 1_000,
  source: 'telemetry',
  statistic: 0.533,
  degreesOfFreedom: 1,
  pValue: 0.465,
  verdict: 'as-weighted',
  note: null,
  reason: null,
};

const shown = (check: BalanceCheck, language: 'en' | 'nl') =>
  renderBalance(check, { words: outcomeWords(language), alpha: 0.001 });

test('a split is told with its shares, its test and its verdict', () => {
  const text = shown(CHECK, 'en');
  expect(text).toContain('1,000 of 1,000 requests answered, 1,000 counted by Ballast’s telemetry');
  expect(text).toMatch(/a:1 +760 +76 % +75 %/);
  expect(text).toContain('p = 0.465');
  expect(text).toContain('The split fits the weights (α = 0.001).');
  const bad = shown({ ...CHECK, verdict: 'not-as-weighted', statistic: null, pValue: 0 }, 'nl');
  expect(bad).toContain('chi-kwadraat ∞');
  expect(bad).toContain('klopt NIET met de gewichten');
});

test('where nothing can be said, why and what to do take the place of a verdict', () => {
  const reason = { code: 'no-proxy', sentence: 'Nobody knows.', fix: 'Write it.' };
  const nothing = { url: null, sent: 0, rows: [], pValue: null, statistic: null } as const;
  const text = shown({ ...CHECK, ...nothing, verdict: 'inconclusive', reason }, 'en');
  expect(text).toBe(
    'shop at kong-eu (not asked)\nNothing can be said: Nobody knows.\n  Write it.\n',
  );
});

const point = (second: number, west: number) => {
  return { second, sent: 10, lost: 0, p99Ms: 1, shares: { west, north: 1 - west } };
};

test('the course of a region is its share at the begin, at its furthest, and at the end', () => {
  expect(courseOf([point(0, 1), point(1, 0), point(2, 0.5)], 'west')).toEqual([1, 0, 0.5]);
  expect(courseOf([point(0, 1), point(1, 1)], 'west')).toEqual([1]);
  expect(courseOf([{ ...point(0, 1), shares: {} }, point(1, 0.5)], 'west')).toEqual([0.5]);
  expect(courseOf([], 'west')).toEqual([0]);
});

test('a simulation is told beside doing nothing, with what the objective allows', () => {
  const figures = { sent: 1_000, lost: 3, lostPercent: 0.3, outageSeconds: 0.18, shed: 0 };
  const more = { badSeconds: 1, cleanAfterSeconds: null, p50Ms: 5, p99Ms: 61.2, writes: 3 };
  const run: WhatIfRun = {
    figures: { ...figures, ...more, ejections: 0, regionMoves: 1, findings: 0 },
    series: [point(0, 1), point(1, 0)],
    events: Array.from({ length: 25 }, (_, at) => {
      return { atMs: 1_000 * at, kind: 'panic', message: `line ${at}` };
    }),
  };
  const result: WhatIfResult = {
    scenario: 'region-refuse',
    title: 'It is gone',
    seed: 1,
    warmUpMs: 0,
    durationMs: 60_000,
    ballast: run,
    nothing: { ...run, events: [] },
    taken: ['The demand of now.'],
    assumed: [],
    tookMs: 2_000,
    budget: { allowedSeconds: 259.2, windowMs: 2_592_000_000 },
  };
  const text = renderWhatIf(result, outcomeWords('nl'));
  expect(text).toMatch(/verloren +3 \(0,3 %\) +3 \(0,3 %\)/);
  expect(text).toMatch(/schoon na +niet binnen deze tijd/);
  expect(text).toContain('4m19s volledige uitval toe in 30 dagen');
  expect(text).toMatch(/west +100 % → 0 % +100 % → 0 %/);
  expect(text).toContain('… en nog 5 (--json)');
  expect(text).not.toContain('Aangenomen');
});
