/** How tries end and how long they take, by service or by region: two panels. */

import { failedPart, graph, quantile } from './panels.ts';
import type { Panel } from './dashboard.ts';

export function triesBy(by: 'region' | 'service', matchers: string): readonly Panel[] {
  const legend = `{{${by}}}`;
  return [
    graph(
      {
        title: 'Tries that did not end well',
        description: 'Errors, overload, time-outs, refusals and clients that left.',
        unit: 'percentunit',
      },
      [{ expr: failedPart('ballast_region_tries_total', { by, matchers }), legend }],
      { range: { min: 0 } },
    ),
    graph(
      { title: `p99 to first byte by ${by}`, description: 'Of answered tries.', unit: 's' },
      [
        {
          expr: quantile(0.99, { name: 'ballast_region_try_duration_seconds', by, matchers }),
          legend,
        },
      ],
      { range: { min: 0 } },
    ),
  ];
}
