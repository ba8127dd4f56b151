/** Strategies that must stay readable, with the warnings they give. */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseStrategy, renderProblems } from '../../src/strategy/index.ts';

const GOOD = new URL('./good/', import.meta.url);
const FILES = readdirSync(GOOD).filter((name) => name.endsWith('.yaml'));

describe('a good strategy parses without errors', () => {
  test.each(FILES)('%s', (name) => {
    const text = readFileSync(new URL(name, GOOD), 'utf8');
    const { strategy, problems } = parseStrategy(text, { file: name });
    const golden = new URL(name.replace(/yaml$/, 'txt'), GOOD);
    const output = renderProblems(problems, text);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, output);

    expect(strategy).not.toBeNull();
    expect(output).toBe(readFileSync(golden, 'utf8'));
  });

  test('the example that users copy has not even a warning', () => {
    const example = new URL('../../examples/webshop/ballast.yaml', import.meta.url);
    const { strategy, problems } = parseStrategy(readFileSync(example, 'utf8'));
    expect(problems).toEqual([]);
    expect(strategy?.services).toHaveLength(3);
  });
});
