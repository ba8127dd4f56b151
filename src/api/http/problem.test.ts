/** A wrong request is told in plain words: which field, what was given, what is allowed; en and nl. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  unequalKeys,
  unsaidKeys,
  untranslatedKeys,
} from '../../../test/support/catalogue-claims.ts';
import { startApi } from '../../../test/api/start-api.ts';
import { API_SENTENCES } from './speech.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const LEVER = {
  lever: { kind: 'evacuate', region: 'eu-west', overMs: 0 },
  services: null,
  reason: 'work on the network',
  forMs: 3_600_000,
  force: false,
};

const post = (body: unknown) => ({ method: 'POST' as const, url: '/v1/overrides', body });

async function detail(
  { url, method = 'GET', body }: { url: string; method?: 'GET' | 'POST'; body?: unknown },
  language: 'en' | 'nl',
) {
  const answer = await api.app.inject({
    url,
    method,
    headers: { authorization: `Bearer ${api.tokens.operator}`, 'accept-language': language },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { answer, problem: answer.json<{ detail: string; fix: string; title: string }>() };
}

test.each([
  [
    post({ ...LEVER, forMs: '2h' }),
    'body.forMs is "2h", and must be a number.',
    'body.forMs is "2h", en moet een getal zijn.',
  ],
  [
    post({ ...LEVER, forMs: 1 }),
    'body.forMs is 1, and must be at least 1000.',
    'body.forMs is 1, en moet minstens 1000 zijn.',
  ],
  [
    post({ ...LEVER, reason: 'x' }),
    'body.reason is "x", and must be text of at least 3 characters.',
    'body.reason is "x", en moet tekst van minstens 3 tekens zijn.',
  ],
  [
    post({ ...LEVER, reason: 'x'.repeat(600) }),
    'body.reason is text of 600 characters, and must be text of at most 500 characters.',
    'body.reason is tekst van 600 tekens, en moet tekst van hoogstens 500 tekens zijn.',
  ],
  [
    post({ ...LEVER, services: [] }),
    'body.services is a list of 0, and must be a list of at least 1.',
    'body.services is een lijst van 0, en moet een lijst van minstens 1 zijn.',
  ],
  [
    post({ ...LEVER, forced: true }),
    'body may not have forced: there is no such field.',
    'body mag geen forced hebben: dat veld bestaat niet.',
  ],
  [
    post({ ...LEVER, lever: { ...LEVER.lever, region: undefined } }),
    'body.lever.region is missing; it must be text.',
    'body.lever.region ontbreekt; dat moet tekst zijn.',
  ],
  [
    post({ ...LEVER, lever: { kind: 'evict' } }),
    'body.lever.kind is "evict", and must be one of evacuate, drain, pin, freeze.',
    'body.lever.kind is "evict", en moet een van evacuate, drain, pin, freeze zijn.',
  ],
  [
    { url: '/v1/events?limit=many' },
    'query.limit is "many", and must be a number.',
    'query.limit is "many", en moet een getal zijn.',
  ],
  [
    { url: '/v1/samples?sinceMs=5&untilMs=5' },
    'untilMs must be after sinceMs.',
    'untilMs moet na sinceMs liggen.',
  ],
])('%j', async (asked, english, dutch) => {
  expect((await detail(asked, 'en')).problem.detail).toBe(english);
  expect((await detail(asked, 'nl')).problem.detail).toBe(dutch);
});

test('several mistakes are counted, each with its place', async () => {
  const { problem, answer } = await detail(post({ ...LEVER, forMs: 1, force: 'no' }), 'nl');
  expect(problem.detail).toBe('body.forMs is 1, en moet minstens 1000 zijn. Er is er nog 1.');
  expect(answer.headers['content-language']).toBe('nl');
  expect(answer.json<{ details: unknown }>().details).toEqual({
    problems: [
      { place: 'body.forMs', message: 'body.forMs is 1, en moet minstens 1000 zijn.' },
      { place: 'body.force', message: 'body.force is "no", en moet true of false zijn.' },
    ],
  });
});

test('what is not there, and who may not, is told in Dutch as well', async () => {
  const nowhere = await detail({ url: '/v1/nothing' }, 'nl');
  expect(nowhere.problem).toMatchObject({
    title: 'Niet gevonden',
    detail: 'GET /v1/nothing bestaat niet.',
  });
  const answer = await api.app.inject({
    url: '/v1/status',
    headers: { 'accept-language': 'nl-NL,nl;q=0.9' },
  });
  expect(answer.json()).toMatchObject({ detail: 'Er is een token nodig.' });
});

test('both languages say the same, and everything is said', () => {
  expect(unequalKeys(API_SENTENCES)).toEqual([]);
  expect(untranslatedKeys(API_SENTENCES)).toEqual([]);
  expect(unsaidKeys(API_SENTENCES, new URL('.', import.meta.url))).toEqual([]);
});
