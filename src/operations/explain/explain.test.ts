/** Explanations on a store in memory: why, with numbers, and what would change it. */

import { expect, test } from 'vitest';

import { exampleStrategy } from '../../../test/support/example-strategy.ts';
import {
  NOW,
  regionStatus,
  statusSnapshot,
  targetStatus,
} from '../../../test/support/status-fixture.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { createJournalOperations } from '../journal.ts';
import { createStatusOperations } from '../status.ts';

const evacuated: ControlEvent = {
  atMs: NOW - 90_000,
  kind: 'region-evacuated',
  upstream: 'productapi-upstream',
  region: 'eu-west',
  target: null,
  message: 'eu-west evacuated: probes and requests agree.',
  evidence: { failingRatio: 0.42, holdMs: 120_000 },
};
const written: ControlEvent = {
  ...evacuated,
  atMs: NOW - 89_500,
  kind: 'weights-written',
  region: null,
  message: '2 weights written.',
  evidence: {},
};

async function operationsOn(snapshot: StatusSnapshot, events: readonly ControlEvent[] = []) {
  const store = createMemoryStore();
  await store.commit({ snapshot, events });
  const { history } = store;
  const ports = { strategy: exampleStrategy(), store, history, clock: { nowMs: () => NOW } };
  return { ...createStatusOperations(ports), journal: createJournalOperations(ports) };
}

const out = statusSnapshot([
  regionStatus({
    phase: 'evacuated',
    holdUntilMs: NOW + 30_000,
    waitingFor: 'a person’s approval',
  }),
  regionStatus({ region: 'eu-north', roomRps: 240 }),
]);

test('a region that is out: since when, when the hold ends, whose word it needs', async () => {
  const desk = await operationsOn(out, [evacuated, written]);
  const { kind, sentences, wouldChange, events } = await desk.explain('eu-west');
  expect(kind).toBe('region');
  expect(sentences[0]).toContain('eu-west of productAPI has been evacuated for 1m30s');
  expect(sentences.join(' ')).toContain('waits for a person’s approval');
  expect(wouldChange.join(' ')).toContain(
    'The hold ends in 30s (at 10:00:30 UTC); a relapse doubles it',
  );
  expect(wouldChange.join(' ')).toContain('ballast approve productapi-upstream/eu-west/failback');
  expect(events).toEqual([evacuated]);
});

test('a wanted evacuation that is refused: the room of the receivers', async () => {
  const refused = statusSnapshot([
    regionStatus({ refused: 'the other regions have no room for it.' }),
    regionStatus({ region: 'eu-north', roomRps: 30 }),
  ]);
  const desk = await operationsOn(refused);
  const { sentences } = await desk.explain('eu-west');
  expect(sentences).toContain('Receiver eu-north: healthy, 22/s now, 7.6/s free.');
});

test('a learnt limit below what is stated is the one room that is told', async () => {
  const desk = await operationsOn(
    statusSnapshot([
      regionStatus({ refused: 'no room.', roomRps: 340, limitRps: 17 }),
      regionStatus({ region: 'eu-north', roomRps: 240, limitRps: 30 }),
    ]),
  );
  const { sentences } = await desk.explain('eu-west');
  expect(sentences.join(' ')).toContain(
    'of the 17/s it has shown that it can serve (340/s stated)',
  );
  expect(sentences).toContain('Receiver eu-north: healthy, 22/s now, 7.6/s free.');
});

test('a returning region: the next step, when, and after how many clean requests', async () => {
  const desk = await operationsOn(
    statusSnapshot([regionStatus({ phase: 'ramp', step: 1, stepRatio: 0.05, sinceMs: NOW })]),
  );
  const { wouldChange } = await desk.explain('eu-west');
  expect(wouldChange[0]).toContain('The next step (10 %) comes in 30s (at 10:00:30 UTC)');
  expect(wouldChange[0]).toContain('after 600 clean requests in this step (600 to go)');
});

test.each([
  [{ rotation: 'in' }, 'would be ejected when'],
  [{ rotation: 'out', outUntilMs: NOW + 5_000 }, 'a trial at a small weight in 5s'],
  [{ rotation: 'trial' }, 'Each step of the trial needs'],
  [{ rotation: 'out', heldBy: 'x1' }, 'The lever x1'],
] as const)('a target that is %o knows what would change it', async (changes, words) => {
  const regions = [regionStatus({ targets: [targetStatus(changes)] })];
  const desk = await operationsOn(statusSnapshot(regions));
  const { kind, wouldChange } = await desk.explain('10.0.0.1:8080');
  expect(kind).toBe('target');
  expect(wouldChange[0]).toContain(words);
});

test('an event: its numbers, what followed, and what holds now', async () => {
  const desk = await operationsOn(out, [evacuated, written]);
  const { kind, sentences, events } = await desk.explain('1');
  expect(kind).toBe('event');
  expect(sentences[0]).toBe('Event 1, 1m30s ago: eu-west evacuated: probes and requests agree.');
  expect(sentences[1]).toBe('The numbers: failing 42 %; hold 2m.');
  expect(sentences[2]).toBe('0.5s later: 2 weights written.');
  expect(sentences.join(' ')).toContain('Now: eu-west of productAPI has been evacuated');
  expect(events).toEqual([evacuated, written]);
});

test('a service tells its mode, its budget and all that is not usual', async () => {
  const desk = await operationsOn(out, [evacuated, written]);
  const { sentences, events } = await desk.explain('productAPI');
  expect(sentences[0]).toContain('Ballast acts');
  expect(sentences.join(' ')).toContain('eu-north of productAPI has been healthy');
  expect(events).toEqual([written, evacuated]);
  expect((await desk.explain('region-evacuated')).events).toEqual([evacuated]);
});

test.each([
  ['productApi2', 'not-found', /Did you mean productAPI\?/],
  ['77', 'not-found', /journal tail/],
])('%s is refused with the way on', async (subject, code, fix) => {
  const desk = await operationsOn(out, [evacuated]);
  await expect(desk.explain(subject)).rejects.toMatchObject({ code });
  await expect(desk.explain(subject)).rejects.toHaveProperty('fix', expect.stringMatching(fix));
});

test('settings name the value in force and the source of each default', async () => {
  const desk = await operationsOn(out);
  const found = await desk.settings();
  const of = (path: string) => found.find((one) => one.path === path);
  expect(of('services.productAPI.health.interval')).toMatchObject({
    value: '1s',
    isDefault: true,
    source: 'a dead target is found in about two intervals',
  });
  expect(of('services.productAPI.failover.whenCapacityIsShort')).toMatchObject({
    value: 'shed',
    isDefault: false,
    source: null,
  });
  expect(of('law.evidence.windowMs')).toMatchObject({ value: 10_000, source: 'CL 9 ii' });
  expect(new Set(found.map(({ path }) => path)).size).toBe(found.length);
});

test('the journal is paged, wrong questions are refused, and deeds are not for viewers', async () => {
  const { journal } = await operationsOn(out, [evacuated, written]);
  expect(await journal.events({ afterId: 1, limit: 10 })).toEqual([{ id: 2, entry: written }]);
  await expect(journal.events({ limit: 0 })).rejects.toMatchObject({ code: 'invalid' });
  const backwards = { sinceMs: 2, untilMs: 1 };
  await expect(journal.samples(backwards)).rejects.toMatchObject({ code: 'invalid' });
  const viewer = { name: 'v', role: 'viewer', via: 'api' } as const;
  await expect(journal.audit(viewer, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await journal.audit({ ...viewer, role: 'operator' }, { limit: 1 })).toEqual([]);
});
