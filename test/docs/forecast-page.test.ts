/** docs/forecast.md shows every key of the failures file with its default. */

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../src/simulator/forecast/assumptions.ts';
import { FAILURE_KEYS, parseFailuresFile } from '../../src/simulator/forecast/failures-file.ts';

test('the example of docs/forecast.md holds every key, at its default', async () => {
  const page = await readFile(new URL('../../docs/forecast.md', import.meta.url), 'utf8');
  const example = /```yaml\n([^`]+)```/.exec(page)?.[1] ?? '';
  for (const path of Object.keys(FAILURE_KEYS)) {
    expect(example).toContain(`${path.split('.').at(-1)}:`);
  }
  const { value, problems } = parseFailuresFile(example, ['productAPI']);
  expect(problems).toEqual([]);
  expect(value).toEqual({ assumptions: DEFAULT_ASSUMPTIONS, rps: { productAPI: 300 } });
});
