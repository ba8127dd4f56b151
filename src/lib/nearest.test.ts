import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const WORDS = ['round-robin', 'least-connections', 'kong_upstream_target_health'];

test.each([
  ['a misspelt word', 'round-robbin', 'round-robin'],
  ['other dashes and letter case', 'LEAST_CONNECTIONS', 'least-connections'],
  ['a word too far off', 'ip_hash', null],
  ['no word', '', null],
  ['a text too long to be one', 'x'.repeat(100), null],
])('of %s', (_, text, expected) => {
  expect(nearest(text, WORDS)).toBe(expected);
});

test('of two words the nearer one', () => {
  expect(nearest('abcdeX', ['abcdYZ', 'abcdef'])).toBe('abcdef');
});

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
