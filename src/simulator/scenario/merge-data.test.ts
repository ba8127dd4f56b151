/** Changes to the standard strategy are merged as the reference says. */

import { expect, test } from 'vitest';
import { mergeData } from './merge-data.ts';

test.each([
  ['maps are merged', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  ['lists are replaced', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['null removes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ['* is every key', { x: { a: 1 }, y: {} }, { '*': { b: 2 } }, { x: { a: 1, b: 2 }, y: { b: 2 } }],
  ['a map replaces a word', { a: 'round-robin' }, { a: { b: 1 } }, { a: { b: 1 } }],
  ['what is new is added', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
])('%s', (_name, base, change, merged) => {
  expect(mergeData(base, change)).toEqual(merged);
});

test('no change reaches the prototype of anything', () => {
  mergeData({}, JSON.parse('{ "__proto__": { "polluted": true } }'));
  expect('polluted' in {}).toBe(false);
});
