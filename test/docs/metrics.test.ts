/** docs/metrics.md is made by `node scripts/generate-schema.ts` from the tables that the code uses. */

import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { renderMetricsPage } from '../../scripts/metrics-page.ts';
import { METRICS } from '../../src/model/metric-catalogue.ts';
import type { MetricTable } from '../../src/model/metric-entry.ts';

test('docs/metrics.md is current', async () => {
  const url = new URL('../../docs/metrics.md', import.meta.url);
  const options = await resolveConfig(url);
  const expected = await format(renderMetricsPage(), { ...options, filepath: url.pathname });
  expect(await readFile(url, 'utf8')).toBe(expected);
});

test('counters end in _total and nothing else does; every metric says what it is', () => {
  const table: MetricTable = METRICS;
  const wrong = Object.entries(table).filter(
    ([name, { type, help }]) => (type === 'counter') !== name.endsWith('_total') || help === '',
  );
  expect(wrong).toEqual([]);
});
