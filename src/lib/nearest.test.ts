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

test('of no words none', () => {
  expect(nearest('a', [])).toBeNull();
});
