import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flattenDeclarative } from '../model/flatten-declarative.ts';
import { differenceOf } from '../model/kong-difference.ts';
import { flattenFields } from './errors.ts';
import { collect, walkPages } from './paging.ts';
import { DEFAULT_RETRY, parseRetryAfterMs, retryDelayMs } from './retry.ts';
import { storedTargetName } from '../model/target-name.ts';

test.each([
  ['127.0.0.1:9001', '127.0.0.1:9001'],
  ['Product-1.eu:80', 'Product-1.eu:80'],
  ['product-1', 'product-1:8000'],
  ['[::1]:9003', '[0000:0000:0000:0000:0000:0000:0000:0001]:9003'],
  ['[2001:DB8::2:1]:80', '[2001:0db8:0000:0000:0000:0000:0002:0001]:80'],
  ['[::]', '[0000:0000:0000:0000:0000:0000:0000:0000]:8000'],
  ['442815f4-38d0-4805-ae26-66fdf392f4d6', '442815f4-38d0-4805-ae26-66fdf392f4d6'],
])('Kong finds target %s as %s', (target, stored) => {
  expect(storedTargetName(target)).toBe(stored);
});

test.each([
  [undefined, null],
  ['2', 2_000],
  ['soon', null],
  ['Sun, 22 Nov 2026 00:00:10 GMT', 10_000],
])('Retry-After %s is %s ms', (header, ms) => {
  expect(parseRetryAfterMs(header, Date.parse('2026-11-22T00:00:00Z'))).toBe(ms);
});

test('back-off grows, is jittered by at most half, and stays below its maximum', () => {
  const policy = { ...DEFAULT_RETRY, retries: 9 };
  const failure = { method: 'GET', status: 500, neverSent: false, retryAfterMs: null };
  const delays = [1, 2, 3, 8, 9].map((attempt) => [
    retryDelayMs(policy, failure, { attempt, random: 0 }),
    retryDelayMs(policy, failure, { attempt, random: 0.999 }),
  ]);
  expect(delays.map(([low]) => low)).toEqual([25, 50, 100, 1_000, 1_000]);
  expect(delays.every(([low, high]) => (high ?? 0) < 2 * (low ?? 0))).toBe(true);
  expect(retryDelayMs(policy, failure, { attempt: 10, random: 0 })).toBeNull();
});

test('each entry of a shifting list is handed out once', async () => {
  const pages = [
    { items: [{ id: 'd' }, { id: 'c' }], offset: '2' },
    { items: [{ id: 'c' }, { id: 'b' }], offset: '4' },
    { items: [{ id: 'a' }], offset: null },
  ];
  const queries: string[] = [];
  const read = (query: string) => {
    queries.push(query);
    return Promise.resolve(pages[queries.length - 1] ?? { items: [], offset: null });
  };
  const list = await collect(walkPages(read, { pageSize: 2, maxPages: 5 }));
  expect(list).toEqual([{ id: 'd' }, { id: 'c' }, { id: 'b' }, { id: 'a' }]);
  expect(queries).toEqual(['?size=2', '?size=2&offset=2', '?size=2&offset=4']);
});

test('a list without end is cut off', async () => {
  let page = 0;
  const read = () => Promise.resolve({ items: [], offset: String((page += 1)) });
  await expect(collect(walkPages(read, { pageSize: null, maxPages: 3 }))).rejects.toThrow('pages');
});

test('field errors are flattened to dotted paths, whatever Kong or anything else sends', () => {
  expect(flattenFields({ healthchecks: { active: { foo: 'unknown field' } }, name: 'x' })).toEqual([
    { field: 'healthchecks.active.foo', message: 'unknown field' },
    { field: 'name', message: 'x' },
  ]);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const { message } of flattenFields(value)) expect(typeof message).toBe('string');
    }),
    { numRuns: 200 },
  );
});

/** [claim, current, wanted, body of the PATCH] */
test.each<[string, object, object, object | null]>([
  ['nothing for equal fields', { a: 1, b: 2 }, { a: 1 }, null],
  ['nothing for null and absent', {}, { a: null }, null],
  ['nothing for an empty list that Lua wrote as {}', { a: {} }, { a: [] }, null],
  ['nothing when only unnamed nested fields differ', { h: { x: 1, y: 2 } }, { h: { x: 1 } }, null],
  ['nothing for a set in another order', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }, null],
  ['what differs', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
  ['a list as a whole', { a: [1, 2] }, { a: [1] }, { a: [1] }],
  ['a nested record', { h: { x: 1, y: 2 } }, { h: { x: 2 } }, { h: { x: 2 } }],
  [
    'the balancing fields together',
    { algorithm: 'round-robin', hash_on: 'ip', slots: 10 },
    { algorithm: 'round-robin', hash_on: 'none', slots: 10 },
    { algorithm: 'round-robin', hash_on: 'none' },
  ],
])('a patch writes %s', (_claim, current, wanted, body) => {
  expect(differenceOf({ ...current }, { ...wanted })).toEqual(body);
});

test('an entity with every wanted field needs no patch', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      expect(differenceOf({ ...fields, extra: 1 }, fields)).toBeNull();
    }),
    { numRuns: 200 },
  );
});

test('a declarative file is applied from what is referred to, to what refers', () => {
  const wanted = flattenDeclarative({
    plugins: [{ name: 'prometheus' }],
    services: [
      { name: 's', host: 'u', routes: [{ name: 'r', plugins: [{ name: 'cors' }] }] },
      { name: 's2', plugins: [{ name: 'http-log' }] },
    ],
    upstreams: [{ name: 'u', targets: [{ target: 'a:1' }] }],
  });
  expect(wanted.map(({ kind, key, service, route }) => [kind, key, service, route])).toEqual([
    ['upstreams', 'u', null, null],
    ['targets', 'a:1', null, null],
    ['services', 's', null, null],
    ['services', 's2', null, null],
    ['routes', 'r', 's', null],
    ['plugins', 'cors', null, 'r'],
    ['plugins', 'http-log', 's2', null],
    ['plugins', 'prometheus', null, null],
  ]);
  const [service] = flattenDeclarative({ services: [{ name: 's', url: 'https://h/p' }] });
  expect(service?.fields).toEqual({
    name: 's',
    protocol: 'https',
    host: 'h',
    port: 443,
    path: '/p',
  });
  expect(() => flattenDeclarative({ routes: [{ paths: ['/'] }] })).toThrow('without "name"');
});
