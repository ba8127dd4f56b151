/** Every query of every panel gives series in a real Prometheus that scrapes a gateway and Ballast. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DASHBOARDS } from '../../src/generate/grafana/grafana-files.ts';
import { isPrometheusHere, STACK, startStack, type Stack } from './stack.ts';

/** As Grafana would fill them in; the range spans several scrapes of a second. */
const VALUES: Readonly<Record<string, string>> = {
  $strategy: STACK.strategy,
  $service: STACK.service,
  $region: STACK.region,
  $__rate_interval: '20s',
};

/** Nothing was dropped in the test, so the counter may have no series. */
const MAY_BE_EMPTY = ['ballast_log_entries_dropped_total'];

const queries = DASHBOARDS.flatMap(({ title, sections }) =>
  sections.flatMap((section) =>
    section.panels.flatMap((panel) =>
      panel.queries.map(({ expr }) => ({
        panel: `${title}, ${panel.title}`,
        expr: expr.replaceAll(/\$\w+/g, (name) => VALUES[name] ?? name),
      })),
    ),
  ),
);

describe.skipIf(!isPrometheusHere())('with a real Prometheus', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
  }, 180_000);

  afterAll(() => stack?.stop());

  test('every query gives series', async () => {
    await expect.poll(() => emptyOnes(stack), { timeout: 150_000, interval: 2_000 }).toEqual([]);
  }, 180_000);
});

async function emptyOnes(stack: Stack): Promise<readonly string[]> {
  const empty: string[] = [];
  for (const { panel, expr } of queries) {
    if (MAY_BE_EMPTY.some((name) => expr.includes(name))) await stack.count(expr);
    else if ((await stack.count(expr)) === 0) empty.push(`${panel}: ${expr}`);
  }
  return empty;
}
