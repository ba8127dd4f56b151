/** Operations that are asked in Dutch answer in Dutch, and the kept English stays as it was. */

import { expect, test } from 'vitest';
import { exampleStrategy } from '../../test/support/example-strategy.ts';
import {
  NOW,
  regionStatus,
  statusSnapshot,
  targetStatus,
} from '../../test/support/status-fixture.ts';
import type { ControlEvent } from '../model/control.ts';
import { inEnglish, say } from '../model/sentences.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createJournalOperations } from './journal.ts';
import { createStatusOperations } from './status.ts';

const said = say('nothing-to-spill', { region: 'eu-west' });
const event: ControlEvent = {
  atMs: NOW - 90_000,
  kind: 'spill-ended',
  upstream: 'productapi-upstream',
  region: 'eu-west',
  target: null,
  message: inEnglish(said),
  said,
  evidence: { loadRps: 31.1, keptRatio: 0.5, holdMs: 90_000 },
};
const old: ControlEvent = { ...event, atMs: NOW - 80_000, message: 'As it was told then.' };

const snapshot = {
  ...statusSnapshot([
    regionStatus({
      phase: 'evacuated',
      holdUntilMs: NOW + 30_000,
      waitingFor: 'a person’s approval',
      refused: 'a person rejected it.',
      said: { waitingFor: { key: 'waits-approval' }, refused: { key: 'stays-rejected' } },
      targets: [targetStatus({ rotation: 'out', outUntilMs: NOW + 5_000 })],
    }),
    regionStatus({ region: 'eu-north', roomRps: 240 }),
  ]),
  stale: [{ signal: "Kong's health at kong-eu", sinceMs: NOW - 7_000 }],
};

async function portsIn(language: 'en' | 'nl') {
  const store = createMemoryStore();
  const { said: _said, ...without } = old;
  await store.commit({ snapshot, events: [event, without] });
  const { history } = store;
  const strategy = exampleStrategy();
  return { strategy, store, history, clock: { nowMs: () => NOW }, language };
}

async function asked(language: 'en' | 'nl') {
  const ports = await portsIn(language);
  return { ...createStatusOperations(ports), journal: createJournalOperations(ports) };
}

const ENGLISH = /\b(the|its|for|evacuated|waits|would|healthy|silent|ends)\b/;

test('status: findings, signals and what a region waits for', async () => {
  const { findings, snapshot: seen } = await (await asked('nl')).status();
  expect(findings).toContain(
    'al 7s niets gehoord van Kongs gezondheid op kong-eu: er verschuift niets op',
  );
  expect(seen.stale[0]?.signal).toBe('Kongs gezondheid op kong-eu');
  expect(seen.upstreams[0]?.regions[0]).toMatchObject({
    waitingFor: 'het akkoord van een mens',
    refused: 'een mens heeft het afgewezen.',
  });
  expect(findings.filter((one) => ENGLISH.test(one))).toEqual([]);
});

test.each(['productAPI', 'eu-west', '10.0.0.1:8080'])('explain %s', async (subject) => {
  const { sentences, wouldChange } = await (await asked('nl')).explain(subject);
  const told = [...sentences, ...wouldChange].filter((one) => !one.startsWith('De gewichten:'));
  expect(told.length).toBeGreaterThan(1);
  expect(told.filter((one) => ENGLISH.test(one))).toEqual([]);
});

test.each([
  ['nl', 'eu-north neemt alleen leesverzoeken', 'tot een mens akkoord heeft gegeven', 'krijgt 429'],
  ['en', 'eu-north takes reads only', 'until a person has approved', 'gets 429'],
] as const)(
  'explain says in %s what the strategy plans beyond the usual',
  async (lang, ...said) => {
    const { strategy, ...ports } = await portsIn(lang);
    const services = strategy.services.map((service) => ({
      ...service,
      readRegions: ['eu-north'],
      failover: {
        ...service.failover,
        beforeApproval: 'nothing' as const,
        answer: { status: 429, contentType: 'text/plain', body: 'later', retryAfterMs: 30_000 },
      },
    }));
    const operations = createStatusOperations({ ...ports, strategy: { ...strategy, services } });
    const { sentences } = await operations.explain('productAPI');
    for (const one of said) expect(sentences.join(' ')).toContain(one);
  },
);

test('explain an event: its numbers as well, and what followed', async () => {
  const { sentences } = await (await asked('nl')).explain('1');
  expect(sentences.slice(0, 2)).toEqual([
    'Gebeurtenis 1, 1m30s geleden: eu-west heeft geen eigen verzoeken meer die kunnen overlopen.',
    'De getallen: last 31,1/s; gehouden 50 %; wachttijd 1m30s.',
  ]);
});

test('the journal: Dutch where there is data, else as it was told then; English is untouched', async () => {
  const messages = async (language: 'en' | 'nl') => {
    const events = await (await asked(language)).journal.events({ limit: 10 });
    return events.map(({ entry }) => entry.message);
  };
  expect(await messages('nl')).toEqual([
    'eu-west heeft geen eigen verzoeken meer die kunnen overlopen.',
    old.message,
  ]);
  expect(await messages('en')).toEqual([event.message, old.message]);
});
