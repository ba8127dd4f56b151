/** Post-mortems are kept, bounded, told in each language; what people did is for operators. */

import { expect, test } from 'vitest';
import { exampleStrategy } from '../../test/support/example-strategy.ts';
import type { ControlEvent } from '../model/control.ts';
import type { PostMortem } from '../model/post-mortem.ts';
import { inEnglish, say } from '../model/sentences.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import type { Actor } from './actor.ts';
import { keepable } from './post-mortem/keepable.ts';
import { createPostMortemOperations } from './post-mortems.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const HOUR_MS = 3_600_000;
const ANN: Actor = { name: 'ann', role: 'operator', via: 'api' };
const VERA: Actor = { name: 'vera', role: 'viewer', via: 'api' };
const said = say('nothing-to-spill', { region: 'eu-west' });
const event: ControlEvent = {
  atMs: NOW - 65 * 60_000,
  kind: 'spill-ended',
  upstream: 'productapi-upstream',
  region: 'eu-west',
  target: null,
  message: inEnglish(said),
  said,
  evidence: {},
};
const part = {
  service: 'productAPI',
  requests: 10,
  failed: 1,
  shed: 0,
  p50Ms: 1,
  p99Ms: 2,
  shares: {},
  budgetLeftRatio: 0.5,
};

async function world(language: 'en' | 'nl' = 'en') {
  const store = createMemoryStore();
  await store.commit({ events: [event] });
  const { history } = store;
  // Ten minutes on both sides of a full hour, at which pieces of the span meet.
  for (let atMs = NOW - 70 * 60_000; atMs < NOW - 50 * 60_000; atMs += 10_000) {
    await history.appendSample({ atMs, stepMs: 10_000, services: [part] });
  }
  const entry = { by: 'ann', role: 'operator', via: 'cli', action: 'override.set' } as const;
  const message = 'ann froze productAPI.';
  await history.appendAudit({
    atMs: NOW - HOUR_MS,
    ...entry,
    outcome: 'done',
    message,
    details: {},
  });
  let ids = 0;
  const newId = () => `id-${(ids += 1)}`;
  const clock = { nowMs: () => NOW };
  const ports = { strategy: exampleStrategy(), store, history, clock, newId };
  return { ...ports, postMortems: createPostMortemOperations({ ...ports, language }) };
}

const SPAN = { sinceMs: NOW - 2 * HOUR_MS, untilMs: NOW, service: null };

test('one is made of each sample once, kept, listed and read, in the language of the reader', async () => {
  const { postMortems, history } = await world('nl');
  const { id, title, report } = await postMortems.make(ANN, SPAN);
  const facts = report as PostMortem;
  expect(facts.samples).toEqual({ count: 120, stepsMs: [10_000] });
  expect(facts.services).toMatchObject([{ service: 'productAPI', requests: 1_200, failed: 120 }]);
  expect(facts.deeds).toHaveLength(1);
  expect(title).toContain('2026-03-01 10:00:00 – 2026-03-01 12:00:00 UTC');
  expect(await postMortems.list(5)).toMatchObject([{ id, kind: 'post-mortem', report: null }]);
  expect((await postMortems.report(ANN, id)).report).toEqual(facts);
  const { markdown, document } = await postMortems.render(ANN, id);
  expect(markdown).toContain('eu-west heeft geen eigen verzoeken meer die kunnen overlopen.');
  expect(document.sections[0]?.title).toBe('In het kort');
  expect(JSON.stringify(document)).not.toMatch(/[\u{E000}-\u{E003}]/u);
  const audit = await history.readAudit({ limit: 10 });
  expect(audit.at(-1)?.entry).toMatchObject({ action: 'post-mortem.make', outcome: 'done' });
});

test('a viewer makes a draft that nobody keeps, and sees no deeds of people', async () => {
  const { postMortems } = await world();
  await expect(postMortems.make(VERA, SPAN)).rejects.toMatchObject({ code: 'forbidden' });
  const draft = await postMortems.draft(VERA, SPAN);
  expect((draft.report as PostMortem).deeds).toBeNull();
  expect(await postMortems.list(5)).toEqual([]);
  const { id } = await postMortems.make(ANN, SPAN);
  expect((await postMortems.report(VERA, id)).report).toMatchObject({ deeds: null });
  expect((await postMortems.render(VERA, id)).markdown).not.toContain('ann froze');
});

test('refused: nonsense of a span, an unknown service or id, two at once', async () => {
  const { postMortems, history } = await world();
  const wrong = (changes: object) => postMortems.make(ANN, { ...SPAN, ...changes });
  await expect(wrong({ untilMs: SPAN.sinceMs })).rejects.toMatchObject({ code: 'invalid' });
  await expect(wrong({ sinceMs: 0 })).rejects.toMatchObject({ code: 'invalid' });
  await expect(wrong({ service: 'none' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(postMortems.report(ANN, 'none')).rejects.toMatchObject({ code: 'not-found' });
  const both = await Promise.allSettled([wrong({}), postMortems.draft(VERA, SPAN)]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const drill = { id: 'd', kind: 'drill', atMs: 1, title: '', verdict: null, report: {} } as const;
  await history.putReport(drill);
  await expect(postMortems.report(ANN, 'd')).rejects.toMatchObject({ code: 'not-found' });
});

test('what is too large to be kept loses its last lines', async () => {
  const { postMortems } = await world();
  const facts = (await postMortems.draft(ANN, SPAN)).report as PostMortem;
  const long = { id: 1, entry: { ...event, message: 'x'.repeat(20_000) } };
  const decisions = Array.from({ length: 500 }, (_, at) => ({ ...long, id: at + 1 }));
  const kept = keepable({ ...facts, decisions });
  expect(kept.decisions.length).toBe(125);
  expect(kept.decisions[0]?.id).toBe(1);
  expect(keepable(facts)).toBe(facts);
});
