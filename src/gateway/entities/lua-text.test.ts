import { expect, it } from 'vitest';

import { luaText } from './lua-text.ts';

it.each([
  [{ a: 'x' }, '{a="x"}'],
  [{ b: 'x', a: ['y', 'z'] }, '{a={"y","z"},b="x"}'],
  [{ a: [null, 'y'] }, '{a={[2]="y"}}'],
  [{ 'a-b': 'say "x"' }, '{["a-b"]="say \\"x\\""}'],
  [{}, '{}'],
])('%j is printed %s', (tree, text) => {
  expect(luaText(tree)).toBe(text);
});

it('is indented as in a schema violation', () => {
  expect(luaText({ healthy: { interval: 'bad' } }, '  ')).toBe(
    '{\n  healthy = {\n    interval = "bad"\n  }\n}',
  );
});
