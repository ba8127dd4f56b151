/** The report is one file that needs nothing else, says everything and escapes what it shows. */

import { describe, expect, test } from 'vitest';
import { madeUpRun, madeUpSummary } from '../../../../test/support/simulated-runs.ts';
import type { RunResult } from '../../contract.ts';
import { renderReport } from './report.ts';
import { seriesOf } from './series.ts';

const RUNS = [1, 2].flatMap((seed) => [madeUpRun('kong-tuned', seed), madeUpRun('ballast', seed)]);
const PAGE = renderReport(madeUpSummary(RUNS));

test('it refers to nothing outside and runs nothing', () => {
  expect(PAGE).not.toMatch(/https?:|src=|url\(|@import|<script|<link|onload/i);
  const links = [...PAGE.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
  expect(links).toEqual(['#made-up']);
  expect(PAGE).toContain('id="made-up"');
});

test('every tag that is opened is closed', () => {
  const open: string[] = [];
  const crossed: string[] = [];
  for (const [tag, closing, name = '', rest = ''] of PAGE.matchAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>/g,
  )) {
    if (closing === '/' && open.pop() !== name) crossed.push(tag);
    if (closing === '' && !rest.endsWith('/')) open.push(name);
  }
  expect({ open, crossed }).toEqual({ open: [], crossed: [] });
});

test('what it shows is escaped', () => {
  expect(PAGE).toContain('Targets &amp; &quot;quotes&quot; &lt;b&gt;');
  expect(PAGE).toContain('3 of 3 targets &lt;refuse&gt;');
  expect(PAGE).not.toContain('<b>');
});

test.each([
  ['the chart of losses', 'Requests lost, % of each second'],
  ['the chart of latency', 'Latency p99 of each second'],
  ['who served', 'Requests/s by the region that served them'],
  ['utilisation', 'Busy workers by region'],
  ['weights', 'Weights of productapi-upstream, by target'],
  ['the time of the fault', '0:10 to 0:30: the primary region refuses connections'],
  ['the decision, with its number', '<span class="number">1</span>'],
  ['its evidence', '{ &quot;failing&quot;: 3, &quot;of&quot;: 3 }'],
  ['intervals', '1.5 ± 6.35 %'],
  ['a table for those who cannot see charts', 'The same in numbers'],
])('it has %s', (_name, text) => {
  expect(PAGE).toContain(text);
});

test('every chart has a title', () => {
  const charts = PAGE.match(/<svg /g)?.length ?? 0;
  expect(charts).toBeGreaterThan(8);
  expect(PAGE.match(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title>/g)).toHaveLength(charts);
});

test('no chart has a place that is no number', () => {
  expect(PAGE).not.toMatch(/NaN|Infinity|undefined/);
});

test('the same runs make the same file', () => {
  expect(renderReport(madeUpSummary(RUNS.toReversed()))).toBe(PAGE);
});

describe('odd runs are shown too', () => {
  const silent = { p50Ms: null, p99Ms: null, p999Ms: null, meanMs: null };
  const finding = { guarantee: 'G3', atMs: 0, message: 'too much', evidence: {} } as const;
  const odd: readonly (readonly [string, Partial<RunResult>, string])[] = [
    ['no time lines', { seconds: [], weights: [], decisions: [] }, 'kept'],
    ['no weights', { weights: [] }, 'How it went'],
    ['nothing sent', { sent: 0, failed: 0, ...silent }, '–'],
    ['a broken guarantee', { findings: [finding] }, 'G3 broken'],
  ];
  test.each(odd)('%s', (_name, changes, text) => {
    const page = renderReport(madeUpSummary([madeUpRun('ballast', 1, changes)]));
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    expect(page).toContain(text);
  });
});

describe('long runs are drawn with fewer points', () => {
  const seconds = Array.from({ length: 3_600 }, (_, second) => ({
    second,
    sent: 100,
    failed: second === 1_800 ? 100 : 0,
    shed: 0,
    p50Ms: 10,
    p99Ms: second === 900 ? 5_000 : 20,
    served: { 'eu-west': 100 },
    utilisation: { 'eu-west': 0.5 },
  }));
  const { bins, secondsPerBin } = seriesOf(madeUpRun('ballast', 1, { seconds }), {
    durationMs: 3_600_000,
    points: 400,
  });

  test('at most as many as asked for', () => {
    expect(bins.length).toBeLessThanOrEqual(400);
    expect(secondsPerBin).toBe(9);
  });

  test('and the one bad second among thousands is still there', () => {
    expect(Math.max(...bins.map(({ failedPercent }) => failedPercent ?? 0))).toBe(100);
    expect(Math.max(...bins.map(({ p99Ms }) => p99Ms ?? 0))).toBe(5_000);
  });

  test('who served is a mean per second', () => {
    expect(bins[0]?.served).toEqual({ 'eu-west': 100 });
    expect(bins[0]?.busyPercent).toEqual({ 'eu-west': 50 });
  });
});
