/** Passive checks whose failures no success clears. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isPassive } from './checks.ts';

const example = (successes: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
        passive:
          healthy: { successes: ${successes} }
          unhealthy: { http_statuses: [500, 502, 504], http_failures: 5, tcp_failures: 2, timeouts: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

export const failuresAccumulate = defineRule<'kong', { upstream: string; failures: number }>({
  code: 'KB116',
  name: 'failures-accumulate',
  severity: 'warning',
  source: 'kong-facts B3; recordings 111',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { passive } = upstream.settings.healthchecks;
      if (!isPassive(upstream) || passive.healthy.successes > 0) continue;
      yield {
        ...inChecks(upstream, 'passive', 'healthy', 'successes'),
        values: {
          upstream: upstream.name,
          failures: passive.unhealthy.http_failures || passive.unhealthy.timeouts,
        },
      };
    }
  },
  text: {
    en: {
      title: 'passive failures that no success clears',
      message: ({ upstream, failures }) =>
        `passive.healthy.successes of ${upstream} is 0: failures are never cleared by good answers, so ${failures} errors in any number of requests take a target out`,
      fix: () => 'set passive.healthy.successes to 5, say; or keep 0 knowingly',
      why: 'With 0 a target with 1 % errors goes out after 500 requests at http_failures 5. That is a trade-off: measured, it also loses fewer requests when one target fails in part (80 instead of 608).',
    },
    nl: {
      title: 'passieve fouten die door geen succes worden gewist',
      message: ({ upstream, failures }) =>
        `passive.healthy.successes van ${upstream} is 0: goede antwoorden wissen de fouten niet, dus ${failures} fouten op hoeveel verzoeken ook halen een target eruit`,
      fix: () =>
        'zet passive.healthy.successes op bijvoorbeeld 5, of houd 0 aan als je dit zo wilt',
      why: 'Bij 0 en http_failures 5 gaat een target met 1 % fouten er na 500 verzoeken uit. Het is een afweging: gemeten verlies je er ook minder verzoeken mee als één target deels faalt (80 in plaats van 608).',
    },
  },
  good: kongExample(example(5)),
  bad: {
    ...kongExample(example(0)),
    at: ['upstreams[0].healthchecks.passive.healthy.successes'],
  },
});
