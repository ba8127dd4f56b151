/** Active checks that do not count refused connections: the commonest way to die. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { activeFailures, inChecks, isProbing } from './checks.ts';

const example = (tcp: string) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy:
            interval: 2
            http_failures: 2
            timeouts: 2${tcp}
      targets: [{ target: "orders-1:8080" }]
`;

export const refusalsIgnored = defineRule<'kong', { upstream: string; failures: number }>({
  code: 'KB111',
  name: 'refusals-ignored',
  severity: 'error',
  source: 'kong-facts B2, B3',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const failures = activeFailures(upstream);
      if (!isProbing(upstream) || failures.length === 0) continue;
      if (upstream.settings.healthchecks.active.unhealthy.tcp_failures > 0) continue;
      const place = inChecks(upstream, 'active', 'unhealthy', 'tcp_failures');
      const value = Math.max(...failures);
      yield {
        ...place,
        values: { upstream: upstream.name, failures: value },
        edits: [{ kind: 'set', path: place.path, value }],
      };
    }
  },
  text: {
    en: {
      title: 'active checks that ignore refused connections',
      message: ({ upstream }) =>
        `active.unhealthy.tcp_failures is 0: a target of ${upstream} that refuses connections is never marked unhealthy by the active check`,
      fix: ({ failures }) => `set tcp_failures: ${failures}`,
      why: 'Refusals, time-outs and bad answers are three separate counters. A process that is gone refuses connections, which neither http_failures nor timeouts counts.',
    },
    nl: {
      title: 'actieve checks die geweigerde verbindingen negeren',
      message: ({ upstream }) =>
        `active.unhealthy.tcp_failures is 0: een target van ${upstream} dat verbindingen weigert, wordt door de actieve check nooit ongezond verklaard`,
      fix: ({ failures }) => `zet tcp_failures: ${failures}`,
      why: 'Weigeringen, time-outs en foute antwoorden zijn drie aparte tellers. Een proces dat weg is, weigert verbindingen, en dat telt niet mee voor http_failures of timeouts.',
    },
  },
  good: kongExample(example('\n            tcp_failures: 2')),
  bad: {
    ...kongExample(example('')),
    at: ['upstreams[0].healthchecks.active.unhealthy.tcp_failures'],
  },
});
