import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusedSaid, waitingSaid } from './words.ts';

const FOLDER = new URL('.', import.meta.url);

function codesIn(pattern: RegExp, files: RegExp): string[] {
  return readdirSync(FOLDER)
    .filter((name) => files.test(name) && !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, FOLDER), 'utf8').matchAll(pattern)])
    .map(([, code]) => code ?? '');
}

test('what an evacuation is refused for has words', () => {
  const codes = [
    ...codesIn(/refusal\('([\w-]+)'/g, /^receivers/),
    ...codesIn(/kind: 'refused', code: '([\w-]+)'/g, /^evacuation/),
  ];
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => refusedSaid(code) === code)).toEqual([]);
});

test('what a return waits for has words', () => {
  // What ends a return is never waited for, and time and tries of a step are not told.
  const never = ['hard-loss', 'failures', 'alarm', 'still-slow', 'time', 'tries'];
  const codes = codesIn(/code: '([\w-]+)'/g, /^failback/).filter((code) => !never.includes(code));
  expect(codes.length).toBeGreaterThan(4);
  expect(codes.filter((code) => waitingSaid(code) === code)).toEqual([]);
});

test('nothing stays nothing', () => {
  expect([waitingSaid(null), refusedSaid(null)]).toEqual([null, null]);
});
