/** Every rule on its own examples: it finds the bad one where it says, and not the good one. */

import { expect, test } from 'vitest';
import { readExample } from '../cli/lint/example.ts';
import { DEFAULT_CONTEXT } from './context.ts';
import type { Example, Rule } from './contract.ts';
import { lint } from './lint.ts';
import { RULES } from './registry.ts';

const rules = RULES.map((rule): [string, Rule] => [`${rule.code} ${rule.name}`, rule]);

function placesOf(rule: Rule, example: Example): string[] {
  const context = { ...DEFAULT_CONTEXT, ...example.context };
  const documents = readExample(rule, example);
  return lint(documents, { rules: [rule], context, language: 'en' }).map(
    ({ path, line, column }) => (path === '' ? `${line}:${column}` : path),
  );
}

test.each(rules)('%s finds its bad example, at the right place', (_, rule) => {
  expect(placesOf(rule, rule.bad).toSorted()).toEqual([...rule.bad.at].toSorted());
});

test.each(rules)('%s does not find its good example', (_, rule) => {
  expect(placesOf(rule, rule.good)).toEqual([]);
});

test.each(rules)('%s has words in every language', (_, rule) => {
  const context = { ...DEFAULT_CONTEXT, ...rule.bad.context };
  const documents = readExample(rule, rule.bad);
  const words = (['en', 'nl'] as const).map((language) => {
    const problems = lint(documents, { rules: [rule], context, language });
    return [rule.text[language].title, rule.text[language].why].concat(
      problems.flatMap(({ message, fix }) => [message, fix]),
    );
  });
  for (const text of words.flat()) expect(text).not.toMatch(/undefined|NaN|\[object|^\s*$|null/);
  const [english = [], dutch = []] = words;
  expect(dutch[0]).not.toBe(english[0]);
  expect(dutch[1]).not.toBe(english[1]);
});

test('there are sixty rules and more, and none lacks a part of what makes it useful', () => {
  expect(RULES.length).toBeGreaterThanOrEqual(60);
  for (const rule of RULES) {
    const { code, severity, source, good, bad, text } = rule;
    expect([code, severity]).toEqual([code, expect.stringMatching(/^(?:error|warning|info)$/)]);
    expect([code, source]).toEqual([code, expect.stringMatching(/\w{3,}.{4,}/)]);
    for (const example of [good, bad]) {
      expect([code, Object.values(example.files).join('').trim()]).not.toEqual([code, '']);
    }
    expect([code, bad.at.length]).not.toEqual([code, 0]);
    const context = { ...DEFAULT_CONTEXT, ...bad.context };
    const [found] = lint(readExample(rule, bad), { rules: [rule], context, language: 'en' });
    for (const words of [found?.message, found?.fix, text.en.title, text.en.why]) {
      expect([code, words]).toEqual([code, expect.stringMatching(/\w{2,}.*\w{2,}/s)]);
    }
  }
});

test('codes and names are unique, and codes belong to their kind', () => {
  const count = (values: readonly string[]) => new Set(values).size;
  expect(count(RULES.map(({ code }) => code))).toBe(RULES.length);
  expect(count(RULES.map(({ name }) => name))).toBe(RULES.length);
  for (const { code, name, appliesTo } of RULES) {
    expect(code).toMatch(FORMS[appliesTo]);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  }
});

const FORMS: Readonly<Record<Rule['appliesTo'], RegExp>> = {
  kong: /^KB1\d\d$/,
  nginx: /^KB1\d\d$/,
  strategy: /^KB2\d\d$/,
  'prometheus-rules': /^KB3\d\d$/,
  live: /^KB4\d\d$/,
  dns: /^KB5\d\d$/,
  prose: /^KB6\d\d$/,
};
