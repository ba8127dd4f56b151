import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { createFakeWorld, drillOf } from '../../../test/drill/support/fake-world.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import { runDrill } from '../run-drill.ts';
import { renderDrillHtml } from './render-html.ts';
import { renderDrillMarkdown } from './render-markdown.ts';

const GOLDEN = new URL('../../../test/golden/drill-report/', import.meta.url);

const TEXT = `version: 1
name: marks
title: A region is marked
hypothesis: nobody notices <b>anything</b>
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 12s
steady: { for: 5s, requests: 100 }
expect: { failed: 1%, cleanAfter: 5s, restoredAfter: 30s }
`;

/** In virtual time with ids and clocks of its own, so it is the same on every machine. */
async function reportOf(text = TEXT): Promise<DrillReport> {
  const world = createFakeWorld();
  const stop = new AbortController();
  world.start(stop.signal);
  await world.clock.pass(3_000);
  const report = await world.clock.until(runDrill(world.options(drillOf(text)), world.ports));
  stop.abort();
  return report;
}

test('the report is the golden one in both languages (UPDATE_GOLDEN=1 rewrites it)', async () => {
  const report = await reportOf();
  for (const language of ['en', 'nl'] as const) {
    const url = new URL(`report.${language}.md`, GOLDEN);
    const text = renderDrillMarkdown(report, language);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(url, text);
    expect(text).toBe(readFileSync(url, 'utf8'));
  }
});

test('a line of the journal tells its service, its kind in words, and how long after the fault', async () => {
  const report = await reportOf();
  const atMs = (report.timeline.faultAtMs ?? 0) + 2_500;
  const event = { atMs, service: 'productAPI', kind: 'region-evacuated', message: 'Gone.' };
  const timeline = { ...report.timeline, detectedAtMs: atMs, detectedBy: 'region-evacuated' };
  const text = renderDrillMarkdown({ ...report, timeline, events: [event] }, 'nl');
  expect(text).toContain('| 2,5 s | productAPI | regio geëvacueerd | Gone. |');
  expect(text).toContain('| T2 opgemerkt (regio geëvacueerd) |');
});

test('what one should know of the figures is said beside them', async () => {
  const report = await reportOf();
  const figures = { before: 1_000, now: 2_000 };
  const previous = {
    id: 'drill-before',
    atMs: 0,
    verdict: 'INTERRUPTED' as const,
    lost: figures,
    decidedMs: figures,
    cleanMs: figures,
    isSameDrill: false,
  };
  const blast = { ...report.blast, refusedWrites: ['ledgerAPI'] };
  const text = renderDrillMarkdown({ ...report, previous, blast }, 'en');
  expect(text).toContain('Writes of ledgerAPI were refused while the fault lasted');
  expect(text).toContain('It was not the same drill');
  expect(text).not.toContain('not known');
});

test('HTML says the same, and nothing in it is from elsewhere or markup of people', async () => {
  const report = await reportOf();
  const html = renderDrillHtml(report, 'nl');
  expect(html).toContain('GESLAAGD');
  expect(html).not.toMatch(/(src|href)=|<b>anything/);
  expect(html).toContain('&lt;b&gt;anything');
});

test('what is not restored is the first thing one reads, with what to type', async () => {
  const report = await reportOf();
  const manual = ['curl -X PUT http://127.0.0.1:8001/upstreams/product/targets/a:80/healthy'];
  const restore = { ...report.restore, restored: false, failures: ['a:80 UNHEALTHY'], manual };
  const text = renderDrillMarkdown({ ...report, verdict: 'FAILED', restore }, 'en');
  expect(text.indexOf('NOT RESTORED')).toBeLessThan(text.indexOf('What was drilled'));
  expect(text).toContain(manual[0]);
});

test('the hash of the evidence changes with any figure', async () => {
  const { hashes } = await reportOf();
  const other = await reportOf(TEXT.replace('duration: 12s', 'duration: 13s'));
  expect(hashes.evidence).toMatch(/^[0-9a-f]{64}$/);
  expect(other.hashes.evidence).not.toBe(hashes.evidence);
  expect(other.hashes.strategy).toBe(hashes.strategy);
});
