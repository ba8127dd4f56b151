import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test.each([
  ['healtchecks', 'healthchecks'],
  ['load_balancing', null],
  ['http-statuses', 'http_statuses'],
  ['Weight', 'weight'],
  ['x'.repeat(100), null],
])('%s is meant as %s', (text, word) => {
  expect(nearest(text, ['healthchecks', 'http_statuses', 'weight'])).toBe(word);
});

test('no more letters than told may be wrong', () => {
  expect(nearest('order-service', ['ordering-service'], 2)).toBeNull();
  expect(nearest('oder-api', ['order-api'], 2)).toBe('order-api');
});

test('there is nothing near to nothing', () => {
  expect(nearest('a', [])).toBeNull();
});
