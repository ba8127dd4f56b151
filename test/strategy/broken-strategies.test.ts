/**
 * Each broken strategy in `bad/` has its output beside it. `UPDATE_GOLDEN=1` writes the outputs
 * anew; read them as a user would before committing them.
 */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseStrategy, renderProblems } from '../../src/strategy/index.ts';

const BAD = new URL('./bad/', import.meta.url);
const FILES = readdirSync(BAD).filter((name) => name.endsWith('.yaml'));

describe('a broken strategy is explained', () => {
  test.each(FILES)('%s', (name) => {
    const text = readFileSync(new URL(name, BAD), 'utf8');
    const { strategy, problems } = parseStrategy(text, { file: name });
    const golden = new URL(name.replace(/yaml$/, 'txt'), BAD);
    const output = renderProblems(problems, text);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, output);

    expect(strategy).toBeNull();
    expect(problems.some((problem) => problem.severity === 'error')).toBe(true);
    expect(output).toBe(readFileSync(golden, 'utf8'));
  });

  test('there are at least 40 of them', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(40);
  });
});
