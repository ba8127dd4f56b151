/** No question, choice or complaint is without words in either language. */

import { describe, expect, test } from 'vitest';

import { QUESTIONS } from '../questions/order.ts';
import { ENGLISH } from './en.ts';
import { INIT_WORDS } from './words.ts';

const SCOPE = { service: 'orderAPI', region: 'eu-west' };

/** Every path to a text, with what a function of nothing in particular says. */
function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${key}`));
}

describe.each(['en', 'nl'] as const)('the words of %s', (language) => {
  const words = INIT_WORDS[language];

  test.each(QUESTIONS)('ask for $id, with a reason and every choice', ({ id, choices }) => {
    const said = words.questions[id];
    expect(said?.ask(SCOPE)).toMatch(/[?)]$/);
    expect(said?.why).toMatch(/[.?]$/);
    const unnamed = (choices ?? []).filter((choice) => said?.choices?.[choice] === undefined);
    expect(unnamed).toEqual([]);
  });

  test('have the same keys as English', () => {
    expect(leaves(words)).toEqual(leaves(ENGLISH));
  });

  test('fit on a terminal of 80 columns', () => {
    const reasons = QUESTIONS.map(({ id }) => words.questions[id]?.why ?? '');
    const complaints = Object.values(words.complaints);
    const lines = [...reasons, ...complaints, words.talk.keys];
    expect(lines.filter((line) => line.length > 84)).toEqual([]);
  });
});
