/** Probes that count nothing: intervals on, every counter 0. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { activeFailures, inChecks, isProbing } from './checks.ts';

const example = (failures: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: ${failures}, timeouts: ${failures}, http_failures: ${failures} }
      targets: [{ target: "orders-1:8080" }]
`;

export const checksWithoutThresholds = defineRule<'kong', { upstream: string }>({
  code: 'KB110',
  name: 'checks-without-thresholds',
  severity: 'error',
  source: 'kong-facts B1, E7; recordings 1',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || activeFailures(upstream).length > 0) continue;
      yield {
        ...inChecks(upstream, 'active', 'unhealthy'),
        at: 'key',
        values: { upstream: upstream.name },
      };
    }
  },
  text: {
    en: {
      title: 'probes without thresholds: nothing is ever marked unhealthy',
      message: ({ upstream }) =>
        `${upstream} is probed, but tcp_failures, timeouts and http_failures are all 0: no target is ever marked unhealthy`,
      fix: () => 'set tcp_failures, timeouts and http_failures under active.unhealthy, to 2 say',
      why: 'Every counter is 0 by default, and 0 ignores that kind of failure. With intervals alone Kong probes for ever and acts on nothing.',
    },
    nl: {
      title: 'probes zonder drempels: er wordt nooit iets ongezond verklaard',
      message: ({ upstream }) =>
        `${upstream} wordt geprobed, maar tcp_failures, timeouts en http_failures staan alle drie op 0: geen target wordt ooit ongezond`,
      fix: () =>
        'zet onder active.unhealthy tcp_failures, timeouts en http_failures, op 2 bijvoorbeeld',
      why: 'Elke teller staat standaard op 0, en 0 betekent dat dat soort fout niet meetelt. Met alleen een interval blijft Kong eindeloos proben zonder er iets mee te doen.',
    },
  },
  good: kongExample(example(2)),
  bad: { ...kongExample(example(0)), at: ['upstreams[0].healthchecks.active.unhealthy'] },
});
