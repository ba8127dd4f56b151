import { expect, test } from 'vitest';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** Words that are the same in both languages. */
const SAME = new Set([
  'Ballast',
  'live',
  'operator',
  'gateways',
  'Gateways',
  'Controller',
  'controller',
  'Services',
  'Service',
  'service',
  'targets',
  'target',
  'Target',
  'p50',
  'p99',
  'Kong',
  'Scenario',
  'Token',
  'Seed',
]);

type Leaf = readonly [path: string, value: string | ((...words: string[]) => string)];

function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, value as (...words: string[]) => string]];
  return Object.entries(value as object).flatMap(([key, one]) => leavesOf(one, `${path}.${key}`));
}

const english = new Map(leavesOf(en, ''));
const dutch = new Map(leavesOf(nl, ''));

test('no key is missing in Dutch, and none is left over', () => {
  expect([...dutch.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('nothing is empty, and no English is left standing in Dutch', () => {
  const untranslated = [...english].filter(([path, value]) => {
    const twin = dutch.get(path);
    if (typeof value !== 'string') return false;
    return value === '' || twin === '' || (twin === value && !SAME.has(value));
  });
  expect(untranslated).toEqual([]);
});

test('each sentence with gaps uses all that it is given, in both languages', () => {
  const words = ['ALPHA', 'BETA', 'GAMMA'];
  for (const [path, value] of [...english, ...dutch]) {
    if (typeof value === 'string') continue;
    const given = words.slice(0, value.length);
    expect({ path, missing: given.filter((word) => !value(...given).includes(word)) }).toEqual({
      path,
      missing: [],
    });
  }
});
