import { expect, test } from 'vitest';
import { parseStrategy } from './parse-strategy.ts';
import { renderProblems } from './render-problems.ts';

/** What a terminal does with colour codes. */
const COLOUR = new RegExp(String.raw`\u001B\[\d+m`, 'gu');

test('colours change nothing but the colours', () => {
  const text = 'version: 2\n';
  const { problems } = parseStrategy(text);
  const coloured = renderProblems(problems, text, { color: true });
  expect(coloured).not.toBe(renderProblems(problems, text));
  expect(coloured.replaceAll(COLOUR, '')).toBe(renderProblems(problems, text));
});

test('control characters of the file do not reach the terminal', () => {
  const text = 'version: 1\nname: "\u001B[31mred"\n';
  const { problems } = parseStrategy(text);
  expect(renderProblems(problems, text)).not.toContain('\u001B');
});
