/** All message catalogues say the same in both languages. */

import { describe, expect, test } from 'vitest';

import { INIT_WORDS } from '../../src/cli/init/words/words.ts';
import { DUTCH } from '../../src/generate/advice/words/dutch.ts';
import { ENGLISH } from '../../src/generate/advice/words/english.ts';
import { RUNBOOK_WORDS } from '../../src/generate/runbooks/words/catalogues.ts';
import { RULES } from '../../src/lint/registry.ts';
import { EN } from '../../src/simulator/forecast/messages-en.ts';
import { NL } from '../../src/simulator/forecast/messages-nl.ts';
import { differencesOf, messagesOf } from '../support/catalogues.ts';

const CATALOGUES: readonly (readonly [string, unknown, unknown])[] = [
  ['advise', ENGLISH, DUTCH],
  ['runbooks', RUNBOOK_WORDS.en, RUNBOOK_WORDS.nl],
  ['init', INIT_WORDS.en, INIT_WORDS.nl],
  ['forecast', EN, NL],
  ['lint', lintWords('en'), lintWords('nl')],
];

function lintWords(language: 'en' | 'nl'): unknown {
  return Object.fromEntries(
    RULES.map(({ code, text }) => [code, { title: text[language].title, why: text[language].why }]),
  );
}

describe.each(CATALOGUES)('%s', (name, english, dutch) => {
  test('has the same messages with the same placeholders in both languages', () => {
    expect(differencesOf(english, dutch)).toEqual([]);
  });

  test('has plural forms in pairs', () => {
    for (const messages of [messagesOf(english), messagesOf(dutch)]) {
      for (const key of messages.keys()) {
        if (!key.endsWith('.one')) continue;
        expect(messages.has(key.replace(/one$/, 'other'))).toBe(true);
      }
    }
  });

  test('has no English left in the Dutch', () => {
    if (name === 'lint') return; // It cites what Kong says.
    for (const [key, text] of messagesOf(dutch)) {
      // Commands and keys stay as they are.
      const prose = text.replaceAll(/`[^`]*`|"[^"]*"|“[^”]*”|<\w+>|\{\w+\}|\([\w-]+\.md\)/g, '');
      const found = prose.match(/\b(the|and|with|when|which|should|there)\b/i);
      expect({ key, found: found?.[0] ?? null }).toEqual({ key, found: null });
    }
  });
});

describe('the comparison itself', () => {
  const good = { a: (text: { x: string }) => `one ${text.x}`, b: 'two {n}', c: { d: 'three' } };

  test.each([
    ['a missing message', { a: good.a, b: good.b, c: {} }],
    ['an empty message', { ...good, c: { d: ' ' } }],
    ['a forgotten argument', { ...good, a: () => 'één' }],
    ['a forgotten placeholder', { ...good, b: 'twee' }],
  ])('finds %s', (_name, bad) => {
    expect(differencesOf(good, bad)).toHaveLength(1);
    expect(differencesOf(good, good)).toEqual([]);
  });
});
